"""What a person does with conversations apart from talking in them; every open tab hears of it."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from nodepilot.application.announcements import conversation_changed, conversation_deleted
from nodepilot.application.errors import NotFound
from nodepilot.conversations import repository
from nodepilot.conversations.schemas import ConversationSummary, Message
from nodepilot.credits import repository as holds
from nodepilot.generations import repository as generations
from nodepilot.realtime import repository as feed
from nodepilot.realtime.feed import bell_key
from nodepilot.storage.database import Database
from nodepilot.storage.ids import new_id
from nodepilot.storage.notifications import Bells
from nodepilot.storage.retries import retrying

MOST_LISTED = 500


@dataclass(frozen=True, slots=True)
class OpenConversation:
    """A conversation as one finds it when one opens it."""

    conversation: ConversationSummary
    messages: list[Message]
    running_generation_id: UUID | None


class Conversations:
    """Each method acts for one user; what belongs to others does not exist for it (`NotFound`)."""

    def __init__(self, database: Database, bells: Bells) -> None:
        self._database = database
        self._bells = bells

    async def list(self, user_id: UUID) -> list[ConversationSummary]:
        """Newest first, at most `MOST_LISTED`."""
        async with self._database.as_user(user_id) as transaction:
            return await repository.list_conversations(transaction, MOST_LISTED)

    async def open(self, user_id: UUID, conversation_id: UUID) -> OpenConversation:
        async with self._database.as_user(user_id) as transaction:
            conversation = await repository.find_conversation(transaction, conversation_id)
            if conversation is None:
                raise NotFound("conversation")
            # Asked before the messages: a generation that ends in between shows up in both, not in neither.
            running = await generations.find_running(transaction, conversation_id)
            messages = await repository.list_messages(transaction, conversation_id)
        return OpenConversation(conversation, messages, running)

    async def rename(self, user_id: UUID, conversation_id: UUID, title: str) -> ConversationSummary:
        async with self._database.as_user(user_id) as transaction:
            renamed = await repository.rename_conversation(transaction, conversation_id, title)
            if renamed is None:
                raise NotFound("conversation")
            await feed.publish(transaction, [conversation_changed(renamed)])
        self._bells.ring(bell_key(user_id))
        return renamed

    async def delete(self, user_id: UUID, conversation_id: UUID) -> None:
        await retrying(lambda: self._delete(user_id, conversation_id))
        self._bells.ring(bell_key(user_id))

    async def _delete(self, user_id: UUID, conversation_id: UUID) -> None:
        async with self._database.as_user(user_id) as transaction:
            for running in await generations.lock_running(transaction, conversation_id):
                await holds.close_hold(transaction, user_id, running, new_id(), spend=False)
            if not await repository.delete_conversation(transaction, conversation_id):
                raise NotFound("conversation")
            await feed.publish(transaction, [conversation_deleted(conversation_id)])
