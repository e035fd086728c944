"""Rows answered as a server with keys answers: hosted models where the built-in engine is not sure."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from typing import Any, TypeVar

from nodepilot.ai.access import Access, models_for
from nodepilot.ai.budget import Budget
from nodepilot.ai.desk import Desk
from nodepilot.ai.model_facts import ModelTable
from nodepilot.ai.ports import Task
from nodepilot.ai.router import NoModelAnswered, Providers, Router
from nodepilot.ai.stages.intent import INTENT
from nodepilot.catalog import Catalog
from nodepilot.composer.intents import classify
from nodepilot.evaluation.engines import Told
from nodepilot.knowledge.services import load_services
from nodepilot.pipeline.builtin import ENGINE
from nodepilot.pipeline.hybrid import answer_hybrid
from nodepilot.pipeline.open_workflow import OpenWorkflow
from nodepilot.pipeline.result import Result
from nodepilot.pipeline.trial import Trial

Value = TypeVar("Value")
Work = Callable[[Router], Awaitable[tuple[Value, str, Budget]]]
"""Answers one row: with what, who did, and what was spent."""

OPEN = ("A workflow is open. Its nodes are not shown here.",)
"""Rows with messages say that one is open, and not which."""


class WithModels:
    """An engine that spends `budget` dollars at most over all its rows."""

    name = "auto"

    def __init__(
        self,
        catalog: Catalog,
        table: ModelTable,
        accesses: Mapping[str, Access],
        budget: float,
        trial: Trial | None = None,
    ) -> None:
        self._catalog = catalog
        self._table = table
        self._accesses = accesses
        self._left = budget
        self._trial = trial
        self._providers = Providers()

    def answer(self, request: str) -> Told[Result]:
        return self._told(lambda router: self._message(request, None, router))

    def label(self, message: str, *, has_workflow: bool) -> Told[str]:
        intent = classify(message, load_services(self._catalog), has_workflow=has_workflow)
        if self._table.is_sure(Task.INTENT, intent.confidence):
            return Told(intent.label)
        return self._told(lambda router: _label(message, intent.label, OPEN if has_workflow else (), router))

    def change(self, instruction: str, workflow: Mapping[str, Any]) -> Told[Mapping[str, Any]]:
        told = self._told(lambda router: self._message(instruction, OpenWorkflow(workflow), router))
        after = None if told.value is None else told.value.workflow or workflow
        return Told(after, told.by, told.dollars)

    async def _message(
        self, message: str, opened: OpenWorkflow | None, router: Router
    ) -> tuple[Result, str, Budget]:
        result, budget = await answer_hybrid(
            message, self._catalog.n8n_version, router, self._trial, opened=opened
        )
        return result, result.answered_by, budget

    def _told(self, work: Work[Value]) -> Told[Value]:
        return asyncio.run(self._within_budget(work))

    async def _within_budget(self, work: Work[Value]) -> Told[Value]:
        # No row may cost more than what is left for all of them.
        limits = replace(self._table.limits, dollars=min(self._table.limits.dollars, self._left))
        models = models_for(self._table, self._accesses)
        router = Router(
            replace(self._table, limits=limits), models, self._providers, "eval", owned=tuple(models.values())
        )
        try:
            value, by, budget = await work(router)
        finally:
            await router.close()
        # Without the calls that no longer fit it is not the answer that people would get.
        is_used_up = budget.lacked_dollars and self._left < self._table.limits.dollars
        dollars = budget.spent.dollars
        self._left -= dollars
        return Told(None if is_used_up else value, by, dollars)


async def _label(
    message: str, engine: str, workflow: tuple[str, ...], router: Router
) -> tuple[str, str, Budget]:
    desk = Desk(router)
    try:
        understood = await desk.ask(INTENT, message=message, workflow=workflow, recent=())
    except NoModelAnswered:
        return engine, ENGINE, desk.budget
    return understood.label, desk.model, desk.budget
