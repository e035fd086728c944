"""The stages from a message to an answer, as a stream of typed events."""
