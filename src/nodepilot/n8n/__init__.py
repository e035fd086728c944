"""A real n8n that is installed beside NodePilot: workflows are tried in it."""
