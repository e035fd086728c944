"""The built-in engine: plain language to a plan, with no model, no key and no network."""
