"""The audit of the books finds what was tampered with, and nothing else."""

from __future__ import annotations

from typing import LiteralString

import psycopg
import pytest

from nodepilot.application.administration import Administration
from nodepilot.credits.audit import CHECKS, find_faults
from nodepilot.storage.database import Database
from nodepilot.storage.embedded import EmbeddedPostgres
from nodepilot.storage.ids import new_id
from nodepilot.storage.roles import Role
from tests.integration.server.conftest import Person, RunningServer

TAMPERING: dict[str, LiteralString] = {
    "the balance is not the sum of the ledger": "update credit_accounts set balance = balance + 1",
    "the balance is not what is left in the lots": "update credit_lots set remaining = remaining - 1",
    "what is held is not what running answers hold": "update credit_accounts set held = held + 1",
    "a lot holds another number than its holds": "update credit_lots set held = held + 1",
    "an entry's balance does not follow from the one before": (
        "insert into credit_history (transaction_id, user_id, amount, transaction_type, remaining_balance)"
        " select gen_random_uuid(), user_id, 0, 'granted', 1000 from credit_accounts"
    ),
    "a charge names no generation": (
        "insert into credit_history (transaction_id, user_id, amount, transaction_type, remaining_balance)"
        " select gen_random_uuid(), user_id, -1, 'chat_interaction', balance - 1 from credit_accounts"
    ),
    "credits were sold without a payment": "update credit_lots set origin = 'bought'",
    "credits were given without a reason": "update credit_lots set origin = 'granted'",
}


def test_every_check_is_tried() -> None:
    assert set(TAMPERING) == set(CHECKS)


async def faults_of(database: Database, person: Person) -> set[str]:
    return {fault.what for fault in await find_faults(database) if fault.user_id == person.id}


@pytest.mark.parametrize("what", TAMPERING)
async def test_it_is_found(person: Person, database: Database, postgres: EmbeddedPostgres, what: str) -> None:
    await person.conversation()
    assert await faults_of(database, person) == set()
    with psycopg.connect(postgres.superuser.conninfo(dbname=postgres.owner.database)) as connection:
        connection.execute(TAMPERING[what] + " where user_id = %s", (person.id,))
    assert what in await faults_of(database, person)


async def test_a_gift_with_a_reason_is_fine(
    server: RunningServer, person: Person, stranger: Person, database: Database
) -> None:
    administration: Administration = server.services.administration
    server.on_its_loop(administration.grant(stranger.id, person.id, 5, "a good reason", None))
    assert await faults_of(database, person) == set()


async def test_beyond_the_last_lot_where_nothing_is_limited(person: Person, database: Database) -> None:
    async with database.as_user(person.id) as transaction, transaction.taking_on(Role.LEDGER):
        await transaction.execute("select nodepilot.lock_credits(%s)", (person.id,))
        await transaction.execute("select nodepilot.take_back(%s, %s, 25)", (person.id, new_id()))
    await person.conversation()
    assert await faults_of(database, person) == set()
