"""From a story to a plan: steps, parameters that carry the right data, links."""
