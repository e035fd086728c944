"""n8n's own complaints, the same that its editor, its REST API and its publish check raise."""
