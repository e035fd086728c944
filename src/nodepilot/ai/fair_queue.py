"""A few questions at a time to one provider, in fair turns: each person's next question waits for everybody else's
first one."""

from __future__ import annotations

import asyncio
from collections import OrderedDict, deque
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass

from nodepilot.ai.ports import Kind, ModelFailure

AT_ONCE = 8
MOST_WAITING = 100

OnPlace = Callable[[int], None]
"""Takes one's place, from 1, whenever it changes; 0 when the wait is over."""


@dataclass(frozen=True, slots=True, eq=False)
class _Place:
    turn: asyncio.Future[None]
    told: OnPlace | None


class FairQueue:
    """Who has waited is served person by person, not question by question."""

    def __init__(self, at_once: int = AT_ONCE, most_waiting: int = MOST_WAITING) -> None:
        self._free = at_once
        self._most_waiting = most_waiting
        self._waiting: OrderedDict[str, deque[_Place]] = OrderedDict()

    @property
    def waiting(self) -> int:
        """How many questions wait now."""
        return sum(len(line) for line in self._waiting.values())

    @asynccontextmanager
    async def turn(
        self, person: str, on_place: OnPlace | None = None, seconds: float | None = None
    ) -> AsyncIterator[None]:
        """Waits for one's turn, so many seconds at most. Raises `ModelFailure`: at once when too many wait (queue full),
        and when the time is up (over budget)."""
        try:
            async with asyncio.timeout(seconds):
                await self._wait(person, on_place)
        except TimeoutError as error:
            raise ModelFailure(Kind.OVER_BUDGET) from error
        try:
            yield
        finally:
            self._free += 1
            self._serve()

    async def _wait(self, person: str, on_place: OnPlace | None) -> None:
        if self._free > 0 and not self._waiting:
            self._free -= 1
            return
        if self.waiting >= self._most_waiting:
            raise ModelFailure(Kind.QUEUE_FULL)
        place = _Place(asyncio.get_running_loop().create_future(), on_place)
        self._waiting.setdefault(person, deque()).append(place)
        self._tell_places()
        try:
            await place.turn
        except asyncio.CancelledError:
            if place.turn.done() and not place.turn.cancelled():
                # Its turn had come already: somebody else's now.
                self._free += 1
            self._forget(person, place)
            self._serve()
            raise

    def _serve(self) -> None:
        served = False
        while self._free > 0 and self._waiting:
            person, line = next(iter(self._waiting.items()))
            place = line.popleft()
            # The person goes to the end, behind all others.
            del self._waiting[person]
            if line:
                self._waiting[person] = line
            if not place.turn.done():
                self._free -= 1
                place.turn.set_result(None)
                if place.told is not None:
                    place.told(0)
            served = True
        if served:
            self._tell_places()

    def _in_order(self) -> list[_Place]:
        """As they would be served if nobody came or went."""
        lines = [list(line) for line in self._waiting.values()]
        longest = max(map(len, lines), default=0)
        return [line[number] for number in range(longest) for line in lines if number < len(line)]

    def _tell_places(self) -> None:
        for number, place in enumerate(self._in_order(), start=1):
            if place.told is not None:
                place.told(number)

    def _forget(self, person: str, place: _Place) -> None:
        line = self._waiting.get(person)
        if line is not None and place in line:
            line.remove(place)
            if not line:
                del self._waiting[person]
            if place.told is not None:
                place.told(0)
            self._tell_places()
