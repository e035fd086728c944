"""What starts a workflow and what answers."""
