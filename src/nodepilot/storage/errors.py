"""What the layers above see of the database's errors."""

from __future__ import annotations

import psycopg

from nodepilot.errors import ServiceError, UserError
from nodepilot.sentences import say


class DatabaseUnavailable(ServiceError):
    """The database does not answer, or has no connection free. Trying again later may help."""

    code = "DATABASE_UNAVAILABLE"


class TransactionConflict(DatabaseUnavailable):
    """Two transactions stood in each other's way, and this one was undone. Trying again helps."""

    code = "DATABASE_BUSY"


def unavailable() -> DatabaseUnavailable:
    return DatabaseUnavailable(say("The database does not answer."), next_step=say("Try again in a moment."))


class NotStorable(UserError):
    """A value that PostgreSQL cannot keep, such as a NUL character in a text."""

    code = "NOT_STORABLE"


class OwnerMissing(UserError):
    """A row belongs to another that does not exist (any more); the transaction is undone.

    `constraint` is the foreign key's name.
    """

    code = "OWNER_MISSING"

    def __init__(self, constraint: str) -> None:
        super().__init__(
            say("What this belongs to is gone."),
            next_step=say("Somebody deleted it meanwhile: load it anew."),
        )
        self.constraint = constraint


class AlreadyThere(UserError):
    """A unique index refused a row; the transaction is undone. `constraint` is the index's name."""

    code = "ALREADY_THERE"

    def __init__(self, constraint: str) -> None:
        super().__init__(
            say("There is one already."), next_step=say("Somebody made it meanwhile: load it anew.")
        )
        self.constraint = constraint


def translated(error: BaseException) -> BaseException:
    """Psycopg's errors in the words of the layers above; any other error as it is."""
    if isinstance(error, psycopg.errors.UniqueViolation):
        return AlreadyThere(error.diag.constraint_name or "")
    if isinstance(error, psycopg.errors.ForeignKeyViolation):
        return OwnerMissing(error.diag.constraint_name or "")
    if isinstance(error, psycopg.DataError | UnicodeEncodeError):
        return NotStorable(
            say("The text holds characters that cannot be stored."),
            next_step=say("Leave out control characters."),
        )
    if isinstance(error, psycopg.errors.DeadlockDetected | psycopg.errors.SerializationFailure):
        return TransactionConflict(say("The database is busy."), next_step=say("Try again in a moment."))
    if isinstance(error, psycopg.OperationalError | psycopg.InterfaceError):
        return unavailable()
    return error
