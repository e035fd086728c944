"""What a workflow means for whoever runs it: what it touches, how often it runs, what it has to be allowed."""
