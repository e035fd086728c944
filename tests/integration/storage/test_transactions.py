"""Statements that travel together: what comes out when one fails, is given up, or the server has gone meanwhile."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from uuid import UUID

import psycopg
import pytest

from nodepilot.storage.addresses import APP, Address
from nodepilot.storage.database import Database
from nodepilot.storage.embedded import EmbeddedPostgres
from nodepilot.storage.errors import AlreadyThere
from nodepilot.storage.ids import new_id
from nodepilot.storage.roles import Role

ADD = "insert into conversations (id, user_id, title) values (%s, auth.uid(), %s)"
COUNT = "select count(*) from conversations"


@pytest.fixture
async def narrow(owner: Address) -> AsyncIterator[Database]:
    """A database with one connection, which the next transaction gets as the last one left it."""
    database = Database(owner.as_user(APP), most_connections=1)
    await database.open()
    yield database
    await database.close()


@pytest.fixture
async def user_id(narrow: Database) -> UUID:
    made = new_id()
    async with narrow.acting_as(Role.ACCOUNTS) as transaction:
        await transaction.send("insert into users (id, name) values (%s, 'Somebody')", (made,))
    return made


async def count(database: Database, user_id: UUID) -> int:
    async with database.as_user(user_id) as transaction:
        found = await transaction.expect_value(COUNT)
    # All that was asked for has come by the end.
    return int(await found.get())


async def test_what_is_only_sent_is_done(narrow: Database, user_id: UUID) -> None:
    async with narrow.as_user(user_id) as transaction:
        for title in ("one", "two"):
            await transaction.send(ADD, (new_id(), title))
        assert await transaction.find_value(COUNT) == 2
        await transaction.send(ADD, (new_id(), "three"))
    assert await count(narrow, user_id) == 3


async def test_rows_come_in_any_order(narrow: Database, user_id: UUID) -> None:
    async with narrow.as_user(user_id) as transaction:
        first = await transaction.expect_value("select 1")
        second = await transaction.expect_value("select generate_series(2, 4)")
        touched = await transaction.execute(ADD, (new_id(), "one"))
    assert (await second.all(), await first.get(), touched) == ([2, 3, 4], 1, 1)


async def test_megabytes_travel_along(narrow: Database, user_id: UUID) -> None:
    content = bytes(8_000_000)
    add = "insert into files (id, user_id, name, kind, size, content) values (%s, auth.uid(), 'large', 'text', %s, %s)"
    async with narrow.as_user(user_id) as transaction:
        touched = await transaction.execute(add, (new_id(), len(content), content))
        await transaction.send(add, (new_id(), len(content), content))
        found = await transaction.find_value("select sum(length(content)) from files")
        await transaction.send(add, (new_id(), len(content), content))
    assert (touched, found) == (1, 2 * len(content))


@pytest.mark.parametrize("waits", [True, False])
async def test_nothing_is_done_when_one_fails(narrow: Database, user_id: UUID, *, waits: bool) -> None:
    """Whether somebody waits for an answer behind it or the transaction just ends."""
    same = new_id()

    async def work() -> None:
        async with narrow.as_user(user_id) as transaction:
            for title in ("one", "two", "three"):
                await transaction.send(ADD, (same, title))
            if waits:
                await transaction.find_value(COUNT)

    with pytest.raises(AlreadyThere) as refused:
        await work()
    assert refused.value.constraint == "conversations_pkey"
    assert await count(narrow, user_id) == 0


async def test_nothing_is_done_when_the_task_is_given_up(narrow: Database, user_id: UUID) -> None:
    is_sent = asyncio.Event()

    async def work() -> None:
        async with narrow.as_user(user_id) as transaction:
            await transaction.send(ADD, (new_id(), "one"))
            is_sent.set()
            await transaction.find_value("select pg_sleep(60)")

    task = asyncio.create_task(work())
    await is_sent.wait()
    await asyncio.sleep(0.05)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert await count(narrow, user_id) == 0


async def test_the_role_ends_with_the_transaction(narrow: Database, user_id: UUID) -> None:
    roles = []
    for role in (Role.ACCOUNTS, Role.LEDGER, Role.ACCOUNTS):
        async with narrow.acting_as(role) as transaction:
            as_ledger = await transaction.ask_as(Role.LEDGER, "select current_user::text", ())
            roles.append((await as_ledger.get(), await transaction.find_value("select current_user::text")))
    assert roles == [(Role.LEDGER, role) for role in (Role.ACCOUNTS, Role.LEDGER, Role.ACCOUNTS)]
    assert await count(narrow, user_id) == 0


async def test_a_connection_that_was_closed_meanwhile_is_replaced(
    narrow: Database, user_id: UUID, postgres: EmbeddedPostgres
) -> None:
    async with narrow.as_user(user_id) as transaction:
        process = await transaction.find_value("select pg_backend_pid()")
    with psycopg.connect(postgres.superuser.conninfo(), autocommit=True) as superuser:
        superuser.execute("select pg_terminate_backend(%s, 5000)", (process,))
    assert await count(narrow, user_id) == 0
