"""Answers of models in the database, shared by all servers."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Mapping
from typing import Any

from nodepilot.ai.answers import KEPT_DAYS
from nodepilot.ai.ports import Task
from nodepilot.reference import kept_answers
from nodepilot.storage.database import Database
from nodepilot.storage.errors import DatabaseUnavailable
from nodepilot.storage.roles import Role

log = logging.getLogger(__name__)

PAUSE = 0.05
"""Seconds before an answer is kept: what is made of it, for which somebody waits, is done first."""


class KeptAnswers:
    """A database that is gone finds nothing: then a model is asked. Nobody waits until an answer is kept."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._keeping: set[asyncio.Task[None]] = set()

    async def find(self, key: bytes) -> Mapping[str, Any] | None:
        try:
            async with self._database.acting_as(Role.KNOWLEDGE, durable=False) as transaction:
                found = await kept_answers.find(transaction, key)
            return await found.find()
        except DatabaseUnavailable:
            return None

    def keep(self, key: bytes, task: Task, model: str, value: Mapping[str, Any]) -> None:
        keeping = asyncio.create_task(self._keep(key, task, model, value))
        self._keeping.add(keeping)
        keeping.add_done_callback(self._keeping.discard)

    async def settle(self) -> None:
        """Waits until all is kept."""
        await asyncio.gather(*self._keeping, return_exceptions=True)

    async def _keep(self, key: bytes, task: Task, model: str, value: Mapping[str, Any]) -> None:
        await asyncio.sleep(PAUSE)
        try:
            async with self._database.acting_as(Role.KNOWLEDGE, durable=False) as transaction:
                await kept_answers.keep(transaction, key, task.value, model, value, KEPT_DAYS)
        except DatabaseUnavailable:
            log.info("An answer of %s could not be kept.", model)
        except Exception:
            log.exception("An answer of %s could not be kept.", model)
