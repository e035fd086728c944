"""Queries on feedback, in the user's role and, for the sums, in the administrators'."""

from __future__ import annotations

from uuid import UUID

from nodepilot.feedback.schemas import Feedback, Liking, MessageFeedback
from nodepilot.storage.database import Transaction


async def keep(transaction: Transaction, user_id: UUID, message_id: UUID, feedback: Feedback) -> bool:
    """In place of an earlier one; false when there is no such answer of the user's."""
    touched = await transaction.execute(
        "insert into message_feedback (message_id, user_id, rating, reason, answered_by)"
        " select id, %(user)s, %(rating)s, %(reason)s, coalesce(metadata ->> 'answered_by', '')"
        " from conversation_messages where id = %(message)s and role = 'assistant'"
        " on conflict (message_id) do update set rating = excluded.rating, reason = excluded.reason,"
        " created_at = now()",
        {
            "user": user_id,
            "message": message_id,
            "rating": feedback.rating,
            "reason": feedback.reason,
        },
    )
    return touched > 0


async def take_back(transaction: Transaction, message_id: UUID) -> bool:
    """False when there was none."""
    return await transaction.execute("delete from message_feedback where message_id = %s", (message_id,)) > 0


async def list_of_conversation(transaction: Transaction, conversation_id: UUID) -> list[MessageFeedback]:
    return await transaction.fetch_all(
        "select f.message_id, f.rating, f.reason from message_feedback f"
        " join conversation_messages m on m.id = f.message_id where m.conversation_id = %s",
        (conversation_id,),
        into=MessageFeedback,
    )


async def sum_up(transaction: Transaction, days: int) -> list[Liking]:
    """Newest day first."""
    return await transaction.fetch_all(
        "select created_at::date as day, answered_by, count(*) filter (where rating = 'up') as up,"
        " count(*) filter (where rating = 'down') as down from message_feedback"
        " where created_at > now() - make_interval(days => %s) group by 1, 2 order by 1 desc, 2",
        (days,),
        into=Liking,
    )
