"""What administrators see and do, each act of it in the audit log."""
