"""Wakes whoever waits for something to change, in this process and in all others of the same database.

A ring carries a key and no content: who is woken looks for himself. A ring that gets lost (the database was
gone for a moment) costs a wait until the next look, nothing more.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

import psycopg

from nodepilot.storage.addresses import Address

log = logging.getLogger(__name__)

CHANNEL = "nodepilot"

GATHER = 0.01
"""Seconds in which rings are gathered into one statement."""

RETRY = 1.0
"""Seconds before the database is asked again after it was gone."""

Connection = psycopg.AsyncConnection[Any]


class Bells:
    """All bells of this process. Needs direct connections: a transaction pooler does not pass on notices."""

    def __init__(self, address: Address) -> None:
        self._address = address
        self._waiting: dict[str, set[asyncio.Event]] = {}
        self._to_send: set[str] = set()
        self._something_to_send = asyncio.Event()
        self._tasks: list[asyncio.Task[None]] = []
        self.silenced = False

    def open(self) -> None:
        self._tasks = [asyncio.create_task(self._hear()), asyncio.create_task(self._tell())]

    async def close(self) -> None:
        self.silence()
        for task in self._tasks:
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task

    def silence(self) -> None:
        """Wakes everybody, for good: the server stops."""
        self.silenced = True
        self._wake_all()

    def ring(self, key: str) -> None:
        """Wakes those who wait for `key`: here at once, elsewhere within some milliseconds."""
        self._wake(key)
        self._to_send.add(key)
        self._something_to_send.set()

    @contextmanager
    def waiting_for(self, key: str) -> Iterator[Bell]:
        """A bell that has rung if `key` did since one entered, or since one heard it last."""
        event = asyncio.Event()
        self._waiting.setdefault(key, set()).add(event)
        try:
            yield Bell(event, self)
        finally:
            self._waiting[key].discard(event)
            if not self._waiting[key]:
                del self._waiting[key]

    def _wake(self, key: str) -> None:
        for event in self._waiting.get(key, ()):
            event.set()

    def _wake_all(self) -> None:
        for key in self._waiting:
            self._wake(key)

    async def _hear(self) -> None:
        while True:
            with suppress(psycopg.Error):
                async with await self._connect() as connection:
                    await connection.execute(f"listen {CHANNEL}")
                    # Rings may have been missed until now.
                    self._wake_all()
                    async for notice in connection.notifies():
                        self._wake(notice.payload)
            await asyncio.sleep(RETRY)

    async def _tell(self) -> None:
        while True:
            with suppress(psycopg.Error):
                async with await self._connect() as connection:
                    while True:
                        await self._something_to_send.wait()
                        await asyncio.sleep(GATHER)
                        self._something_to_send.clear()
                        keys, self._to_send = sorted(self._to_send), set()
                        await connection.execute(
                            "select pg_notify(%s, key) from unnest(%s::text[]) key", (CHANNEL, keys)
                        )
            await asyncio.sleep(RETRY)

    async def _connect(self) -> Connection:
        return await psycopg.AsyncConnection.connect(self._address.conninfo(), autocommit=True)


class Bell:
    """What one waits at."""

    def __init__(self, event: asyncio.Event, bells: Bells) -> None:
        self._event = event
        self._bells = bells

    async def wait(self, seconds: float) -> bool:
        """Returns when it rings, or after `seconds`; false when the server stops."""
        if not self._bells.silenced:
            with suppress(TimeoutError):
                async with asyncio.timeout(seconds):
                    await self._event.wait()
        self._event.clear()
        return not self._bells.silenced
