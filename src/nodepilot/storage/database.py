"""The one way to a connection: a transaction that acts as one user or in one service role.

    async with database.as_user(user_id) as transaction:
        await transaction.fetch_all("select id, title from conversations", into=Conversation)

The login of the pool has no rights of its own, so a query outside such a transaction fails.
"""

from __future__ import annotations

import asyncio
import json
import logging
import random
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from typing import Any, LiteralString, TypeVar
from uuid import UUID

import psycopg
from psycopg import sql
from psycopg.rows import class_row, dict_row, scalar_row
from psycopg_pool import AsyncConnectionPool, PoolTimeout

from nodepilot.sentences import say
from nodepilot.storage.addresses import Address
from nodepilot.storage.errors import (
    AlreadyThere,
    DatabaseUnavailable,
    NotStorable,
    OwnerMissing,
    TransactionConflict,
    unavailable,
)
from nodepilot.storage.pulse import Pulse
from nodepilot.storage.roles import Role

Row = TypeVar("Row")
Parameters = Sequence[Any] | Mapping[str, Any]
Connection = psycopg.AsyncConnection[Any]

POOL_WAIT = 5.0
"""Seconds that a request waits for a free connection before it is refused."""

BEGIN_ATTEMPTS = 4
"""Connections tried before the database counts as gone: those in the pool may be from before a restart."""

FIRST_PAUSE = 0.05
"""Seconds before the second attempt; doubled for each further one, with jitter."""


BEGIN = sql.SQL("begin; select set_config('request.jwt.claims', {}, true), set_config('role', {}, true)")
BEGIN_LIGHTLY = sql.SQL(
    "begin; select set_config('request.jwt.claims', {}, true), set_config('role', {}, true),"
    " set_config('synchronous_commit', 'off', true)"
)
"""One trip to the server. What is set lasts until the transaction ends: nothing is left for the connection's
next user."""


class Transaction:
    """Queries inside one transaction. Placeholders are psycopg's (`%s`, `%(name)s`)."""

    def __init__(self, connection: Connection, role: Role) -> None:
        self._connection = connection
        self._role = role

    @asynccontextmanager
    async def taking_on(self, role: Role) -> AsyncIterator[None]:
        """Another role for the same user, until the block ends."""
        await self._connection.execute("select set_config('role', %s, true)", (role.value,))
        yield
        # Not after an error: the transaction is undone, and its role with it.
        await self._connection.execute("select set_config('role', %s, true)", (self._role.value,))

    async def ask_as(self, role: Role, query: LiteralString, parameters: Sequence[Any]) -> Any:
        """The first column of the one row that the query gives in another role, in one trip to the server."""
        cursor = psycopg.AsyncClientCursor(self._connection, row_factory=scalar_row)
        await cursor.execute(
            f"select set_config('role', %s, true); {query}; select set_config('role', %s, true)",
            (role.value, *parameters, self._role.value),
        )
        cursor.nextset()
        return await cursor.fetchone()

    async def execute(self, query: LiteralString, parameters: Parameters = ()) -> int:
        """Runs a statement; the number of rows that it touched."""
        cursor = await self._connection.execute(query, parameters)
        return cursor.rowcount

    async def fetch_all(
        self, query: LiteralString, parameters: Parameters = (), *, into: type[Row]
    ) -> list[Row]:
        """All rows as `into(**columns)`."""
        cursor = self._connection.cursor(row_factory=class_row(into))
        await cursor.execute(query, parameters)
        return await cursor.fetchall()

    async def find(self, query: LiteralString, parameters: Parameters = (), *, into: type[Row]) -> Row | None:
        """The first row as `into(**columns)`, or None."""
        cursor = self._connection.cursor(row_factory=class_row(into))
        await cursor.execute(query, parameters)
        return await cursor.fetchone()

    async def fetch(self, query: LiteralString, parameters: Parameters = (), *, into: type[Row]) -> Row:
        """The one row that the statement always gives, as `into(**columns)`."""
        row = await self.find(query, parameters, into=into)
        if row is None:
            raise LookupError("a statement that always gives a row gave none")
        return row

    async def find_columns(self, query: LiteralString, parameters: Parameters = ()) -> dict[str, Any] | None:
        """The first row as a dict, or None."""
        cursor = self._connection.cursor(row_factory=dict_row)
        await cursor.execute(query, parameters)
        return await cursor.fetchone()

    async def find_value(self, query: LiteralString, parameters: Parameters = ()) -> Any:
        """The first column of the first row, or None when there is no row."""
        cursor = self._connection.cursor(row_factory=scalar_row)
        await cursor.execute(query, parameters)
        return await cursor.fetchone()


class Database:
    """A pool of connections as the app's login. `open` returns at once; connections follow."""

    def __init__(self, address: Address, *, most_connections: int = 10) -> None:
        self._pool: AsyncConnectionPool[Connection] = AsyncConnectionPool(
            address.conninfo(),
            # Transactions are begun by hand, together with what they begin with.
            kwargs={"autocommit": True},
            min_size=1,
            max_size=most_connections,
            # Given up after this many seconds and begun anew by the next request, so that a database
            # that comes back is found at once and not after ever longer pauses.
            reconnect_timeout=2.0,
            open=False,
            name="nodepilot",
        )
        self._pulse = Pulse(address)
        self._gone = False

    async def open(self) -> None:
        # A task that is cancelled in a transaction leaves that to the pool to roll back: nothing to warn of.
        logging.getLogger("psycopg.pool").setLevel(logging.ERROR)
        await self._pool.open(wait=False)

    async def close(self) -> None:
        await self._pulse.close()
        await self._pool.close()

    @asynccontextmanager
    async def as_user(self, user_id: UUID) -> AsyncIterator[Transaction]:
        """A transaction that sees and changes only what belongs to this user.

        `user_id` comes from a verified token, never from a request's body or path.
        """
        claims = json.dumps({"sub": str(user_id), "role": Role.USER})
        async with self._transaction(Role.USER, claims) as transaction:
            yield transaction

    @asynccontextmanager
    async def as_visitor(self, token_digest: bytes) -> AsyncIterator[Transaction]:
        """A transaction that sees the one conversation that a link was made for, if it still is."""
        claims = json.dumps({"share": token_digest.hex()})
        async with self._transaction(Role.VISITOR, claims) as transaction:
            yield transaction

    @asynccontextmanager
    async def acting_as(self, role: Role, *, durable: bool = True) -> AsyncIterator[Transaction]:
        """A transaction in a service role, for work that belongs to no single user.

        One that is not `durable` does not wait for the disk: what it wrote in the last half second is gone
        when the database's machine crashes.
        """
        async with self._transaction(role, "", durable=durable) as transaction:
            yield transaction

    async def ping(self) -> float:
        """Milliseconds until the database answers; raises `DatabaseUnavailable`."""
        try:
            milliseconds = await self._pulse.beat()
        except DatabaseUnavailable:
            self._gone = True
            raise
        if self._gone:
            # Throws out connections from before.
            await self._pool.check()
            self._gone = False
        return milliseconds

    @asynccontextmanager
    async def _transaction(
        self, role: Role, claims: str, *, durable: bool = True
    ) -> AsyncIterator[Transaction]:
        connection = await self._begin(role, claims, durable=durable)
        try:
            yield Transaction(connection, role)
            await connection.commit()
        except BaseException as error:
            if not connection.closed:
                await _undo(connection)
            raise _translated(error) from error
        finally:
            await self._pool.putconn(connection)

    async def _begin(self, role: Role, claims: str, *, durable: bool) -> Connection:
        """Retries with growing pauses; safe, because nothing has been done yet."""
        if self._gone:
            raise unavailable()
        beginning = (BEGIN if durable else BEGIN_LIGHTLY).format(claims, role.value)
        pause = FIRST_PAUSE
        for attempt in range(1, BEGIN_ATTEMPTS + 1):
            try:
                connection = await self._pool.getconn(POOL_WAIT)
            except PoolTimeout as error:
                raise unavailable() from error
            try:
                await connection.execute(beginning, prepare=False)
            except psycopg.OperationalError as error:
                await self._pool.putconn(connection)
                if attempt == BEGIN_ATTEMPTS:
                    raise unavailable() from error
                await asyncio.sleep(pause * random.uniform(0.5, 1.5))  # noqa: S311 - jitter, not a secret
                pause *= 2
            except BaseException:
                await self._pool.putconn(connection)
                raise
            else:
                return connection
        raise AssertionError("unreachable")


async def _undo(connection: Connection) -> None:
    try:
        await connection.rollback()
    except psycopg.Error:
        await connection.close()


def _translated(error: BaseException) -> BaseException:
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
