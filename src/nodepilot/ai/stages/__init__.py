"""The stages that hosted models work in, each a small typed agent with its own prompt."""
