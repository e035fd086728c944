"""Queries on the events of a user's feed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from nodepilot.storage.database import Transaction
from nodepilot.storage.json_values import to_json_text
from nodepilot.storage.stream_event import EventBody, StreamEvent

KEPT = timedelta(days=1)
"""How long a tab may sleep and still catch up event by event."""


@dataclass(frozen=True, slots=True)
class Span:
    """Numbers of the events that are there; `first` is `last + 1` when there are none."""

    first: int
    last: int


async def publish(transaction: Transaction, events: Sequence[EventBody]) -> None:
    """Adds events to the feed of the transaction's user.

    Best done last: from here on the user's other transactions that publish wait for this one's end.
    """
    listed = ",".join(f'["{event.type}",{to_json_text(event.data)}]' for event in events)
    await transaction.send(
        "with counted as ("
        " insert into user_event_counters as c (user_id, last_sequence) values (auth.uid(), %(count)s)"
        " on conflict (user_id) do update set last_sequence = c.last_sequence + %(count)s returning last_sequence)"
        " insert into user_events (user_id, sequence, type, data)"
        " select auth.uid(), last_sequence - %(count)s + position, event ->> 0, event -> 1"
        " from counted, json_array_elements(%(listed)s::json) with ordinality as t (event, position)",
        {"count": len(events), "listed": f"[{listed}]"},
    )


async def find_span(transaction: Transaction) -> Span:
    row = await transaction.find(
        "select coalesce((select min(sequence) from user_events where user_id = (select auth.uid())), n.last + 1)"
        " as first, n.last from (select coalesce((select last_sequence from user_event_counters"
        " where user_id = (select auth.uid())), 0) as last) n",
        into=Span,
    )
    return row or Span(1, 0)


async def list_events(transaction: Transaction, after: int, limit: int) -> list[StreamEvent]:
    """The events after number `after`, in order."""
    return await transaction.fetch_all(
        "select sequence, type, data::text from user_events"
        " where user_id = (select auth.uid()) and sequence > %s order by sequence limit %s",
        (after, limit),
        into=StreamEvent,
    )


async def prune(transaction: Transaction) -> int:
    """Deletes what nobody needs to catch up with any more; how many."""
    return await transaction.execute(
        "delete from user_events where created_at < now() - %s::interval", (KEPT,)
    )
