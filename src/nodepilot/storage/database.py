"""The one way to a connection: a transaction that acts as one user or in one service role.

    async with database.as_user(user_id) as transaction:
        await transaction.fetch_all("select id, title from conversations", into=Conversation)

The login of the pool has no rights of its own, so a query outside such a transaction fails.

Statements travel together: what a transaction begins with, and all that is only sent, goes to the server with the first
statement whose answer is waited for, and what is left with the end. A trip costs more than most statements.
"""

from __future__ import annotations

import asyncio
import json
import logging
import random
import select
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from typing import Any, Generic, LiteralString, TypeVar
from uuid import UUID

import psycopg
from psycopg.rows import AsyncRowFactory, class_row, dict_row, scalar_row
from psycopg_pool import AsyncConnectionPool, PoolTimeout

from nodepilot.storage.addresses import Address
from nodepilot.storage.errors import DatabaseUnavailable, translated, unavailable
from nodepilot.storage.pulse import Pulse
from nodepilot.storage.roles import Role

Row = TypeVar("Row")
Parameters = Sequence[Any] | Mapping[str, Any]
Connection = psycopg.AsyncConnection[Any]

POOL_WAIT = 5.0
"""Seconds that a request waits for a free connection before it is refused."""

LOOKS = 4
"""Connections tried before the database counts as gone."""

FIRST_PAUSE = 0.05
"""Seconds before the second one; doubled for each further one, with jitter."""


BEHAVE_AS: LiteralString = "select set_config('request.jwt.claims', %s, true), set_config('role', %s, true)"
BEHAVE_AS_NOT_DURABLY: LiteralString = f"{BEHAVE_AS}, set_config('synchronous_commit', 'off', true)"
TAKE_ON = "select set_config('role', %s, true)"
"""What is set lasts until the transaction ends: nothing is left for the connection's next user."""


class Expected(Generic[Row]):
    """Rows that were asked for. They come with the next answer that is waited for, and at the latest with the
    transaction's end; they can be had after that, too."""

    def __init__(self, cursor: psycopg.AsyncCursor[Row]) -> None:
        self._cursor = cursor

    async def all(self) -> list[Row]:
        return await self._cursor.fetchall()

    async def find(self) -> Row | None:
        """The first one, if there is any."""
        return await self._cursor.fetchone()

    async def get(self) -> Row:
        """The one that the statement always gives."""
        row = await self.find()
        if row is None:
            raise LookupError("a statement that always gives a row gave none")
        return row


class Transaction:
    """Queries inside one transaction. Placeholders are psycopg's (`%s`, `%(name)s`).

    An error of the database's comes out where the next answer is waited for, and ends the transaction.
    """

    def __init__(self, connection: Connection, role: Role) -> None:
        self._connection = connection
        self._role = role

    @asynccontextmanager
    async def taking_on(self, role: Role) -> AsyncIterator[None]:
        """Another role for the same user, until the block ends."""
        await self._connection.execute(TAKE_ON, (role.value,), prepare=True)
        yield
        # Not after an error: the transaction is undone, and its role with it.
        await self._connection.execute(TAKE_ON, (self._role.value,), prepare=True)

    async def ask_as(self, role: Role, query: LiteralString, parameters: Sequence[Any]) -> Expected[Any]:
        """The first column of the one row that the query gives in another role."""
        async with self.taking_on(role):
            return await self.expect_value(query, parameters)

    async def send(self, query: LiteralString, parameters: Parameters = ()) -> None:
        """A statement of which nothing but that it was done matters."""
        await self._connection.execute(query, parameters)

    async def execute(self, query: LiteralString, parameters: Parameters = ()) -> int:
        """Runs a statement; the number of rows that it touched."""
        cursor = await self._connection.execute(query, parameters)
        # Its answer is there when that to the next one is. (To synchronise would hang on statements of megabytes.)
        await self.find_value("select 1")
        return cursor.rowcount

    async def expect(
        self, query: LiteralString, parameters: Parameters = (), *, into: type[Row]
    ) -> Expected[Row]:
        """Rows as `into(**columns)`, to be waited for later."""
        return await self._expect(class_row(into), query, parameters)

    async def fetch_all(
        self, query: LiteralString, parameters: Parameters = (), *, into: type[Row]
    ) -> list[Row]:
        """All rows as `into(**columns)`."""
        return await (await self.expect(query, parameters, into=into)).all()

    async def find(self, query: LiteralString, parameters: Parameters = (), *, into: type[Row]) -> Row | None:
        """The first row as `into(**columns)`, or None."""
        return await (await self.expect(query, parameters, into=into)).find()

    async def fetch(self, query: LiteralString, parameters: Parameters = (), *, into: type[Row]) -> Row:
        """The one row that the statement always gives, as `into(**columns)`."""
        return await (await self.expect(query, parameters, into=into)).get()

    async def find_columns(self, query: LiteralString, parameters: Parameters = ()) -> dict[str, Any] | None:
        """The first row as a dict, or None."""
        return await (await self._expect(dict_row, query, parameters)).find()

    async def find_value(self, query: LiteralString, parameters: Parameters = ()) -> Any:
        """The first column of the first row, or None when there is no row."""
        return await (await self.expect_value(query, parameters)).find()

    async def expect_value(self, query: LiteralString, parameters: Parameters = ()) -> Expected[Any]:
        """The first columns of the rows, to be waited for later."""
        return await self._expect(scalar_row, query, parameters)

    async def _expect(
        self, rows: AsyncRowFactory[Row], query: LiteralString, parameters: Parameters
    ) -> Expected[Row]:
        cursor = self._connection.cursor(row_factory=rows)
        await cursor.execute(query, parameters)
        return Expected(cursor)


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
        # A task that is cancelled in a transaction leaves that to the pool to roll back, and what was sent after a
        # statement that failed fails with it: nothing to warn of.
        logging.getLogger("psycopg").setLevel(logging.ERROR)
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
        connection = await self._living_connection()
        try:
            async with connection.pipeline():
                await connection.execute("begin", prepare=True)
                behave = BEHAVE_AS if durable else BEHAVE_AS_NOT_DURABLY
                await connection.execute(behave, (claims, role.value), prepare=True)
                yield Transaction(connection, role)
                await connection.execute("commit", prepare=True)
        except BaseException as error:
            if not connection.closed:
                await _undo(connection)
            told = translated(error)
            if told is error:
                # Said to be caused by itself it would hold on to its frames, and to what they have open.
                raise
            raise told from error
        finally:
            await self._pool.putconn(connection)

    async def _living_connection(self) -> Connection:
        """Retries with growing pauses: connections in the pool may be from before a restart."""
        if self._gone:
            raise unavailable()
        pause = FIRST_PAUSE
        for attempt in range(1, LOOKS + 1):
            try:
                connection = await self._pool.getconn(POOL_WAIT)
            except PoolTimeout as error:
                raise unavailable() from error
            try:
                if _has_heard(connection):
                    await connection.execute("select 1")
            except psycopg.OperationalError as error:
                await self._pool.putconn(connection)
                if attempt == LOOKS:
                    raise unavailable() from error
                await asyncio.sleep(pause * random.uniform(0.5, 1.5))  # noqa: S311 - jitter, not a secret
                pause *= 2
            except BaseException:
                await self._pool.putconn(connection)
                raise
            else:
                return connection
        raise AssertionError("unreachable")


def _has_heard(connection: Connection) -> bool:
    """Whether something came that nobody asked for, which is mostly word that the server ends, or its end."""
    waiting = select.poll()
    waiting.register(connection.fileno(), select.POLLIN)
    return bool(waiting.poll(0))


async def _undo(connection: Connection) -> None:
    try:
        await connection.rollback()
    except psycopg.Error:
        await connection.close()
