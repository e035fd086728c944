"""Expressions: what n8n only notices when it evaluates them."""
