"""What is remembered of conversations. Row security keeps each to the transaction's user."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict

from nodepilot.conversations.schemas import SaidRow
from nodepilot.storage.database import Transaction


class MemoryRow(BaseModel):
    """One sentence. `score` is how likely later answers would be wrong without it."""

    model_config = ConfigDict(frozen=True)

    id: UUID
    kind: Literal["decision", "name", "preference", "constraint"]
    text: str
    score: float
    created_at: datetime


class Embedded(MemoryRow):
    """With its place among meanings, where a provider gave one."""

    embedding: list[float] | None


class Unread(SaidRow):
    """A message that nothing was remembered of yet."""

    id: UUID
    timestamp: datetime


async def list_memories(transaction: Transaction, conversation_id: UUID) -> list[Embedded]:
    """What was said on the active branch; what matters most first."""
    return await transaction.fetch_all(
        "select c.id, c.kind, c.text, c.score, c.embedding, c.created_at from conversation_memories c"
        " left join conversation_messages m on m.id = c.message_id"
        " where c.conversation_id = %s and coalesce(m.active, true) order by c.score desc, c.created_at, c.id",
        (conversation_id,),
        into=Embedded,
    )


async def list_unread(transaction: Transaction, conversation_id: UUID, longest: int) -> list[Unread]:
    """Messages of the active branch since the last look, oldest first."""
    return await transaction.fetch_all(
        "select id, role, left(content, %s) as content, timestamp from conversation_messages"
        " where conversation_id = %s and active and timestamp > coalesce("
        "  (select remembered_until from conversations where id = %s), '-infinity')"
        " order by timestamp, id",
        (longest, conversation_id, conversation_id),
        into=Unread,
    )


async def add_memory(
    transaction: Transaction,
    memory_id: UUID,
    conversation_id: UUID,
    kind: str,
    text: str,
    score: float,
    embedding: Sequence[float] | None,
    message_id: UUID,
) -> None:
    """`message_id` is the last message of those that it was learned from."""
    await transaction.execute(
        "insert into conversation_memories"
        " (id, user_id, conversation_id, kind, text, score, embedding, message_id)"
        " values (%s, auth.uid(), %s, %s, %s, %s, %s, %s)",
        (
            memory_id,
            conversation_id,
            kind,
            text,
            score,
            list(embedding) if embedding is not None else None,
            message_id,
        ),
    )


async def look_until(transaction: Transaction, conversation_id: UUID, until: datetime) -> bool:
    """What was said until then has been looked through; False where somebody has looked as far already. Whoever else
    looks waits for the end of the transaction."""
    touched = await transaction.execute(
        "update conversations set remembered_until = %s"
        " where id = %s and coalesce(remembered_until, '-infinity') < %s",
        (until, conversation_id, until),
    )
    return touched > 0


async def forget(transaction: Transaction, conversation_id: UUID, memory_id: UUID) -> bool:
    """False when there is no such memory."""
    touched = await transaction.execute(
        "delete from conversation_memories where conversation_id = %s and id = %s",
        (conversation_id, memory_id),
    )
    return touched > 0


async def forget_texts(transaction: Transaction, conversation_id: UUID, texts: Sequence[str]) -> None:
    """Sentences that newer ones take the place of."""
    await transaction.execute(
        "delete from conversation_memories where conversation_id = %s and text = any(%s)",
        (conversation_id, list(texts)),
    )


async def forget_all(transaction: Transaction, conversation_id: UUID) -> None:
    await transaction.execute(
        "delete from conversation_memories where conversation_id = %s", (conversation_id,)
    )
