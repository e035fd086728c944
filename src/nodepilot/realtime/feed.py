"""A user's feed as an endless stream."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from typing import TypeAlias
from uuid import UUID

from nodepilot.realtime import repository
from nodepilot.storage.database import Database
from nodepilot.storage.errors import DatabaseUnavailable
from nodepilot.storage.notifications import Bells
from nodepilot.storage.stream_event import StreamEvent

MOST_AT_ONCE = 500

LOOK_AGAIN = 20.0
"""Seconds after which one looks without having been rung for."""


StillAllowed: TypeAlias = Callable[[], Awaitable[bool]]


def bell_key(user_id: UUID) -> str:
    """The key that rings when the user's feed has something new."""
    return f"user:{user_id}"


class Feed:
    """Reads what `repository.publish` wrote, in this process or another."""

    def __init__(self, database: Database, bells: Bells) -> None:
        self._database = database
        self._bells = bells

    async def follow(
        self, user_id: UUID, after: int | None, still_allowed: StillAllowed
    ) -> AsyncIterator[StreamEvent]:
        """All events after number `after`, and those to come, until the server stops.

        Whoever listens is no longer told anything once `still_allowed` says no: the session may end before the stream.
        Begins with `hello` (nothing was missed) or `reset` (too long ago: load everything anew).
        """
        with self._bells.waiting_for(bell_key(user_id)) as bell:
            async with self._database.as_user(user_id) as transaction:
                span = await repository.find_span(transaction)
            position = span.last if after is None or after > span.last or after < span.first - 1 else after
            missed = after is not None and position != after
            yield StreamEvent(position, "reset" if missed else "hello", "{}")
            while True:
                try:
                    if not await still_allowed():
                        return
                    async with self._database.as_user(user_id) as transaction:
                        events = await repository.list_events(transaction, position, MOST_AT_ONCE)
                except DatabaseUnavailable:
                    events = []
                for event in events:
                    position = event.sequence
                    yield event
                if len(events) < MOST_AT_ONCE and not await bell.wait(LOOK_AGAIN):
                    return
