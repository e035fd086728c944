"""`kill -9` at random moments under load: what was acknowledged is there, and the books balance.

A short form; NODEPILOT_KILLS says how many kills, for a long run. Both with credits that are only counted and with
credits that run out.
"""

from __future__ import annotations

import asyncio
import os
import random
import re
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import httpx
import pytest

from nodepilot.credits.audit import find_faults
from nodepilot.settings import Settings
from nodepilot.storage.database import Database
from nodepilot.storage.roles import Role
from nodepilot.storage.source import DatabaseSource
from tests.integration.conftest import MakeDataDir

KILLS = int(os.environ.get("NODEPILOT_KILLS", "3"))
TALKERS = 4
START = 60
TRIAL = 25
REFUSED = {(402, "OUT_OF_CREDITS"), (503, "DATABASE_UNAVAILABLE")}
"""What was not taken is not missed: no credit, or a database that is slow to come up on a busy machine."""
GRANT = 10
"""Credits that the owner gets before each kill, where credits are limited: few enough to run out of."""


def start(data_dir: Path, credit_mode: str) -> tuple[subprocess.Popen[str], str, str]:
    complaints = data_dir.parent / "stderr.log"
    with complaints.open("w") as errors:
        process = subprocess.Popen(
            [sys.executable, "-m", "nodepilot.cli.main", "serve", "--port", "0"],
            env={
                **os.environ,
                "NODEPILOT_DATA_DIR": str(data_dir),
                "NODEPILOT_RATE_LIMIT": "0",
                "NODEPILOT_CREDITS": credit_mode,
            },
            stdout=subprocess.PIPE,
            stderr=errors,
            text=True,
        )
    assert process.stdout is not None
    for line in process.stdout:
        found = re.search(r"(http://\S+)/\?token=(\S+)", line)
        if found:
            return process, found[1], found[2]
    process.wait()
    raise AssertionError(f"the server did not start: {complaints.read_text()}")


async def talk(base: str, cookies: httpx.Cookies, acknowledged: dict[str, str], number: int) -> None:
    """Sends messages, one after the other, until the server is gone; notes what it acknowledged."""
    headers = {"Origin": base, "X-NodePilot": "1"}
    async with httpx.AsyncClient(base_url=base, headers=headers, cookies=cookies, timeout=START) as client:
        for count in range(1000):
            text = f"talker {number} message {count}"
            try:
                answer = await client.post("/api/chat/message", json={"message": text})
            except httpx.TransportError:
                return
            if answer.status_code == 200:
                acknowledged[answer.json()["generation_id"]] = text
            else:
                assert (answer.status_code, answer.json()["code"]) in REFUSED
                # Others finish meanwhile; nothing is gained by asking as fast as can be.
                await asyncio.sleep(0.1)


async def sign_in(client: httpx.AsyncClient, token: str) -> None:
    answer = await client.get("/", params={"token": token})
    for _ in range(START):
        if answer.status_code != 503:
            break
        await asyncio.sleep(1)
        answer = await client.get("/", params={"token": token})
    assert answer.status_code == 303, answer.text


async def grant(client: httpx.AsyncClient) -> None:
    """Credits from the administrator, who is the owner."""
    answer = await client.get("/api/users/me")
    assert answer.status_code == 200, answer.text
    me = answer.json()["id"]
    body = {"amount": GRANT, "reason": "for the test"}
    headers = {"Origin": str(client.base_url).rstrip("/"), "X-NodePilot": "1"}
    answer = await client.post(f"/api/admin/users/{me}/credits", json=body, headers=headers)
    assert answer.status_code == 201, answer.text


async def first_answer(acknowledged: dict[str, str], process: subprocess.Popen[str]) -> None:
    """Returns when there is one from any round: on a busy machine that takes a while."""
    for _ in range(START * 20):
        if acknowledged:
            return
        assert process.poll() is None, "the server ended by itself"
        await asyncio.sleep(0.05)
    raise AssertionError("no message was answered")


async def kill_once(
    data_dir: Path, credit_mode: str, acknowledged: dict[str, str], chance: random.Random
) -> None:
    process, base, token = await asyncio.to_thread(start, data_dir, credit_mode)
    with process:
        try:
            async with httpx.AsyncClient(base_url=base, timeout=START) as client:
                await sign_in(client, token)
                if credit_mode == "limited":
                    await grant(client)
                talking = [
                    asyncio.create_task(talk(base, client.cookies, acknowledged, number))
                    for number in range(TALKERS)
                ]
                await first_answer(acknowledged, process)
                await asyncio.sleep(chance.uniform(0.0, 2.5))
                process.send_signal(signal.SIGKILL)
                await asyncio.gather(*talking)
        finally:
            process.kill()


async def books(database: Database) -> dict[str, Any]:
    async with database.acting_as(Role.ACCOUNTS) as transaction:
        owner = await transaction.find_value("select id from users where is_local_owner")
    async with database.as_user(owner) as transaction:
        found = await transaction.find_columns(
            "select a.balance, a.held,"
            " (select sum(amount) from credit_history) as ledger,"
            " (select count(*) from credit_history where transaction_type = 'chat_interaction') as charges,"
            " (select count(distinct workflow_generation_id) from credit_history"
            "   where transaction_type = 'chat_interaction') as charged,"
            " (select count(*) from credit_holds where status = 'held') as holds,"
            " (select count(*) from workflow_generations where status = 'running') as running,"
            " (select array_agg(id::text) from workflow_generations where status = 'finished') as finished,"
            " (select count(*) from workflow_generations g where g.status <> 'running' and not exists"
            "   (select 1 from conversation_messages m where m.id = g.assistant_message_id)) as unanswered,"
            " (select count(*) from (select generation_id from generation_events group by 1"
            "   having max(sequence) <> count(*)) gaps) as gaps from credit_accounts a"
        )
    assert found is not None
    return found


@pytest.mark.timeout(300 + KILLS * 30)
@pytest.mark.parametrize("credit_mode", ["unlimited", "limited"])
async def test_nothing_is_lost_and_nothing_is_made(make_data_dir: MakeDataDir, credit_mode: str) -> None:
    data_dir = make_data_dir()
    acknowledged: dict[str, str] = {}
    chance = random.Random(1)  # noqa: S311 - the same moments in every run
    for _ in range(KILLS):
        await kill_once(data_dir, credit_mode, acknowledged, chance)
    process, _, _ = await asyncio.to_thread(start, data_dir, credit_mode)
    with process:
        settings = Settings(data_dir=data_dir)
        with DatabaseSource(settings) as source:
            database = Database(source.app)
            await database.open()
            try:
                state = await books(database)
                for _ in range(300):
                    # Generations of killed servers are ended when their leases run out.
                    if state["running"] == 0:
                        break
                    await asyncio.sleep(0.1)
                    state = await books(database)
                assert acknowledged
                assert set(acknowledged) <= set(state["finished"] or ()), "an acknowledged answer is lost"
                assert state["balance"] == state["ledger"]
                assert state["charges"] == state["charged"], "something was charged twice"
                assert state["charges"] >= len(acknowledged), "an answer was given for nothing"
                if credit_mode == "limited":
                    assert state["balance"] == TRIAL + GRANT * KILLS - state["charges"] >= 0
                assert (state["running"], state["held"], state["holds"]) == (0, 0, 0)
                assert (state["unanswered"], state["gaps"]) == (0, 0)
                assert await find_faults(database) == []
            finally:
                await database.close()
        process.send_signal(signal.SIGINT)
        assert process.wait(30) == 0
