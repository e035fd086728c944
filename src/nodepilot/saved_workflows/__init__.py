"""Workflows that people keep, with every version."""
