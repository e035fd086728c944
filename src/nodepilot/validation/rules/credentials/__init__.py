"""Credentials and secrets."""
