"""Workflows in plain words: what they do, why they fail, what has to be connected."""
