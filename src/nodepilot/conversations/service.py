"""What a person does with conversations apart from talking in them."""

from __future__ import annotations

from uuid import UUID

from nodepilot.conversations import repository
from nodepilot.conversations.schemas import ConversationSummary
from nodepilot.storage.database import Database

MOST_LISTED = 500


class Conversations:
    """Each method acts for one user; what belongs to others does not exist for it."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def list(self, user_id: UUID) -> list[ConversationSummary]:
        """Newest first, at most `MOST_LISTED`."""
        async with self._database.as_user(user_id) as transaction:
            return await repository.list_conversations(transaction, MOST_LISTED)

    async def rename(self, user_id: UUID, conversation_id: UUID, title: str) -> ConversationSummary | None:
        async with self._database.as_user(user_id) as transaction:
            return await repository.rename_conversation(transaction, conversation_id, title)

    async def delete(self, user_id: UUID, conversation_id: UUID) -> bool:
        """False when there is none."""
        async with self._database.as_user(user_id) as transaction:
            return await repository.delete_conversation(transaction, conversation_id)
