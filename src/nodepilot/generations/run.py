"""A generation that runs in this process."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping, Sequence
from typing import Any
from uuid import UUID

from nodepilot.generations.bodies import is_last
from nodepilot.storage.stream_event import EventBody, StreamEvent


class Run:
    """The events of one generation as they are stored, for any number of followers.

    Events are published after they are stored, so what a follower has seen can always be replayed.
    """

    def __init__(self, generation_id: UUID, user_id: UUID, lease_token: UUID) -> None:
        self.generation_id = generation_id
        self.user_id = user_id
        self.lease_token = lease_token
        self.attention = asyncio.Event()
        self.ending: EventBody | None = None
        self.answer: Mapping[str, Any] | None = None
        """The message that was stored in the end, as JSON has it; None while there is none."""
        self._events: list[StreamEvent] = []
        self._changed = asyncio.Event()
        self._over = False

    @property
    def events(self) -> Sequence[StreamEvent]:
        return self._events

    def stop(self, ending: EventBody) -> None:
        """Asks the generation to end, with `ending` as its last event. The first to ask is heard."""
        if self.ending is None:
            self.ending = ending
            self.attention.set()

    def publish(self, events: Sequence[StreamEvent]) -> None:
        self._events.extend(events)
        self._over = self._over or any(is_last(event) for event in events)
        self._wake()

    def abandon(self) -> None:
        """Ends the followers' wait without a last event; they can go on from the database."""
        self._over = True
        self._wake()

    def _wake(self) -> None:
        self._changed.set()
        self._changed = asyncio.Event()

    async def follow(self, after: int = 0) -> AsyncIterator[StreamEvent]:
        """The events after number `after`, as they come, to the last one."""
        position = after
        while True:
            changed = self._changed
            for event in self._events[position:]:
                position += 1
                yield event
            if self._over:
                if position >= len(self._events):
                    return
            else:
                await changed.wait()

    async def wait(self) -> None:
        """Returns when the generation is over."""
        while not self._over:
            await self._changed.wait()


class Runs:
    """The generations that run in this process."""

    def __init__(self) -> None:
        self._runs: dict[UUID, Run] = {}

    def add(self, run: Run) -> None:
        self._runs[run.generation_id] = run

    def remove(self, run: Run) -> None:
        self._runs.pop(run.generation_id, None)

    def find(self, generation_id: UUID, user_id: UUID) -> Run | None:
        """The user's own; another user's generation does not exist."""
        run = self._runs.get(generation_id)
        return run if run is not None and run.user_id == user_id else None

    def all(self) -> list[Run]:
        return list(self._runs.values())
