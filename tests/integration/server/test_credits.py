"""Credits: lots, holds and the ledger, through the chat and against the database."""

from __future__ import annotations

import asyncio
import csv
import io
import time
from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import RFC_4122, UUID

import httpx
import psycopg
import pytest

from nodepilot.credits import repository as credit_queries
from nodepilot.settings import Settings
from nodepilot.storage.database import Database
from nodepilot.storage.embedded import EmbeddedPostgres
from nodepilot.storage.ids import new_id
from nodepilot.storage.roles import Role
from tests.integration.server.conftest import (
    EchoEngine,
    MakePerson,
    Person,
    RunningServer,
    StartServer,
    browser,
)
from tests.integration.server.events import all_events


@pytest.fixture(scope="module")
def limited(start_server: StartServer, settings: Settings, shared_engine: EchoEngine) -> RunningServer:
    """A server where credits run out."""
    return start_server(replace(settings, unlimited_credits=False), shared_engine)


@dataclass
class Purse:
    """A person at the limited server, and the database behind it."""

    person: Person
    http: httpx.AsyncClient
    database: Database

    async def say(self, message: str, **more: Any) -> httpx.Response:
        return await self.http.post("/api/chat/message", json={"message": message, **more})

    async def give(self, amount: int, *, days: float | None = None) -> None:
        expires = None if days is None else datetime.now(UTC) + timedelta(days=days)
        async with self.database.as_user(self.person.id) as transaction:
            await credit_queries.grant_credits(
                transaction, self.person.id, new_id(), "granted", amount, expires
            )

    async def take_the_trial_away(self) -> None:
        async with self.database.as_user(self.person.id) as transaction:
            await credit_queries.open_account(transaction, self.person.id)
        await self.let_expire()

    async def let_expire(self) -> None:
        """What has an end has ended, seen from tomorrow."""
        async with self.database.as_user(self.person.id) as transaction:
            async with transaction.taking_on(Role.LEDGER):
                await transaction.execute(
                    "update credit_lots set expires_at = now() - interval '1 second' where expires_at is not null"
                )
            await credit_queries.open_account(transaction, self.person.id)

    async def balance(self) -> dict[str, Any]:
        return dict((await self.http.get("/api/credits/balance")).json())

    async def check_books(self) -> None:
        """The balance is the sum of the ledger and what is left in the lots; what is held is what holds say."""
        async with self.database.as_user(self.person.id) as transaction:
            sums = await transaction.find_columns(
                "select balance, held, (select coalesce(sum(amount), 0) from credit_history) as ledger,"
                " (select coalesce(sum(remaining), 0) from credit_lots) as lots,"
                " (select coalesce(sum(held), 0) from credit_lots) as lots_held,"
                " (select count(*) from credit_holds where status = 'held') as holds from credit_accounts"
            )
        assert sums is not None
        assert sums["balance"] == sums["ledger"] == sums["lots"], sums
        assert sums["held"] == sums["holds"] == sums["lots_held"], sums


@pytest.fixture
async def purse(limited: RunningServer, make_person: MakePerson, database: Database) -> AsyncIterator[Purse]:
    person = await make_person()
    async with browser(limited, person.token) as client:
        yield Purse(person, client, database)


async def test_everybody_begins_with_a_trial(purse: Purse) -> None:
    balance = await purse.balance()
    (lot,) = balance.pop("lots")
    assert balance == {"balance": 25, "held": 0, "available": 25, "unlimited": False}
    assert (lot["origin"], lot["amount"], lot["remaining"]) == ("trial", 25, 25)
    made = UUID(lot["id"])
    assert (made.version, made.variant) == (7, RFC_4122)
    assert abs((made.int >> 80) - time.time() * 1000) < 60_000, "keys begin with the milliseconds"
    left = datetime.fromisoformat(lot["expires_at"]) - datetime.now(UTC)
    assert timedelta(days=6, hours=23) < left <= timedelta(days=7)


async def test_an_answer_costs_one(purse: Purse) -> None:
    answer = (await purse.say("hello")).json()
    assert answer["metadata"]["credits"] == {"charged": 1, "balance": 24, "unlimited": False}
    assert (await purse.balance())["balance"] == 24
    spent, trial = (await purse.http.get("/api/credits/history")).json()["entries"]
    assert (spent["amount"], spent["transaction_type"], spent["remaining_balance"]) == (
        -1,
        "chat_interaction",
        24,
    )
    assert spent["workflow_generation_id"] == answer["generation_id"]
    assert (trial["amount"], trial["transaction_type"], trial["remaining_balance"]) == (25, "trial", 25)
    await purse.check_books()


async def test_a_failure_costs_nothing(purse: Purse) -> None:
    async with purse.http.stream(
        "POST", "/api/chat/message", json={"message": "fail"}, headers={"Accept": "text/event-stream"}
    ) as response:
        events = await all_events(response)
    assert [event.type for event in events][-2:] == ["credits", "error"]
    assert events[-2].data == {"charged": 0, "balance": 25, "unlimited": False}
    await purse.check_books()


async def test_while_it_runs_a_credit_is_held(purse: Purse, engine: EchoEngine) -> None:
    running = asyncio.create_task(purse.say("wait"))
    assert await asyncio.to_thread(engine.started.wait, 10)
    balance = await purse.balance()
    assert (balance["balance"], balance["held"], balance["available"]) == (25, 1, 24)
    (hold,) = (await purse.http.get("/api/credits/holds")).json()["holds"]
    await purse.http.post(f"/api/generations/{hold['generation_id']}/stop")
    assert (await running).json()["metadata"]["credits"]["charged"] == 0
    assert (await purse.http.get("/api/credits/holds")).json() == {"holds": []}
    await purse.check_books()


async def test_a_deleted_conversation_gives_it_back(purse: Purse, engine: EchoEngine) -> None:
    running = asyncio.create_task(purse.say("wait"))
    assert await asyncio.to_thread(engine.started.wait, 10)
    (conversation,) = (await purse.http.get("/api/conversations")).json()["conversations"]
    await purse.http.delete(f"/api/conversations/{conversation['id']}")
    engine.gate.set()
    assert (await running).status_code == 404
    balance = await purse.balance()
    assert (balance["balance"], balance["held"]) == (25, 0)
    await purse.check_books()


async def test_without_credits_it_says_where_to_buy(purse: Purse) -> None:
    await purse.take_the_trial_away()
    refused = await purse.say("hello")
    assert (refused.status_code, refused.json()["code"]) == (402, "OUT_OF_CREDITS")
    assert "/billing" in refused.json()["next_step"]
    assert (await purse.http.get("/api/conversations")).json() == {"conversations": []}
    await purse.give(1)
    assert (await purse.say("hello")).status_code == 200
    assert (await purse.say("hello")).status_code == 402
    await purse.check_books()


async def test_what_was_begun_for_a_message_without_credit_is_given_up(
    purse: Purse, engine: EchoEngine
) -> None:
    await purse.take_the_trial_away()
    for _ in range(20):
        assert (await purse.say("there is no credit for this")).status_code == 402
        # The database may be quicker than the engine, and the answer quicker than word of it.
        await asyncio.sleep(0.05)
        if engine.given_up:
            break
    assert "there is no credit for this" in engine.given_up
    await purse.give(1)
    assert (await purse.say("there is one for this")).status_code == 200
    assert "there is one for this" not in engine.given_up


async def test_what_expires_first_is_spent_first(purse: Purse) -> None:
    await purse.take_the_trial_away()
    await purse.give(1)
    await purse.give(1, days=2)
    await purse.give(1, days=1)
    await purse.say("hello")
    lots = (await purse.balance())["lots"]
    assert [lot["expires_at"] is None for lot in lots] == [False, True]
    await purse.let_expire()
    assert (await purse.balance())["balance"] == 1
    kinds = [
        entry["transaction_type"]
        for entry in (await purse.http.get("/api/credits/history")).json()["entries"]
    ]
    assert kinds == ["expiry", "chat_interaction", "granted", "granted", "granted", "expiry", "trial"]
    await purse.check_books()


async def test_a_held_credit_does_not_expire(purse: Purse, engine: EchoEngine) -> None:
    running = asyncio.create_task(purse.say("wait"))
    assert await asyncio.to_thread(engine.started.wait, 10)
    await purse.let_expire()
    assert (await purse.balance())["balance"] == 1
    engine.gate.set()
    assert (await running).json()["metadata"]["credits"] == {"charged": 1, "balance": 0, "unlimited": False}
    await purse.check_books()


async def test_given_back_after_its_end_it_is_gone(purse: Purse, engine: EchoEngine) -> None:
    running = asyncio.create_task(purse.say("wait"))
    assert await asyncio.to_thread(engine.started.wait, 10)
    await purse.let_expire()
    (hold,) = (await purse.http.get("/api/credits/holds")).json()["holds"]
    await purse.http.post(f"/api/generations/{hold['generation_id']}/stop")
    assert (await running).json()["metadata"]["credits"] == {"charged": 0, "balance": 0, "unlimited": False}
    await purse.check_books()


async def test_200_messages_at_once_with_10_credits(purse: Purse) -> None:
    await purse.take_the_trial_away()
    await purse.give(10)
    answers = await asyncio.gather(*(purse.say(f"number {i}") for i in range(200)))
    codes = [answer.status_code for answer in answers]
    assert (codes.count(200), codes.count(402)) == (10, 190)
    assert (await purse.balance())["balance"] == 0
    assert len((await purse.http.get("/api/conversations")).json()["conversations"]) == 10
    await purse.check_books()


async def test_a_retry_pays_once(purse: Purse) -> None:
    headers = {"Idempotency-Key": "once"}
    answers = await asyncio.gather(
        *(purse.http.post("/api/chat/message", json={"message": "hello"}, headers=headers) for _ in range(10))
    )
    assert {answer.status_code for answer in answers} == {200}
    assert (await purse.balance())["balance"] == 24
    await purse.check_books()


async def test_unlimited_is_counted(person: Person) -> None:
    for _ in range(26):
        assert (await person.say("hello")).status_code == 200
    balance = (await person.http.get("/api/credits/balance")).json()
    assert (balance["balance"], balance["unlimited"], balance["lots"]) == (-1, True, [])


async def test_pages_of_the_ledger(purse: Purse) -> None:
    for i in range(5):
        await purse.say(f"number {i}")
    everything = (await purse.http.get("/api/credits/history")).json()["entries"]
    first = (await purse.http.get("/api/credits/history", params={"limit": 4})).json()["entries"]
    rest = (
        await purse.http.get("/api/credits/history", params={"before": first[-1]["transaction_id"]})
    ).json()["entries"]
    assert first + rest == everything
    assert len(everything) == 6


async def test_each_line_says_what_it_was_for(purse: Purse) -> None:
    conversation = (await purse.say("=HYPERLINK(1) every day send a mail")).json()["conversation_id"]
    spent, trial = (await purse.http.get("/api/credits/history")).json()["entries"]
    assert (spent["conversation_id"], spent["about"]) == (conversation, "=HYPERLINK(1) every day send a mail")
    assert (trial["conversation_id"], trial["about"]) == (None, None)
    some = await purse.http.get("/api/credits/history", params={"type": "trial"})
    assert some.json()["entries"] == [trial]
    assert (await purse.http.get("/api/credits/history", params={"type": "gift"})).status_code == 422


async def test_the_ledger_as_a_spreadsheet(purse: Purse) -> None:
    await purse.say("=HYPERLINK(1)\nevery day")
    answer = await purse.http.get("/api/credits/history/export")
    assert answer.headers["content-type"].startswith("text/csv")
    names, spent, trial = csv.reader(io.StringIO(answer.text))
    assert names[:5] == ["time", "kind", "credits", "balance", "message"]
    assert spent[1:5] == ["chat_interaction", "-1", "24", "'=HYPERLINK(1) every day"]
    assert trial[1:5] == ["trial", "25", "25", ""]
    some = await purse.http.get("/api/credits/history/export", params={"type": "trial"})
    assert list(csv.reader(io.StringIO(some.text))) == [names, trial]


async def test_the_ledger_is_only_added_to(purse: Purse, postgres: EmbeddedPostgres) -> None:
    """Not even its owner, nor a superuser by accident."""
    await purse.say("hello")
    conninfo = postgres.superuser.conninfo(dbname=postgres.owner.database)
    refused = pytest.raises(psycopg.errors.RaiseException, match="only ever added to")
    with psycopg.connect(conninfo) as connection, refused:
        connection.execute("update credit_history set amount = 1000")


async def test_ones_credits_are_ones_own(purse: Purse, stranger: Person, nobody: httpx.AsyncClient) -> None:
    await purse.say("hello")
    for path in ("balance", "history", "holds"):
        assert (await nobody.get(f"/api/credits/{path}")).status_code == 401
    assert (await stranger.http.get("/api/credits/history")).json() == {"entries": []}
    entry = (await purse.http.get("/api/credits/history")).json()["entries"][0]["transaction_id"]
    guess = await stranger.http.get("/api/credits/history", params={"before": entry})
    assert guess.json() == {"entries": []}
