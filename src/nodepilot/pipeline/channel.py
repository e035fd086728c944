"""Events of a piece of work that runs by itself, as a stream."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Coroutine
from contextlib import suppress
from typing import Any

from nodepilot.pipeline.events import Event, TextDelta, TextWithdrawn, Waiting


class Channel:
    """Also what models tell while they are asked: a listener."""

    def __init__(self) -> None:
        self._events: asyncio.Queue[Event | None] = asyncio.Queue()
        self.has_told = False
        """Whether a text was shown that stands."""

    def put(self, event: Event) -> None:
        self._events.put_nowait(event)

    def waiting(self, provider: str, place: int) -> None:
        self.put(Waiting(provider, place))

    def told(self, piece: str) -> None:
        self.has_told = True
        self.put(TextDelta(piece))

    def withdrawn(self) -> None:
        self.has_told = False
        self.put(TextWithdrawn())

    async def stream(self, work: Coroutine[Any, Any, None]) -> AsyncIterator[Event]:
        """What the work puts in, to its end; whoever stops listening ends it. Raises what the work raises."""
        task = asyncio.create_task(work)
        task.add_done_callback(lambda _: self._events.put_nowait(None))
        try:
            while (event := await self._events.get()) is not None:
                yield event
            await task
        finally:
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task
