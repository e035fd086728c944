"""What people think of answers: a thumb, and why."""
