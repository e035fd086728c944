"""Parameter names and values that n8n takes without a word."""
