"""The knowledge tables (patterns, templates, tips, prompts), filled at start and held in memory."""
