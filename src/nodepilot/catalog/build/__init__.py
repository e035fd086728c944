"""Making a catalog snapshot from n8n's own npm packages (`nodepilot catalog build`)."""
