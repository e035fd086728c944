"""One request's run: its events, its state, and what is kept of it."""
