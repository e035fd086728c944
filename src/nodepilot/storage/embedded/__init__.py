"""The embedded PostgreSQL: a server of our own in the data folder, shared by all NodePilot processes."""

from nodepilot.storage.embedded.errors import EmbeddedDatabaseError
from nodepilot.storage.embedded.supervisor import EmbeddedPostgres

__all__ = ["EmbeddedDatabaseError", "EmbeddedPostgres"]
