"""What hosted models cost, for administrators: calls, money, and answers that are kept."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any
from uuid import UUID

from nodepilot.administration import repository as audit
from nodepilot.generations import model_calls
from nodepilot.generations.model_calls import ModelDay
from nodepilot.reference import kept_answers
from nodepilot.reference.kept_answers import KeptAnswers
from nodepilot.storage.database import Database, Transaction
from nodepilot.storage.roles import Role


class ModelUse:
    """Sums over all people; nothing of what they said."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def days(self, actor: UUID, days: int) -> list[ModelDay]:
        async with self._acting(actor, "see use of models", {"days": days}) as transaction:
            return await model_calls.list_days(transaction, days)

    async def kept(self, actor: UUID) -> list[KeptAnswers]:
        """How many answers are kept, and how often they were of use."""
        async with self._acting(actor, "see kept answers") as transaction:
            return await kept_answers.sum_up(transaction)

    async def forget(self, actor: UUID) -> int:
        """Forgets all answers that are kept; how many there were."""
        async with self._acting(actor, "forget kept answers") as transaction:
            return await kept_answers.forget(transaction)

    @asynccontextmanager
    async def _acting(
        self, actor: UUID, action: str, detail: dict[str, Any] | None = None
    ) -> AsyncIterator[Transaction]:
        async with self._database.acting_as(Role.ADMIN) as transaction:
            await audit.note(transaction, actor, action, detail=detail)
            yield transaction
