"""Queries on a conversation as a tree: messages with one parent are versions of each other, one path is shown."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from nodepilot.conversations.schemas import Role
from nodepilot.storage.database import Transaction


@dataclass(frozen=True, slots=True)
class Place:
    """Where a message stands in its conversation."""

    id: UUID
    conversation_id: UUID
    parent_id: UUID | None
    role: Role


async def find_place(transaction: Transaction, message_id: UUID) -> Place | None:
    return await transaction.find(
        "select id, conversation_id, parent_id, role from conversation_messages where id = %s",
        (message_id,),
        into=Place,
    )


async def lock(transaction: Transaction, conversation_id: UUID) -> bool:
    """Nobody else changes what is shown until this transaction ends; false when there is no such conversation.

    Whoever also starts a generation does that first: a generation that ends takes the two in that order.
    """
    found = await transaction.find_value(
        "select id from conversations where id = %s for update", (conversation_id,)
    )
    return found is not None


async def find_last(transaction: Transaction, conversation_id: UUID) -> UUID | None:
    """The last message that is shown; the next one follows it."""
    found = await transaction.find_value(
        "select id from conversation_messages where conversation_id = %s and active"
        " order by timestamp desc, id desc limit 1",
        (conversation_id,),
    )
    return found if isinstance(found, UUID) else None


async def find_end(transaction: Transaction, message_id: UUID) -> UUID | None:
    """The end of the newest branch that goes on from the message: itself when nothing follows."""
    found = await transaction.find_value(
        "with recursive branch as ("
        " select id, 0 as depth from conversation_messages where id = %s"
        " union all"
        " select next.id, branch.depth + 1 from branch cross join lateral ("
        "  select m.id from conversation_messages m where m.parent_id = branch.id"
        "  order by m.timestamp desc, m.id desc limit 1) next"
        ") select id from branch order by depth desc limit 1",
        (message_id,),
    )
    return found if isinstance(found, UUID) else None


async def show_up_to(transaction: Transaction, conversation_id: UUID, message_id: UUID | None) -> None:
    """Shows the path that ends with the message, and no other message of the conversation; None: none at all.

    What was said on it since it parted from the one before has not been looked through for memories.
    """
    await transaction.execute(
        "with recursive path as ("
        " select id, parent_id from conversation_messages where id = %(end)s"
        " union all"
        " select m.id, m.parent_id from conversation_messages m join path on m.id = path.parent_id"
        ") update conversations set remembered_until = least(remembered_until, coalesce(("
        "  select max(m.timestamp) from conversation_messages m join path on path.id = m.id where m.active"
        " ), '-infinity')) where id = %(conversation)s and remembered_until is not null",
        {"end": message_id, "conversation": conversation_id},
    )
    await transaction.execute(
        "with recursive path as ("
        " select id, parent_id from conversation_messages where id = %(end)s"
        " union all"
        " select m.id, m.parent_id from conversation_messages m join path on m.id = path.parent_id"
        ") update conversation_messages said set active = not active"
        " where conversation_id = %(conversation)s"
        " and active <> exists (select 1 from path where path.id = said.id)",
        {"end": message_id, "conversation": conversation_id},
    )
