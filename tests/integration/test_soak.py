"""Mixed traffic on one server: nothing fails, nothing piles up, the books balance at the end.

A short form; `NODEPILOT_SOAK=SECONDS` goes on for that long (`make nightly`).
"""

from __future__ import annotations

import asyncio
import os
import random
import time
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import httpx
import psutil

from nodepilot.credits.audit import find_faults
from nodepilot.settings import Settings
from nodepilot.storage.database import Database
from nodepilot.storage.source import DatabaseSource
from tests.integration.conftest import MakeDataDir
from tests.integration.served import Served, served

SECONDS = float(os.environ.get("NODEPILOT_SOAK", "6"))
CLIENTS = 6

MOST_GROWTH = 60_000_000
"""Bytes that the process may gain once it has done everything for a while: caches fill, leaks go on."""

MOST_HANDLES = 20
"""Files and sockets more than before."""

REQUESTS = (
    "when a row is added to my Google Sheet, post it to the Slack channel #sales",
    "every weekday at 9 send a mail with Gmail",
    "what does the IF node do?",
    "when a Stripe payment fails, tell #billing on Slack and open a Jira issue",
)


async def one_round(client: httpx.AsyncClient, chance: random.Random, seen: Counter[int]) -> None:
    """What somebody does: says something, follows up, looks around, keeps a workflow, tidies up."""

    async def ask(method: str, path: str, **rest: object) -> httpx.Response:
        answer = await client.request(method, path, **rest)  # type: ignore[arg-type]
        seen[answer.status_code] += 1
        return answer

    said = (await ask("POST", "/api/chat/message", json={"message": chance.choice(REQUESTS)})).json()
    conversation = said["conversation_id"]
    follow_up = {"message": "also send it to Telegram", "conversation_id": conversation}
    await ask("POST", "/api/chat/message", json=follow_up)
    for path in ("/api/conversations", f"/api/conversations/{conversation}", "/api/credits/balance"):
        await ask("GET", path)
    await ask("GET", "/api/conversations/search", params={"q": "slack"})
    made = (
        await ask("POST", "/api/workflow/fast-generate", json={"request": chance.choice(REQUESTS)})
    ).json()
    if made.get("workflow"):
        kept = (await ask("POST", "/api/workflows", json={"workflow": made["workflow"]})).json()
        await ask("POST", "/api/workflows/validate", json={"workflow": made["workflow"]})
        await ask("DELETE", f"/api/workflows/{kept['id']}")
    async with client.stream("GET", "/api/events") as stream:
        seen[stream.status_code] += 1
        async for line in stream.aiter_lines():
            if line.startswith("event: hello"):
                break
    await ask("DELETE", f"/api/conversations/{conversation}")


@asynccontextmanager
async def signed_in(server: Served) -> AsyncIterator[httpx.AsyncClient]:
    headers = {"Origin": server.base, "X-NodePilot": "1"}
    async with httpx.AsyncClient(base_url=server.base, headers=headers, timeout=60) as client:
        assert (await client.get("/", params={"token": server.token})).status_code == 303
        yield client


async def traffic(client: httpx.AsyncClient, seconds: float, seen: Counter[int]) -> None:
    """At least one round each, then more until the time is over."""
    until = time.monotonic() + seconds

    async def somebody(number: int) -> None:
        chance = random.Random(number)  # noqa: S311 - the same wishes in every run
        await one_round(client, chance, seen)
        while time.monotonic() < until:
            await one_round(client, chance, seen)

    await asyncio.gather(*(somebody(number) for number in range(CLIENTS)))


async def test_nothing_fails_and_nothing_piles_up(make_data_dir: MakeDataDir) -> None:
    data_dir = make_data_dir()
    seen: Counter[int] = Counter()
    with served(data_dir, NODEPILOT_RATE_LIMIT="0") as server:
        process = psutil.Process(server.process.pid)
        async with signed_in(server) as client:
            await traffic(client, SECONDS / 3, seen)
            memory, handles = process.memory_info().rss, process.num_fds()
            await traffic(client, SECONDS * 2 / 3, seen)
            growth = process.memory_info().rss - memory
            more = process.num_fds() - handles
        with DatabaseSource(Settings(data_dir=data_dir)) as source:
            database = Database(source.app)
            await database.open()
            try:
                assert await find_faults(database) == []
            finally:
                await database.close()
    assert set(seen) == {200, 201, 204}, seen
    assert growth < MOST_GROWTH, f"{growth / 1e6:.0f} MB more after {seen.total()} requests"
    assert more < MOST_HANDLES
