"""What can go wrong with the embedded database."""

from __future__ import annotations

from nodepilot.errors import ServiceError


class EmbeddedDatabaseError(ServiceError):
    """The embedded database cannot be started, reached or stopped; says what to do about it."""

    code = "DATABASE_UNAVAILABLE"
