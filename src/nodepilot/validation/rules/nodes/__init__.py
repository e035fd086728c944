"""Single nodes: versions, successors."""
