"""The command line: `nodepilot COMMAND`. One file per command; nothing heavy is imported before it runs."""
