"""Spoils plans as language models do, and measures what the gate makes of them."""
