"""Whether the database answers, asked over a connection of its own: a busy pool is not a dead database."""

from __future__ import annotations

import asyncio
import time
from contextlib import suppress
from typing import Any

import psycopg

from nodepilot.storage.addresses import Address
from nodepilot.storage.errors import DatabaseUnavailable, unavailable

PATIENCE = 2.0
"""Seconds without an answer after which the database counts as gone."""

LOOKS = 4
"""Into how many parts the wait is cut: when our own process stood still meanwhile, it is not the database that was slow,
and there has to be time to read the answer."""


class Pulse:
    """Asks one question at a time, however many want to know."""

    def __init__(self, address: Address) -> None:
        self._address = address
        self._connection: psycopg.AsyncConnection[Any] | None = None
        self._asking: asyncio.Task[float] | None = None

    async def beat(self) -> float:
        """Milliseconds until the database answered; raises `DatabaseUnavailable`.

        A question that hangs is not given up: whoever asks next waits for the same answer.
        """
        if self._asking is None or self._asking.done():
            self._asking = asyncio.create_task(self._ask())
        asking = self._asking
        for _ in range(LOOKS):
            await asyncio.wait({asking}, timeout=PATIENCE / LOOKS)
            if asking.done():
                return asking.result()
        raise unavailable()

    async def close(self) -> None:
        if self._asking is not None:
            self._asking.cancel()
            with suppress(asyncio.CancelledError, DatabaseUnavailable):
                await self._asking
        await self._drop()

    async def _ask(self) -> float:
        try:
            if self._connection is not None:
                with suppress(psycopg.Error):
                    return await self._time(self._connection)
                # It may be from before a restart.
                await self._drop()
            self._connection = await psycopg.AsyncConnection.connect(
                self._address.conninfo(), autocommit=True
            )
            return await self._time(self._connection)
        except psycopg.Error as error:
            await self._drop()
            raise unavailable() from error

    @staticmethod
    async def _time(connection: psycopg.AsyncConnection[Any]) -> float:
        started = time.perf_counter()
        await connection.execute("select 1")
        return (time.perf_counter() - started) * 1000

    async def _drop(self) -> None:
        if self._connection is not None:
            await self._connection.close()
            self._connection = None
