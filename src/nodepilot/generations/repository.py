"""Queries on generations and their events."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Literal, TypeAlias
from uuid import UUID

from nodepilot.storage.database import Expected, Transaction
from nodepilot.storage.json_values import as_json
from nodepilot.storage.stream_event import StreamEvent

LEASE = timedelta(seconds=10)
"""How long a generation is left alone whose process gives no sign of life."""


Status: TypeAlias = Literal["running", "finished", "stopped", "failed"]


@dataclass(frozen=True, slots=True)
class Generation:
    """A generation's state."""

    id: UUID
    user_id: UUID
    conversation_id: UUID | None
    user_message_id: UUID | None
    assistant_message_id: UUID | None
    status: Status
    request_hash: bytes | None


@dataclass(frozen=True, slots=True)
class Unfinished:
    """A generation that somebody has to end, and for whom."""

    id: UUID
    user_id: UUID


@dataclass(frozen=True, slots=True)
class NewGeneration:
    """What is known when a generation starts."""

    id: UUID
    conversation_id: UUID
    user_message_id: UUID
    assistant_message_id: UUID
    prompt: str
    lease_token: UUID
    idempotency_key: str | None = None
    request_hash: bytes | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What is known when it is over."""

    status: Status
    outcome: str | None
    workflow: Any
    answered_by: str | None
    milliseconds: int


async def start(transaction: Transaction, new: NewGeneration) -> None:
    """Raises `AlreadyThere` when one runs in the conversation, or the key was used before."""
    await transaction.send(
        "insert into workflow_generations (id, user_id, conversation_id, user_message_id, assistant_message_id,"
        " prompt, lease_token, lease_expires_at, idempotency_key, request_hash)"
        " values (%s, auth.uid(), %s, %s, %s, %s, %s, now() + %s, %s, %s)",
        (
            new.id,
            new.conversation_id,
            new.user_message_id,
            new.assistant_message_id,
            new.prompt,
            new.lease_token,
            LEASE,
            new.idempotency_key,
            new.request_hash,
        ),
    )


async def add_events(
    transaction: Transaction, generation_id: UUID, user_id: UUID, events: Sequence[StreamEvent]
) -> None:
    """Adds events in one statement; the numbers must go on where the last ones ended."""
    # One JSON text: in an array of texts every quotation mark would be escaped, one by one.
    listed = ",".join(f'[{event.sequence},"{event.type}",{event.data}]' for event in events)
    await transaction.send(
        "insert into generation_events (generation_id, user_id, sequence, type, data)"
        " select %s, %s, (event ->> 0)::int, event ->> 1, event -> 2 from json_array_elements(%s::json) event",
        (generation_id, user_id, f"[{listed}]"),
    )


async def finish(
    transaction: Transaction, generation_id: UUID, lease_token: UUID, result: Outcome
) -> Expected[UUID]:
    """Gives the id, and none when the generation was taken away meanwhile: then nothing of it may be written."""
    return await transaction.expect_value(
        "update workflow_generations set status = %s, outcome = %s, workflow_json = %s, model_used = %s,"
        " generation_time_ms = %s, finished_at = now(), lease_token = null, lease_expires_at = null"
        " where id = %s and lease_token = %s and status = 'running' returning id",
        (
            result.status,
            result.outcome,
            None if result.workflow is None else as_json(result.workflow),
            result.answered_by,
            result.milliseconds,
            generation_id,
            lease_token,
        ),
    )


async def add_finished(transaction: Transaction, generation_id: UUID, prompt: str, result: Outcome) -> None:
    """Notes a generation that belongs to no conversation and is over already."""
    await transaction.send(
        "insert into workflow_generations (id, user_id, prompt, status, outcome, workflow_json, model_used,"
        " generation_time_ms, finished_at) values (%s, auth.uid(), %s, %s, %s, %s, %s, %s, now())",
        (
            generation_id,
            prompt,
            result.status,
            result.outcome,
            None if result.workflow is None else as_json(result.workflow),
            result.answered_by,
            result.milliseconds,
        ),
    )


async def find(transaction: Transaction, generation_id: UUID) -> Generation | None:
    return await transaction.find(
        "select id, user_id, conversation_id, user_message_id, assistant_message_id, status, request_hash"
        " from workflow_generations where id = %s",
        (generation_id,),
        into=Generation,
    )


async def find_by_key(transaction: Transaction, idempotency_key: str) -> Generation | None:
    return await transaction.find(
        "select id, user_id, conversation_id, user_message_id, assistant_message_id, status, request_hash"
        " from workflow_generations where user_id = (select auth.uid()) and idempotency_key = %s",
        (idempotency_key,),
        into=Generation,
    )


async def find_running(transaction: Transaction, conversation_id: UUID) -> UUID | None:
    """The generation that runs in the conversation."""
    found = await transaction.find_value(
        "select id from workflow_generations where conversation_id = %s and status = 'running'",
        (conversation_id,),
    )
    return found if isinstance(found, UUID) else None


async def lock_running(transaction: Transaction, conversation_id: UUID) -> list[UUID]:
    """What runs in the conversation; it cannot end before this transaction does.

    To be taken before the conversation's own row, the order in which a generation that ends takes them.
    """
    rows = await transaction.fetch_all(
        "select id, user_id from workflow_generations where conversation_id = %s and status = 'running' for update",
        (conversation_id,),
        into=Unfinished,
    )
    return [row.id for row in rows]


async def lock_all_running(transaction: Transaction) -> list[UUID]:
    """What runs for the transaction's user; it cannot end before this transaction does."""
    rows = await transaction.fetch_all(
        "select id, user_id from workflow_generations"
        " where user_id = (select auth.uid()) and status = 'running' for update",
        into=Unfinished,
    )
    return [row.id for row in rows]


async def delete_all(transaction: Transaction) -> None:
    """Every generation of the transaction's user, with its events."""
    await transaction.execute("delete from workflow_generations where user_id = (select auth.uid())")


async def list_events(transaction: Transaction, generation_id: UUID, after: int) -> list[StreamEvent]:
    """The events after number `after`, in order."""
    return await transaction.fetch_all(
        "select sequence, type, data::text from generation_events"
        " where generation_id = %s and sequence > %s order by sequence",
        (generation_id, after),
        into=StreamEvent,
    )


async def request_stop(transaction: Transaction, generation_id: UUID) -> None:
    await transaction.send(
        "update workflow_generations set stop_requested_at = coalesce(stop_requested_at, now())"
        " where id = %s and status = 'running'",
        (generation_id,),
    )


async def renew_leases(transaction: Transaction, leases: Sequence[tuple[UUID, UUID]]) -> list[UUID]:
    """Renews (generation, lease token) pairs; returns those generations that somebody wants stopped."""
    rows = await transaction.fetch_all(
        "update workflow_generations g set lease_expires_at = now() + %s"
        " from unnest(%s::uuid[], %s::uuid[]) as held (id, token)"
        " where g.id = held.id and g.lease_token = held.token and g.status = 'running'"
        " returning g.id, g.stop_requested_at is not null as stop",
        (LEASE, [generation for generation, _ in leases], [token for _, token in leases]),
        into=_Renewed,
    )
    return [row.id for row in rows if row.stop]


@dataclass(frozen=True, slots=True)
class _Renewed:
    id: UUID
    stop: bool


async def list_expired(transaction: Transaction, limit: int) -> list[Unfinished]:
    """Generations whose process is gone."""
    return await transaction.fetch_all(
        "select id, user_id from workflow_generations where status = 'running' and lease_expires_at < now()"
        " order by lease_expires_at limit %s",
        (limit,),
        into=Unfinished,
    )


async def expire(transaction: Transaction, generation_id: UUID) -> Generation | None:
    """Ends it as failed, and it is no longer its process's to finish. None when it is alive or over."""
    return await transaction.find(
        "update workflow_generations set status = 'failed', outcome = 'failed', finished_at = now(),"
        " lease_token = null, lease_expires_at = null"
        " where id = %s and status = 'running' and lease_expires_at < now()"
        " returning id, user_id, conversation_id, user_message_id, assistant_message_id, status, request_hash",
        (generation_id,),
        into=Generation,
    )
