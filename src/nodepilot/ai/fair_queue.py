"""A few questions at a time to one provider, in fair turns: each person's next question waits for everybody else's
first one."""

from __future__ import annotations

import asyncio
from collections import OrderedDict, deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from nodepilot.ai.ports import Kind, ModelFailure

AT_ONCE = 8
MOST_WAITING = 100


class FairQueue:
    """Who has waited is served person by person, not question by question."""

    def __init__(self, at_once: int = AT_ONCE, most_waiting: int = MOST_WAITING) -> None:
        self._free = at_once
        self._most_waiting = most_waiting
        self._waiting: OrderedDict[str, deque[asyncio.Future[None]]] = OrderedDict()

    @property
    def waiting(self) -> int:
        """How many questions wait now."""
        return sum(len(line) for line in self._waiting.values())

    @asynccontextmanager
    async def turn(self, person: str) -> AsyncIterator[None]:
        """Waits for one's turn. Raises `ModelFailure` (queue full) at once when too many wait."""
        await self._wait(person)
        try:
            yield
        finally:
            self._free += 1
            self._serve()

    async def _wait(self, person: str) -> None:
        if self._free > 0 and not self._waiting:
            self._free -= 1
            return
        if self.waiting >= self._most_waiting:
            raise ModelFailure(Kind.QUEUE_FULL)
        place = asyncio.get_running_loop().create_future()
        self._waiting.setdefault(person, deque()).append(place)
        try:
            await place
        except asyncio.CancelledError:
            if place.done() and not place.cancelled():
                # Its turn had come already: somebody else's now.
                self._free += 1
            self._forget(person, place)
            self._serve()
            raise

    def _serve(self) -> None:
        while self._free > 0 and self._waiting:
            person, line = next(iter(self._waiting.items()))
            place = line.popleft()
            # The person goes to the end, behind all others.
            del self._waiting[person]
            if line:
                self._waiting[person] = line
            if not place.done():
                self._free -= 1
                place.set_result(None)

    def _forget(self, person: str, place: asyncio.Future[None]) -> None:
        line = self._waiting.get(person)
        if line is not None and place in line:
            line.remove(place)
            if not line:
                del self._waiting[person]
