"""Fast generation: the built-in engine alone, one answer, no conversation, nothing to pay."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from typing import Any, TypeAlias
from uuid import UUID

from nodepilot.conversations.message_text import check_message
from nodepilot.generations import repository as generations
from nodepilot.generations.bodies import body_of
from nodepilot.generations.record import AnswerRecord
from nodepilot.generations.repository import Outcome
from nodepilot.pipeline.events import SetupListed
from nodepilot.pipeline.result import Result
from nodepilot.pipeline.wire import result_events
from nodepilot.storage.database import Database
from nodepilot.storage.ids import new_id

NOTHING_TO_SET_UP = body_of(SetupListed((), (), ())).data
"""Where there is no workflow."""

RunBuiltIn: TypeAlias = Callable[[str, str | None], Result]


def run_builtin(request: str, n8n_version: str | None) -> Result:
    """The pipeline with the built-in engine, loaded when it is first needed."""
    from nodepilot.pipeline import builtin

    return builtin.run_builtin(request, n8n_version)


class FastGeneration:
    """One per process."""

    def __init__(
        self, database: Database, engine_is_free: asyncio.Semaphore, run: RunBuiltIn = run_builtin
    ) -> None:
        self._database = database
        self._run = run
        self._engine_is_free = engine_is_free

    async def generate(self, user_id: UUID, request: str, n8n_version: str | None) -> dict[str, Any]:
        """The answer in the shape that docs/http-api.md gives.

        Raises the text's own error, and `UnknownVersion`.
        """
        text = check_message(request)
        async with self._engine_is_free:
            started = time.perf_counter()
            result = await asyncio.to_thread(self._run, text, n8n_version)
            milliseconds = (time.perf_counter() - started) * 1000
        record = AnswerRecord()
        for event in result_events(result):
            record.add(body_of(event))
        outcome = Outcome(
            "finished", result.outcome, record.workflow, result.answered_by, round(milliseconds)
        )
        async with self._database.as_user(user_id) as transaction:
            await generations.add_finished(transaction, new_id(), text, outcome)
        shown = record.metadata
        return {
            "workflow": record.workflow,
            "provenance": shown.get("provenance", {}),
            "issues": shown.get("issues", ()),
            "setup": shown.get("setup", NOTHING_TO_SET_UP),
            "questions": shown["questions"],
            "text": record.content,
            "confidence": result.confidence,
            "milliseconds": round(milliseconds, 2),
            "outcome": result.outcome,
        }
