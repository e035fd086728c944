"""Health, with the database there, gone, and back."""

from __future__ import annotations

import asyncio
import os
import signal

import httpx
import psutil
import pytest

from nodepilot.settings import Settings
from nodepilot.storage.embedded.layout import Layout
from nodepilot.storage.source import DatabaseSource
from tests.integration.conftest import MakeDataDir
from tests.integration.server.conftest import EchoEngine, RunningServer, StartServer, browser


async def test_all_is_well(nobody: httpx.AsyncClient) -> None:
    answer = await nobody.get("/api/health")
    assert answer.status_code == 200
    health = answer.json()
    assert health["status"] == "ok"
    assert health["checks"]["database"]["ok"]
    assert health["checks"]["database"]["milliseconds"] < 1000
    assert health["checks"]["catalog"] == {"ok": True, "n8n_version": "2.40.7"}


@pytest.fixture
def own_server(start_server: StartServer, make_data_dir: MakeDataDir) -> tuple[RunningServer, Layout]:
    """A server with an embedded database of its own."""
    settings = Settings(data_dir=make_data_dir())
    with DatabaseSource(settings) as source:
        source.migrate()
        running = start_server(settings, EchoEngine())
    return running, Layout(settings.data_dir / "postgres")


def postmaster(layout: Layout) -> psutil.Process:
    return psutil.Process(int(layout.postmaster_pid.read_text().splitlines()[0]))


async def health_of(client: httpx.AsyncClient, status: int) -> dict[str, object]:
    for _ in range(150):
        answer = await client.get("/api/health")
        if answer.status_code == status:
            return dict(answer.json())
        await asyncio.sleep(0.1)
    raise AssertionError(f"health never was {status}")


async def test_a_database_that_hangs(own_server: tuple[RunningServer, Layout]) -> None:
    """Stopped, it neither answers nor ends; the server says so and recovers when it goes on."""
    running, layout = own_server
    async with browser(running) as client:
        database = postmaster(layout)
        # The postmaster first: while it runs it may start one more process that nobody stops.
        database.suspend()
        children = database.children(recursive=True)
        for process in children:
            process.suspend()
        stopped = [database, *children]
        try:
            health = await health_of(client, 503)
            assert health["status"] == "degraded"
            assert health["checks"] == {
                "database": {"ok": False},
                "catalog": {"ok": True, "n8n_version": "2.40.7"},
            }
        finally:
            for process in reversed(stopped):
                process.resume()
        await health_of(client, 200)


async def test_a_database_that_is_killed_comes_back(own_server: tuple[RunningServer, Layout]) -> None:
    running, layout = own_server
    async with browser(running) as client:
        token = running.on_its_loop(running.services.one_time_tokens.for_owner())
        await client.get("/", params={"token": token})
        answer = (await client.post("/api/chat/message", json={"message": "keep this"})).json()
        pid = postmaster(layout).pid
        os.kill(pid, signal.SIGKILL)
        refused = await client.get("/api/conversations")
        assert refused.status_code in {200, 503}
        for _ in range(150):
            if postmaster_pid(layout) not in {0, pid}:
                break
            await asyncio.sleep(0.1)
        await health_of(client, 200)
        kept = await client.get(f"/api/conversations/{answer['conversation_id']}")
        assert kept.json()["messages"][1]["content"] == "You said: keep this"


def postmaster_pid(layout: Layout) -> int:
    try:
        return int(layout.postmaster_pid.read_text().splitlines()[0])
    except (FileNotFoundError, IndexError):
        return 0


async def test_while_it_is_gone_users_hear_so(own_server: tuple[RunningServer, Layout]) -> None:
    running, layout = own_server
    async with browser(running) as client:
        token = running.on_its_loop(running.services.one_time_tokens.for_owner())
        await client.get("/", params={"token": token})
        database = postmaster(layout)
        # The postmaster first: while it runs it may start one more process that nobody stops.
        database.suspend()
        children = database.children(recursive=True)
        for process in children:
            process.suspend()
        stopped = [database, *children]
        try:
            await health_of(client, 503)
            for path in ("/api/users/me", "/api/conversations"):
                answer = await client.get(path)
                assert (answer.status_code, answer.json()["code"]) == (503, "DATABASE_UNAVAILABLE")
                assert answer.headers["retry-after"]
            assert (await client.get("/")).status_code != 503 or "make setup" in (await client.get("/")).text
        finally:
            for process in reversed(stopped):
                process.resume()
        await health_of(client, 200)
        assert (await client.get("/api/users/me")).status_code == 200
