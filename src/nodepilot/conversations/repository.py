"""Queries on conversations and their messages. Row security keeps each to the transaction's user."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from nodepilot.conversations.schemas import ConversationSummary, Message
from nodepilot.storage.database import Transaction
from nodepilot.storage.json_values import as_json


async def list_conversations(transaction: Transaction, limit: int) -> list[ConversationSummary]:
    """Newest first."""
    return await transaction.fetch_all(
        "select id, title, created_at, updated_at from conversations where user_id = (select auth.uid())"
        " order by updated_at desc, id desc limit %s",
        (limit,),
        into=ConversationSummary,
    )


async def find_conversation(transaction: Transaction, conversation_id: UUID) -> ConversationSummary | None:
    return await transaction.find(
        "select id, title, created_at, updated_at from conversations where id = %s",
        (conversation_id,),
        into=ConversationSummary,
    )


async def list_messages(transaction: Transaction, conversation_id: UUID) -> list[Message]:
    """Oldest first."""
    return await transaction.fetch_all(
        "select id, role, content, timestamp, metadata from conversation_messages"
        " where conversation_id = %s order by timestamp, id",
        (conversation_id,),
        into=Message,
    )


async def find_message(transaction: Transaction, message_id: UUID) -> Message | None:
    return await transaction.find(
        "select id, role, content, timestamp, metadata from conversation_messages where id = %s",
        (message_id,),
        into=Message,
    )


async def add_conversation(
    transaction: Transaction, conversation_id: UUID, title: str
) -> ConversationSummary:
    return await transaction.fetch(
        "insert into conversations (id, user_id, title) values (%s, auth.uid(), %s)"
        " returning id, title, created_at, updated_at",
        (conversation_id, title),
        into=ConversationSummary,
    )


async def add_message(
    transaction: Transaction,
    conversation_id: UUID,
    message_id: UUID,
    *,
    role: str,
    content: str,
    metadata: Mapping[str, Any],
) -> ConversationSummary:
    """Adds the message and moves its conversation, which is returned, to the top of the list.

    Raises `OwnerMissing` when there is no such conversation.
    """
    return await transaction.fetch(
        "with added as (insert into conversation_messages (id, conversation_id, user_id, role, content, metadata)"
        " values (%(id)s, %(conversation)s, auth.uid(), %(role)s, %(content)s, %(metadata)s))"
        " update conversations set updated_at = now() where id = %(conversation)s"
        " returning id, title, created_at, updated_at",
        {
            "id": message_id,
            "conversation": conversation_id,
            "role": role,
            "content": content,
            "metadata": as_json(metadata),
        },
        into=ConversationSummary,
    )


async def rename_conversation(
    transaction: Transaction, conversation_id: UUID, title: str
) -> ConversationSummary | None:
    return await transaction.find(
        "update conversations set title = %s, updated_at = now() where id = %s"
        " returning id, title, created_at, updated_at",
        (title, conversation_id),
        into=ConversationSummary,
    )


async def delete_conversation(transaction: Transaction, conversation_id: UUID) -> bool:
    """Deletes it with all that was said in it; false when there is none."""
    return await transaction.execute("delete from conversations where id = %s", (conversation_id,)) > 0
