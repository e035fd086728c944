"""What a person thinks of an answer."""

from __future__ import annotations

from uuid import UUID

from nodepilot.application.errors import NotFound
from nodepilot.feedback import repository
from nodepilot.feedback.schemas import Feedback
from nodepilot.storage.database import Database


class FeedbackOnAnswers:
    """Each method acts for one user; answers given to others do not exist for it (`NotFound`)."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def keep(self, user_id: UUID, message_id: UUID, feedback: Feedback) -> None:
        async with self._database.as_user(user_id) as transaction:
            if not await repository.keep(transaction, user_id, message_id, feedback):
                raise NotFound("answer")

    async def take_back(self, user_id: UUID, message_id: UUID) -> None:
        async with self._database.as_user(user_id) as transaction:
            if not await repository.take_back(transaction, message_id):
                raise NotFound("feedback")
