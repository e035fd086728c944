"""What a person does with conversations apart from talking in them; every open tab hears of it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from uuid import UUID

from nodepilot.application.announcements import (
    conversation_changed,
    conversation_deleted,
    message_added,
    workflow_changed,
)
from nodepilot.application.errors import ConversationBusy, NotFound
from nodepilot.application.workflows import follow_branch
from nodepilot.conversations import branches, repository
from nodepilot.conversations.schemas import ConversationSummary, FoundConversation, Message
from nodepilot.credits import repository as holds
from nodepilot.feedback import repository as feedback
from nodepilot.feedback.schemas import MessageFeedback
from nodepilot.generations import repository as generations
from nodepilot.realtime import repository as feed
from nodepilot.realtime.feed import bell_key
from nodepilot.storage.database import Database
from nodepilot.storage.ids import new_id
from nodepilot.storage.notifications import Bells
from nodepilot.storage.retries import retrying

MOST_LISTED = 500
MOST_FOUND = 50
MOST_WORDS = 12

_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class OpenConversation:
    """A conversation as one finds it when one opens it."""

    conversation: ConversationSummary
    messages: list[Message]
    has_earlier: bool
    feedback: list[MessageFeedback]
    running_generation_id: UUID | None


class Conversations:
    """Each method acts for one user; what belongs to others does not exist for it (`NotFound`)."""

    def __init__(self, database: Database, bells: Bells) -> None:
        self._database = database
        self._bells = bells

    async def recent(self, user_id: UUID) -> list[ConversationSummary]:
        """Pinned ones first, then the newest, at most `MOST_LISTED`."""
        async with self._database.as_user(user_id) as transaction:
            return await repository.list_conversations(transaction, MOST_LISTED)

    async def open(
        self, user_id: UUID, conversation_id: UUID, *, before: UUID | None = None, limit: int | None = None
    ) -> OpenConversation:
        """With all messages, or with the last `limit` of those before a message."""
        async with self._database.as_user(user_id) as transaction:
            conversation = await repository.find_conversation(transaction, conversation_id)
            if conversation is None:
                raise NotFound("conversation")
            # Asked before the messages: a generation that ends in between shows up in both, not in neither.
            running = await generations.find_running(transaction, conversation_id)
            # One more than wanted tells whether there are any before them.
            messages = await repository.list_messages(
                transaction, conversation_id, before=before, limit=None if limit is None else limit + 1
            )
            liked = await feedback.list_of_conversation(transaction, conversation_id)
        has_earlier = limit is not None and len(messages) > limit
        wanted = messages[-limit:] if limit is not None else messages
        return OpenConversation(conversation, wanted, has_earlier, liked, running)

    async def search(self, user_id: UUID, text: str) -> list[FoundConversation]:
        """Conversations with all the words of `text`, newest first; the last word may be unfinished."""
        words = _WORD.findall(text.lower())[:MOST_WORDS]
        if not words:
            return []
        async with self._database.as_user(user_id) as transaction:
            return await repository.search_conversations(transaction, words, MOST_FOUND)

    async def change(
        self, user_id: UUID, conversation_id: UUID, *, title: str | None, pinned: bool | None
    ) -> ConversationSummary:
        """Renames it, pins it, or both; None leaves things as they are."""
        async with self._database.as_user(user_id) as transaction:
            changed = await repository.change_conversation(transaction, conversation_id, title, pinned)
            if changed is None:
                raise NotFound("conversation")
            await feed.publish(transaction, [conversation_changed(changed)])
        self._bells.ring(bell_key(user_id))
        return changed

    async def choose_branch(self, user_id: UUID, message_id: UUID) -> None:
        """Shows the branch on which the message lies, to its newest end.

        Raises `NotFound`, and `ConversationBusy` while an answer is being written.
        """
        async with self._database.as_user(user_id) as transaction:
            place = await branches.find_place(transaction, message_id)
            if place is None or not await branches.lock(transaction, place.conversation_id):
                raise NotFound("message")
            if await generations.find_running(transaction, place.conversation_id) is not None:
                raise ConversationBusy
            end = await branches.find_end(transaction, message_id)
            await branches.show_up_to(transaction, place.conversation_id, end)
            told = [message_added(place.conversation_id, message_id, place.role)]
            workflow = await follow_branch(transaction, place.conversation_id)
            if workflow is not None:
                told.append(workflow_changed(workflow))
            await feed.publish(transaction, told)
        self._bells.ring(bell_key(user_id))

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
