"""PostgreSQL: the embedded server, the schema's migrations, and the one way to a connection."""
