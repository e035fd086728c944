"""What changes for a user, told to every open tab."""
