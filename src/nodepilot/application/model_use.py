"""What hosted models cost, for administrators: calls, money, and answers that are kept."""

from __future__ import annotations

from uuid import UUID

from nodepilot.application.acting import acting, looking
from nodepilot.generations import model_calls
from nodepilot.generations.model_calls import ModelDay
from nodepilot.reference import kept_answers
from nodepilot.reference.kept_answers import KeptAnswers
from nodepilot.storage.database import Database


class ModelUse:
    """Sums over all people; nothing of what they said."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def days(self, actor: UUID, days: int) -> list[ModelDay]:
        async with looking(self._database, actor, "see use of models", {"days": days}) as transaction:
            return await model_calls.list_days(transaction, days)

    async def kept(self, actor: UUID) -> list[KeptAnswers]:
        """How many answers are kept, and how often they were of use."""
        async with looking(self._database, actor, "see kept answers") as transaction:
            return await kept_answers.sum_up(transaction)

    async def forget(self, actor: UUID) -> int:
        """Forgets all answers that are kept; how many there were."""
        async with acting(self._database, actor, "forget kept answers") as transaction:
            return await kept_answers.forget(transaction)
