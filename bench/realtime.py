"""How long until a change shows in a tab that another server of the same database serves.

    .venv/bin/python bench/realtime.py [--rounds 30]

Two server processes; changes are made at one, `GET /api/events` is read at the other. Measured from sending the
request to reading the event, so what the change itself takes is in it; an answer's own events count from the moment
in which the first server told of the end.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import shutil
import sys
import tempfile
import time
from collections.abc import Awaitable
from pathlib import Path
from typing import Any

# Python puts this folder first, and with it a file that has the name of a module of Python's.
sys.path.append(sys.path.pop(0))

from http_client import Client
from http_servers import Running, product

WORKFLOW = {"name": "Kept", "nodes": [], "connections": {}}


class Tab:
    """An open `GET /api/events`; remembers when each kind of event last came."""

    def __init__(self, client: Client) -> None:
        self._client = client
        self._seen: asyncio.Queue[tuple[str, float]] = asyncio.Queue()
        self._reading: asyncio.Task[None] | None = None

    async def open(self) -> None:
        await self._client.send("GET", "/api/events", accept="text/event-stream")
        self._reading = asyncio.create_task(self._read())
        await self.next("hello")

    async def close(self) -> None:
        if self._reading is not None:
            self._reading.cancel()
        await self._client.close()

    async def next(self, kind: str) -> float:
        """The moment in which the next event of that kind came; earlier ones of other kinds are let go."""
        async with asyncio.timeout(30):
            while True:
                seen, moment = await self._seen.get()
                if seen == kind:
                    return moment

    async def _read(self) -> None:
        while True:
            line = await self._client.line()
            if line.startswith("event: "):
                await self._seen.put((line.removeprefix("event: "), time.perf_counter()))


async def after(tab: Tab, kind: str, change: Awaitable[Any]) -> float:
    """Seconds from the request to the event."""
    began = time.perf_counter()
    await change
    return await tab.next(kind) - began


async def one_round(here: Client, tab: Tab, times: dict[str, list[float]]) -> None:
    def note(kind: str, seconds: float) -> None:
        times.setdefault(kind, []).append(seconds)

    began = time.perf_counter()
    asking = asyncio.create_task(
        here.request("POST", "/api/chat/message", {"message": "what does the IF node do?"})
    )
    note("conversation (new)", await tab.next("conversation") - began)
    note("message (one's own)", await tab.next("message") - began)
    note("generation (running)", await tab.next("generation") - began)
    said = (await asking).json()
    told = time.perf_counter()
    for kind in ("message", "generation", "credits"):
        note(f"{kind} (answered)", await tab.next(kind) - told)
    path = f"/api/conversations/{said['conversation_id']}"
    renamed = here.request("PATCH", path, {"title": "Renamed"})
    note("conversation (renamed)", await after(tab, "conversation", renamed))
    note("conversation_deleted", await after(tab, "conversation_deleted", here.request("DELETE", path)))
    began = time.perf_counter()
    kept = (await here.request("POST", "/api/workflows", {"workflow": WORKFLOW})).json()["id"]
    note("workflow (new)", await tab.next("workflow") - began)
    path = f"/api/workflows/{kept}"
    note("workflow (renamed)", await after(tab, "workflow", here.request("PATCH", path, {"name": "Other"})))
    note("workflow_deleted", await after(tab, "workflow_deleted", here.request("DELETE", path)))


async def measure(first: Running, second: Running, rounds: int) -> dict[str, list[float]]:
    here = Client(first.base)
    await here.request("GET", f"/?token={first.token}")
    tab = Tab(Client(second.base, here.cookie))
    await tab.open()
    times: dict[str, list[float]] = {}
    await one_round(here, tab, {})
    for _ in range(rounds):
        await one_round(here, tab, times)
    await tab.close()
    await here.close()
    return times


def main() -> None:
    parser = argparse.ArgumentParser(description="Measures how soon other tabs follow.")
    parser.add_argument("--rounds", type=int, default=30)
    chosen = parser.parse_args()
    parent = Path(tempfile.mkdtemp(prefix="nodepilot-bench-"))
    # The account that root drops to must be able to pass.
    parent.chmod(0o711)
    try:
        with product(parent / "data", 1) as first, product(parent / "data", 1) as second:
            times = asyncio.run(measure(first, second, chosen.rounds))
    finally:
        shutil.rmtree(parent, ignore_errors=True)
    for kind, seconds in times.items():
        ordered = sorted(each * 1000 for each in seconds)
        print(f"{kind:<26} median {ordered[len(ordered) // 2]:7.1f} ms   most {ordered[-1]:7.1f} ms")
    print(json.dumps({"within 200 ms": all(sorted(each)[len(each) // 2] < 0.2 for each in times.values())}))


if __name__ == "__main__":
    main()
