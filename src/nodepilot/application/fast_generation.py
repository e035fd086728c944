"""Fast generation: the built-in engine alone, one answer, no conversation, nothing to pay."""

from __future__ import annotations

import asyncio
import gc
import time
from collections.abc import Callable
from functools import cache
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

WARMING = "Every day at 9 read the rows of a Google Sheet, and if the status is open send a message to Slack"
"""Asks for a little of everything."""
UNSURE = "Something about quotes with Tally and our Airtable base thing"
"""Read in all other wordings, too: their patterns are compiled when they are first asked for."""

NOTHING_TO_SET_UP = body_of(SetupListed((), (), ())).data
"""Where there is no workflow."""

RunBuiltIn: TypeAlias = Callable[[str, str | None], Result]


COLLECT_AFTER = 20_000
"""New objects after which the collector looks through the youngest ones; a large answer alone makes thousands."""


def run_builtin(request: str, n8n_version: str | None) -> Result:
    """The pipeline with the built-in engine, loaded when it is first needed."""
    from nodepilot.pipeline import builtin

    return builtin.run_builtin(request, n8n_version)


@cache
def warm_up() -> None:
    """Loads what the first requests would otherwise wait for, once in each process."""
    from nodepilot.catalog import load_catalog
    from nodepilot.knowledge.node_reference import node_detail
    from nodepilot.knowledge.search import search_node_types

    catalog = load_catalog()
    run_builtin(WARMING, None)
    run_builtin(UNSURE, None)
    for found in search_node_types(WARMING, catalog, limit=1):
        node_detail(found.type, catalog)
    # All of it stays for good. Every time that the collector looked through it, everything stood still for a tenth of
    # a second.
    gc.collect()
    gc.freeze()
    # What requests make is gone when they end, mostly by itself: looking more rarely for what is not costs little memory.
    gc.set_threshold(COLLECT_AFTER, 20, 50)


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
