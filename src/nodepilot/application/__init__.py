"""Use cases that join several domains."""
