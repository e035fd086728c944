"""The pipeline with hosted models: the built-in engine first, a model where that is not sure, and the built-in
engine again when no model answers."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator

from nodepilot.ai.budget import Budget, Spent
from nodepilot.ai.planning import ask_again, ask_for_plan, read_plan
from nodepilot.ai.ports import Ask
from nodepilot.ai.router import NoModelAnswered, Router
from nodepilot.catalog import Catalog, load_catalog
from nodepilot.errors import InvalidPlan
from nodepilot.pipeline.answer import plan_answer
from nodepilot.pipeline.builtin import ENGINE, Stages, with_duties
from nodepilot.pipeline.events import Done, Event, JsonObject, StageFinished, StageStarted
from nodepilot.pipeline.gate import Passed, pass_gate
from nodepilot.pipeline.open_workflow import OpenWorkflow
from nodepilot.pipeline.result import Result
from nodepilot.pipeline.wire import result_events
from nodepilot.plan.model import Plan
from nodepilot.validation.issue import Severity

SURE = 0.85
"""Confidence from which the built-in engine's workflow is taken, and no money is spent."""
MODEL_CONFIDENCE = 0.9
"""Of a model's workflow that passed the gate."""
ASKED_AGAIN = 2
"""How often problems go back to a model."""


async def run_hybrid(
    message: str, n8n_version: str | None, opened: OpenWorkflow | None, router: Router
) -> AsyncIterator[Event]:
    """All events of one message, the last of them `Done`.

    Raises `UnknownVersion` for an n8n release that the catalog does not have.
    """
    async for event in Hybrid(message, n8n_version, opened, router).events():
        yield event


async def answer_hybrid(message: str, n8n_version: str | None, router: Router) -> tuple[Result, Spent]:
    """What a message becomes, and what it cost."""
    hybrid = Hybrid(message, n8n_version, None, router)
    async for _ in hybrid.events():
        pass
    return hybrid.result(), hybrid.spent


class Hybrid:
    """One message on its way; `events()` is to be exhausted before `result()` is asked for."""

    def __init__(
        self, message: str, n8n_version: str | None, opened: OpenWorkflow | None, router: Router
    ) -> None:
        self._message = message
        self._n8n_version = n8n_version
        self._open = opened
        self._router = router
        self._budget = Budget(router.table.limits)
        self._result: Result | None = None

    @property
    def spent(self) -> Spent:
        """What hosted models cost so far."""
        return self._budget.spent

    def result(self) -> Result:
        """What the message became."""
        if self._result is None:
            raise RuntimeError("The stages have not run to their end.")
        return self._result

    async def events(self) -> AsyncIterator[Event]:
        """What happens, as it happens; the last event is `Done`."""
        started = time.perf_counter()
        catalog = await asyncio.to_thread(load_catalog, self._n8n_version)
        stages = Stages(self._message, catalog, self._open)
        work = stages.work()
        while (event := await asyncio.to_thread(next, work, None)) is not None:
            yield event
        result = stages.result()
        if stages.is_new and not is_sure(result):
            generation = Generation(self._message, result, catalog, self._router, self._budget)
            async for event in generation.events():
                yield event
            result = generation.result
        self._result = result
        for event in result_events(result):
            yield event
        yield Done(
            outcome=result.outcome,
            answered_by=result.answered_by,
            milliseconds=_since(started),
            confidence=result.confidence,
            usage=_usage(self.spent),
        )


def is_sure(result: Result) -> bool:
    """Whether the built-in engine's answer is as good as a model's would be."""
    return (
        result.outcome == "workflow"
        and result.confidence >= SURE
        and not result.questions
        and not any(issue.severity is Severity.ERROR for issue in result.issues)
    )


class Generation:
    """A model's way from a request to a workflow. `draft` is the built-in engine's answer, and the one that is
    given when no model does better."""

    def __init__(self, request: str, draft: Result, catalog: Catalog, router: Router, budget: Budget) -> None:
        self._request = request
        self._catalog = catalog
        self._router = router
        self._budget = budget
        self._complexity = len(draft.plan.steps) if draft.plan is not None else 0
        self._draft = draft
        self._model = ""
        self.result = draft

    async def events(self) -> AsyncIterator[Event]:
        """The stages; afterwards there is a result."""
        at = time.perf_counter()
        yield StageStarted("generate")
        ask: Ask | None = await asyncio.to_thread(
            ask_for_plan, self._request, self._draft.plan, self._catalog
        )
        best: Passed | None = None
        failure = ""
        for again in range(ASKED_AGAIN + 1):
            try:
                passed = await self._attempt(ask) if ask is not None else None
            except NoModelAnswered as error:
                failure = str(error)
                break
            if passed is None:
                break
            if best is None or _rank(passed) < _rank(best):
                best = passed
            ask = None if passed.is_clean or again == ASKED_AGAIN else self._again(passed)
        taken = best is not None and best.compiled is not None and self._is_better(best)
        if best is not None and taken:
            self.result = await asyncio.to_thread(self._made, best)
        yield StageFinished("generate", _since(at), self._detail(taken=taken, failure=failure))

    async def _attempt(self, ask: Ask) -> Passed:
        answered = await self._router.ask(ask, self._budget, self._complexity)
        self._model = answered.model
        try:
            plan = read_plan(answered.reply.value or {})
        except InvalidPlan as error:
            nothing = Plan(name="", steps=(), links=())
            return Passed(nothing, None, (), {"": (str(error),)})
        return await asyncio.to_thread(pass_gate, plan, self._catalog)

    def _again(self, passed: Passed) -> Ask:
        return ask_again(self._request, passed.plan, passed.problems)

    def _is_better(self, passed: Passed) -> bool:
        """A workflow with errors is no better than the built-in engine's without any."""
        draft_is_clean = self._draft.workflow is not None and not any(
            issue.severity is Severity.ERROR for issue in self._draft.issues
        )
        return passed.is_clean or not draft_is_clean

    def _made(self, passed: Passed) -> Result:
        compiled = passed.compiled
        assert compiled is not None  # noqa: S101 - the caller has looked
        result = Result(
            outcome="workflow",
            text=plan_answer(compiled, passed.issues),
            confidence=MODEL_CONFIDENCE if passed.is_clean else self._draft.confidence / 2,
            workflow=compiled.document,
            plan=passed.plan,
            provenance=compiled.provenance,
            issues=passed.issues,
            setup=compiled.setup,
            questions=compiled.setup.questions,
            answered_by=self._model,
        )
        return with_duties(result, self._catalog)

    def _detail(self, *, taken: bool, failure: str) -> str:
        spent = self._budget.spent
        if taken:
            return f"{self._model}, {spent.calls} {'call' if spent.calls == 1 else 'calls'}"
        if failure:
            return f"{failure}; the {ENGINE} answers"
        return f"the {ENGINE}'s own is better"


def _rank(passed: Passed) -> int:
    """Fewer problems are better; what does not even compile is worst."""
    return 10_000 if passed.compiled is None else sum(map(len, passed.problems.values()))


def _usage(spent: Spent) -> JsonObject:
    if spent.calls == 0:
        return {}
    return {
        "calls": spent.calls,
        "input_tokens": spent.input,
        "cached_tokens": spent.cached,
        "output_tokens": spent.output,
        "dollars": round(spent.dollars, 6),
    }


def _since(started: float) -> float:
    return round((time.perf_counter() - started) * 1000, 2)
