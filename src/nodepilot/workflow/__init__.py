"""The workflow document: what n8n stores, read without losing a byte, edited as data, laid out."""
