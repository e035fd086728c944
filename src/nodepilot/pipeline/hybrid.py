"""The pipeline with hosted models: the built-in engine first, a model where that is not sure, and the built-in
engine again when no model answers."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from dataclasses import replace
from typing import cast

from nodepilot.ai.answers import Answers
from nodepilot.ai.budget import Budget, CallMade, Spent
from nodepilot.ai.desk import Desk
from nodepilot.ai.ports import Task
from nodepilot.ai.prompt import PromptBook
from nodepilot.ai.router import NoModelAnswered, Router
from nodepilot.ai.stages.editing import workflow_lines
from nodepilot.ai.stages.intent import INTENT, Understood
from nodepilot.ai.stages.request import Optimised
from nodepilot.catalog import Catalog, load_catalog, resolve_version
from nodepilot.composer.intents import Intent, Label
from nodepilot.pipeline.builtin import Stages
from nodepilot.pipeline.changing import Changing
from nodepilot.pipeline.channel import Channel
from nodepilot.pipeline.closing import closed
from nodepilot.pipeline.context import NO_CONTEXT, Context
from nodepilot.pipeline.drafting import Drafting
from nodepilot.pipeline.events import Done, Event, StageFinished, StageStarted
from nodepilot.pipeline.generating import Generating, Wish
from nodepilot.pipeline.open_workflow import OpenWorkflow
from nodepilot.pipeline.result import Result
from nodepilot.pipeline.retrieval import Retrieved
from nodepilot.pipeline.seeing import request_seen
from nodepilot.pipeline.telling import tell
from nodepilot.pipeline.trial import Trial
from nodepilot.pipeline.usage import usage_of
from nodepilot.validation.issue import Severity
from nodepilot.workflow.model import Workflow


async def run_hybrid(
    message: str,
    n8n_version: str | None,
    opened: OpenWorkflow | None,
    router: Router,
    context: Context = NO_CONTEXT,
    book: PromptBook | None = None,
    answers: Answers | None = None,
) -> AsyncIterator[Event]:
    """All events of one message, the last of them `Done`.

    Raises `UnknownVersion` for an n8n release that the catalog does not have.
    """
    async for event in Hybrid(message, n8n_version, opened, router, context, book, answers).events():
        yield event


async def answer_hybrid(
    message: str,
    n8n_version: str | None,
    router: Router,
    trial: Trial | None = None,
    opened: OpenWorkflow | None = None,
) -> tuple[Result, Budget]:
    """What a message becomes, and the budget with what it cost."""
    hybrid = Hybrid(message, n8n_version, opened, router, trial=trial)
    async for _ in hybrid.events():
        pass
    return hybrid.result(), hybrid.budget


class Hybrid:
    """One message on its way; `events()` is to be exhausted before `result()` is asked for."""

    def __init__(
        self,
        message: str,
        n8n_version: str | None,
        opened: OpenWorkflow | None,
        router: Router,
        context: Context = NO_CONTEXT,
        book: PromptBook | None = None,
        answers: Answers | None = None,
        trial: Trial | None = None,
        drafting: Drafting | None = None,
    ) -> None:
        """`trial` runs what models plan before it is given out; None where there is no n8n to run it in. `drafting` is
        the message's own, where that was begun before."""
        self._trial = trial
        self._drafting = drafting
        self._message = message
        self._n8n_version = n8n_version
        self._open = opened
        self._context = context
        self._channel = Channel()
        # What was said before is part of the questions: then their answers are nobody else's.
        shared = answers if not context.recent and not context.memory and opened is None else None
        self._desk = Desk(
            router, book, listener=self._channel, answers=shared, n8n_version=resolve_version(n8n_version)
        )
        self._seen: Optimised | None = None
        self._retrieved: Retrieved | None = None
        self._result: Result | None = None

    @property
    def spent(self) -> Spent:
        """What hosted models cost so far."""
        return self._desk.budget.spent

    @property
    def budget(self) -> Budget:
        """Of this answer; what is left of it may be used for what follows."""
        return self._desk.budget

    @property
    def calls(self) -> tuple[CallMade, ...]:
        """Each call of a model so far."""
        return tuple(self._desk.budget.made)

    def result(self) -> Result:
        """What the message became."""
        if self._result is None:
            raise RuntimeError("The stages have not run to their end.")
        return self._result

    async def events(self) -> AsyncIterator[Event]:
        """What happens, as it happens; the last event is `Done`."""
        started = time.perf_counter() if self._drafting is None else self._drafting.began
        async for event in self._channel.stream(self._work()):
            yield event
        # It is loaded by now.
        catalog = load_catalog(self._n8n_version)
        result, shown = await asyncio.to_thread(closed, self.result(), self._open, catalog)
        self._result = result
        for event in shown:
            if event.type != "text" or not self._channel.has_told:
                yield event
        yield Done(
            outcome=result.outcome,
            answered_by=result.answered_by,
            milliseconds=_since(started),
            confidence=result.confidence,
            usage=usage_of(self._desk.budget),
        )

    async def _work(self) -> None:
        if self._context.pictures:
            # A release that is not there is told before anything is paid for.
            await asyncio.to_thread(load_catalog, self._n8n_version)
            self._seen = await request_seen(self._message, self._context, self._desk, self._channel)
            self._message = self._seen.request
        stages = await self._builtin(None)
        if not self._is_settled(stages):
            understood = await self._understand(stages)
            if understood is not None and understood.label != stages.intent.label:
                label = cast("Label", understood.label)
                stages = await self._builtin(Intent(label, max(understood.confidence, 0.9)))
        self._result = stages.result()
        if not self._is_settled(stages):
            self._result = await self._by_model(stages, load_catalog(self._n8n_version))

    async def _builtin(self, intent: Intent | None) -> Stages:
        drafting = self._drafting
        if drafting is None or intent is not None:
            # What a model will be asked for is made a workflow only if no model makes one.
            least = self._desk.router.table.least_sure(Task.GENERATION)
            drafting = Drafting(
                self._message, self._n8n_version, self._open, self._context.columns, intent, least
            )
        stages, events = await drafting.done()
        self._retrieved = drafting.retrieved
        for event in events:
            self._channel.put(event)
        return stages

    def _is_settled(self, stages: Stages) -> bool:
        """Whether the built-in engine's answer is as good as a model's would be."""
        result, table = stages.result(), self._desk.router.table
        match stages.kind:
            case "new":
                return table.is_sure(Task.GENERATION, result.confidence) and is_sure(stages.finish())
            case "edit":
                return not _has_errors(result) and table.is_sure(Task.EDITING, result.confidence)
            case _:
                return stages.is_known

    async def _understand(self, stages: Stages) -> Understood | None:
        """A model's word on what the message wants, where the built-in engine neither knows nor could act on it."""
        result = stages.result()
        if result.plan is not None or result.workflow is not None:
            return None
        if self._desk.router.table.is_sure(Task.INTENT, stages.intent.confidence):
            return None
        at = time.perf_counter()
        self._channel.put(StageStarted("intent"))
        try:
            understood = await self._desk.ask(
                INTENT,
                message=self._message,
                workflow=workflow_lines(Workflow(self._open.document) if self._open else None),
                recent=self._context.recent_lines,
            )
        except NoModelAnswered as error:
            self._channel.put(StageFinished("intent", _since(at), str(error)))
            return None
        detail = f"{understood.label.replace('_', ' ')}, {self._desk.model}"
        self._channel.put(StageFinished("intent", _since(at), detail))
        return understood

    async def _by_model(self, stages: Stages, catalog: Catalog) -> Result:
        draft = stages.result()
        if stages.kind == "new":
            wish = Wish(self._message, draft, self._context, self._seen, stages.finish, self._retrieved)
            return await Generating(wish, catalog, self._desk, self._channel, self._trial).result()
        if stages.kind == "edit" and self._open is not None:
            changing = Changing(self._message, self._open, draft, catalog, self._desk, self._channel)
            return await changing.result(self._context)
        opened = Workflow(self._open.document) if self._open is not None else None
        text = await tell(stages.kind, self._message, draft, opened, self._context, self._desk, self._channel)
        if text is None:
            return draft
        return replace(draft, outcome="answer", text=text, answered_by=self._desk.model)


def is_sure(result: Result) -> bool:
    """Whether nothing about a workflow is in doubt but how it was read."""
    return result.outcome == "workflow" and not result.questions and not _has_errors(result)


def _has_errors(result: Result) -> bool:
    return any(issue.severity is Severity.ERROR for issue in result.issues)


def _since(started: float) -> float:
    return round((time.perf_counter() - started) * 1000, 2)
