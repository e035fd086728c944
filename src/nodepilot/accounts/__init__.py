"""Who somebody is: users, sessions, tokens."""
