"""Queries on conversations and their messages. Row security keeps each to the transaction's user."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, LiteralString
from uuid import UUID

from nodepilot.conversations.schemas import (
    AddedTo,
    Answer,
    ConversationSummary,
    FoundConversation,
    Message,
    Role,
    SaidRow,
)
from nodepilot.storage.database import Expected, Transaction
from nodepilot.storage.json_values import as_json


async def list_conversations(transaction: Transaction, limit: int) -> list[ConversationSummary]:
    """Pinned ones first, then the newest."""
    return await transaction.fetch_all(
        "select id, title, pinned, created_at, updated_at from conversations where user_id = (select auth.uid())"
        " order by pinned desc, updated_at desc, id desc limit %s",
        (limit,),
        into=ConversationSummary,
    )


async def find_conversation(transaction: Transaction, conversation_id: UUID) -> ConversationSummary | None:
    return await transaction.find(
        "select id, title, pinned, created_at, updated_at from conversations where id = %s",
        (conversation_id,),
        into=ConversationSummary,
    )


async def list_messages(
    transaction: Transaction, conversation_id: UUID, *, before: UUID | None = None, limit: int | None = None
) -> list[Message]:
    """Those on the active branch, oldest first: all, or the last `limit` of those before a message."""
    found = await transaction.fetch_all(
        "with page as ("
        " select id, role, content, timestamp, metadata, parent_id from conversation_messages"
        " where conversation_id = %(conversation)s and active and (%(before)s::uuid is null"
        "  or (timestamp, id) < (select timestamp, id from conversation_messages where id = %(before)s))"
        " order by timestamp desc, id desc limit %(limit)s"
        "), versions as ("
        # Over ids alone: what was said in the other messages is not read.
        " select id, array_agg(id) over ("
        "  partition by parent_id order by timestamp, id rows between unbounded preceding and unbounded following"
        " ) as siblings from conversation_messages where conversation_id = %(conversation)s"
        ") select page.*, siblings from page join versions using (id) order by timestamp desc, id desc",
        {"conversation": conversation_id, "before": before, "limit": limit},
        into=Message,
    )
    return found[::-1]


async def expect_said(
    transaction: Transaction, conversation_id: UUID, before: UUID, limit: int, longest: int
) -> Expected[SaidRow]:
    """The last messages of the active branch before one of them, newest first, each cut to `longest` characters."""
    return await transaction.expect(
        "select role, left(content, %s) as content from conversation_messages where conversation_id = %s and active"
        " and (timestamp, id) < (select timestamp, id from conversation_messages where id = %s)"
        " order by timestamp desc, id desc limit %s",
        (longest, conversation_id, before, limit),
        into=SaidRow,
    )


async def find_message(transaction: Transaction, message_id: UUID) -> Message | None:
    return await transaction.find(
        "select id, role, content, timestamp, metadata, parent_id, array("
        " select other.id from conversation_messages other where other.conversation_id = said.conversation_id"
        " and other.parent_id is not distinct from said.parent_id order by other.timestamp, other.id"
        ") as siblings from conversation_messages said where id = %s",
        (message_id,),
        into=Message,
    )


async def find_answer(transaction: Transaction, generation_id: UUID) -> Answer | None:
    """What the generation has said, if its conversation is still there."""
    return await transaction.find(
        "select said.id, role, content, timestamp, metadata, parent_id, said.conversation_id,"
        " made.id as generation_id, array("
        " select other.id from conversation_messages other where other.conversation_id = said.conversation_id"
        " and other.parent_id is not distinct from said.parent_id order by other.timestamp, other.id"
        ") as siblings from workflow_generations made"
        " join conversation_messages said on said.id = made.assistant_message_id where made.id = %s",
        (generation_id,),
        into=Answer,
    )


async def add_conversation(transaction: Transaction, conversation_id: UUID, title: str) -> None:
    await transaction.send(
        "insert into conversations (id, user_id, title) values (%s, auth.uid(), %s)", (conversation_id, title)
    )


async def add_message(
    transaction: Transaction,
    conversation_id: UUID,
    message_id: UUID,
    *,
    parent_id: UUID | None,
    role: Role,
    content: str,
    metadata: Mapping[str, Any],
) -> Expected[AddedTo]:
    """Adds the message to the active branch and moves its conversation, which is returned, to the top of the list.

    `parent_id` is the message that it follows, None for a first one.

    Raises `OwnerMissing` when there is no such conversation.
    """
    return await transaction.expect(
        f"with added as ({_ADDED}) update conversations set updated_at = now()"  # noqa: S608 - of parts of our own
        f" from added where id = %(conversation)s returning {_SUMMARY}, added.timestamp as said_at",
        _columns(conversation_id, message_id, parent_id, role, content, metadata),
        into=AddedTo,
    )


async def add_answer(
    transaction: Transaction,
    conversation_id: UUID,
    message_id: UUID,
    *,
    parent_id: UUID,
    content: str,
    metadata: Mapping[str, Any],
) -> Expected[datetime]:
    """Adds the assistant's message to the active branch of a conversation that was touched already; gives its time.

    Raises `OwnerMissing` when there is no such conversation.
    """
    return await transaction.expect_value(
        _ADDED, _columns(conversation_id, message_id, parent_id, "assistant", content, metadata)
    )


_SUMMARY: LiteralString = "id, title, pinned, created_at, updated_at"
_ADDED: LiteralString = (
    "insert into conversation_messages"
    " (id, conversation_id, user_id, parent_id, role, content, metadata, timestamp)"
    " values (%(id)s, %(conversation)s, auth.uid(), %(parent)s, %(role)s, %(content)s, %(metadata)s,"
    # Along a branch times only grow: a transaction may have begun before the one that it waited for.
    " greatest(clock_timestamp(), (select timestamp + interval '1 microsecond'"
    " from conversation_messages where id = %(parent)s))) returning timestamp"
)


def _columns(
    conversation_id: UUID,
    message_id: UUID,
    parent_id: UUID | None,
    role: Role,
    content: str,
    metadata: Mapping[str, Any],
) -> dict[str, Any]:
    return {
        "id": message_id,
        "conversation": conversation_id,
        "parent": parent_id,
        "role": role,
        "content": content,
        "metadata": as_json(metadata),
    }


async def touch_conversation(
    transaction: Transaction, conversation_id: UUID
) -> Expected[ConversationSummary]:
    """Moves a conversation to the top of the list; gives nothing when there is none."""
    return await transaction.expect(
        f"update conversations set updated_at = now() where id = %s returning {_SUMMARY}",  # noqa: S608 - of parts of our own
        (conversation_id,),
        into=ConversationSummary,
    )


async def change_conversation(
    transaction: Transaction, conversation_id: UUID, title: str | None, pinned: bool | None
) -> ConversationSummary | None:
    """Changes what is not None; None when there is no such conversation."""
    return await transaction.find(
        "update conversations set title = coalesce(%s, title), pinned = coalesce(%s, pinned) where id = %s"
        " returning id, title, pinned, created_at, updated_at",
        (title, pinned, conversation_id),
        into=ConversationSummary,
    )


async def retitle(
    transaction: Transaction, conversation_id: UUID, title: str, *, in_place_of: str
) -> ConversationSummary | None:
    """Another title, where it has that one; None where it has not, or there is no such conversation."""
    return await transaction.find(
        f"update conversations set title = %s where id = %s and title = %s returning {_SUMMARY}",  # noqa: S608 - of parts of our own
        (title, conversation_id, in_place_of),
        into=ConversationSummary,
    )


async def search_conversations(
    transaction: Transaction, words: Sequence[str], limit: int
) -> list[FoundConversation]:
    """Conversations with all the words in one message of the active branch or in the title.

    The last word may be unfinished.
    """
    query = " & ".join([*(f"'{word}'" for word in words[:-1]), f"'{words[-1]}':*"])
    return await transaction.fetch_all(
        "with query as (select to_tsquery('simple', %(query)s) as q)"
        " select c.id, c.title, c.pinned, c.created_at, c.updated_at,"
        " ts_headline('simple', coalesce(m.content, c.title), q,"
        '  \'StartSel="", StopSel="", MaxFragments=1, MinWords=8, MaxWords=20\') as excerpt'
        " from query cross join nodepilot.search_conversations(%(words)s) found"
        " join conversations c on c.id = found.conversation_id"
        " left join conversation_messages m on m.id = found.message_id"
        " order by c.updated_at desc, c.id desc limit %(limit)s",
        {"query": query, "words": list(words), "limit": limit},
        into=FoundConversation,
    )


async def share_conversation(
    transaction: Transaction, conversation_id: UUID, share_id: UUID, token_hash: bytes
) -> bool:
    """False when it is shared already. Raises `OwnerMissing` when there is no such conversation."""
    touched = await transaction.execute(
        "insert into conversation_shares (conversation_id, user_id, id, token_hash)"
        " values (%s, auth.uid(), %s, %s) on conflict (conversation_id, user_id) do nothing",
        (conversation_id, share_id, token_hash),
    )
    return touched > 0


async def find_share(transaction: Transaction, conversation_id: UUID) -> UUID | None:
    """The id of the conversation's share, if it is shared."""
    found = await transaction.find_value(
        "select id from conversation_shares where conversation_id = %s", (conversation_id,)
    )
    return found if isinstance(found, UUID) else None


async def unshare_conversation(transaction: Transaction, conversation_id: UUID) -> bool:
    return (
        await transaction.execute(
            "delete from conversation_shares where conversation_id = %s", (conversation_id,)
        )
        > 0
    )


async def find_shared(transaction: Transaction) -> ConversationSummary | None:
    """The conversation that a visitor may see."""
    return await transaction.find(
        "select id, title, pinned, created_at, updated_at from conversations", into=ConversationSummary
    )


async def delete_all(transaction: Transaction) -> None:
    """Everything that the transaction's user ever said."""
    await transaction.execute("delete from conversations where user_id = (select auth.uid())")


async def delete_conversation(transaction: Transaction, conversation_id: UUID) -> bool:
    """Deletes it with all that was said in it; false when there is none."""
    return await transaction.execute("delete from conversations where id = %s", (conversation_id,)) > 0
