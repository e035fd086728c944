"""Queries on stored messages, in the role of the webhooks."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from nodepilot.storage.database import Transaction
from nodepilot.storage.json_values import as_json
from nodepilot.webhooks.schemas import Event, EventRow, Sender

LEASE = timedelta(minutes=2)
"""How long a process may work on a message before another one takes it."""


async def add_event(
    transaction: Transaction, event_id: str, sender: Sender, type_: str, payload: dict[str, Any]
) -> bool:
    """False when it was there already."""
    touched = await transaction.execute(
        "insert into webhook_events (id, sender, type, payload) values (%s, %s, %s, %s) on conflict do nothing",
        (event_id, sender, type_, as_json(payload)),
    )
    return touched > 0


async def claim_due(transaction: Transaction, senders: Sequence[Sender], limit: int) -> list[Event]:
    """Messages of these senders whose time has come; for a while no other process takes them."""
    return await transaction.fetch_all(
        "update webhook_events set attempts = attempts + 1, next_attempt_at = now() + %s where id in ("
        " select id from webhook_events where status = 'waiting' and next_attempt_at <= now()"
        " and sender = any(%s) order by received_at, id limit %s for update skip locked)"
        " returning id, sender, type, payload, attempts",
        (LEASE, list(senders), limit),
        into=Event,
    )


async def close_event(transaction: Transaction, event_id: str, status: str) -> None:
    """`handled` or `ignored`."""
    await transaction.execute(
        "update webhook_events set status = %s, handled_at = now(), last_error = null where id = %s",
        (status, event_id),
    )


async def put_off(transaction: Transaction, event_id: str, error: str, pause: timedelta | None) -> None:
    """To be tried again after the pause; without one it is a dead letter."""
    await transaction.execute(
        "update webhook_events set last_error = %(error)s,"
        " status = case when %(pause)s::interval is null then 'dead' else 'waiting' end,"
        " next_attempt_at = now() + coalesce(%(pause)s::interval, interval '0') where id = %(id)s",
        {"id": event_id, "error": error, "pause": pause},
    )


async def revive(transaction: Transaction, event_id: str | None) -> int:
    """Dead letters, or one of them, are to be tried again; how many."""
    return await transaction.execute(
        "update webhook_events set status = 'waiting', attempts = 0, next_attempt_at = now()"
        " where status = 'dead' and (%(id)s::text is null or id = %(id)s)",
        {"id": event_id},
    )


async def list_events(transaction: Transaction, status: str, limit: int) -> list[EventRow]:
    """Newest first."""
    return await transaction.fetch_all(
        "select id, sender, type, status, attempts, last_error, received_at, handled_at from webhook_events"
        " where status = %s order by received_at desc, id limit %s",
        (status, limit),
        into=EventRow,
    )
