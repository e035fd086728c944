"""The pipeline with the built-in engine: no key, no network, the same answer every time."""

from __future__ import annotations

import time
from collections.abc import Generator, Iterator, Mapping, Sequence
from typing import Literal, TypeAlias

from nodepilot.catalog import Catalog, load_catalog
from nodepilot.composer.build.outputs import Column
from nodepilot.composer.compose import compose
from nodepilot.composer.composition import Composition
from nodepilot.composer.intents import Intent, classify
from nodepilot.errors import InvalidPlan
from nodepilot.knowledge.services import Services, load_services
from nodepilot.pipeline.answer import answer_without_workflow, workflow_answer
from nodepilot.pipeline.closing import with_duties
from nodepilot.pipeline.events import Done, Event, StageFinished, StageStarted
from nodepilot.pipeline.follow_up import changes_told, edited_result, undone
from nodepilot.pipeline.open_workflow import OpenWorkflow
from nodepilot.pipeline.result import Result
from nodepilot.pipeline.wire import result_events
from nodepilot.plan.compiler import CompiledPlan, compile_plan
from nodepilot.plan.model import Plan
from nodepilot.sentences import counted, later, say
from nodepilot.validation import Issue, validate
from nodepilot.workflow.model import Workflow

ENGINE = "built-in engine"
ENGINE_ANSWERS = later("{why}; the built-in engine answers")

_INTENTS: Mapping[str, str] = {
    "workflow_request": later("workflow request"),
    "workflow_edit": later("workflow edit"),
    "workflow_question": later("workflow question"),
    "general_conversation": later("general conversation"),
}

Kind: TypeAlias = Literal["new", "edit", "question", "talk"]
"""A new workflow, a change of the open one, a question about workflows, or anything else."""

SURE = 0.8
"""Confidence from which a message is answered without trying to make a workflow of it."""


def run_builtin(request: str, n8n_version: str | None = None, opened: OpenWorkflow | None = None) -> Result:
    """Takes a message through all stages; with a workflow open it may be about that one.

    Raises `UnknownVersion` for an n8n release that the catalog does not have; any text at all is answered.
    """
    stages = Stages(request, load_catalog(n8n_version), opened)
    for _ in stages.events():
        pass
    return stages.result()


class Stages:
    """One request on its way; `events()` is to be exhausted before `result()` is asked for."""

    def __init__(
        self,
        request: str,
        catalog: Catalog,
        opened: OpenWorkflow | None = None,
        intent: Intent | None = None,
        columns: Sequence[Column] = (),
        least: float = 0.0,
    ) -> None:
        """`intent` is what the message wants, where somebody knows that already; `columns` are fields of the
        data that came with it. A plan that is less sure than `least` is made a workflow only by `finish`."""
        self._request = request
        self._catalog = catalog
        self._open = opened
        self._result: Result | None = None
        self._intent = intent
        self._columns = tuple(columns)
        self._least = least
        self._unfinished: Composition | None = None
        self.kind: Kind = "new"
        """What was made of the message, or tried to be: known when the work is done."""
        self.is_known = False
        """Whether a question was answered from the workflow or the catalog."""

    @property
    def intent(self) -> Intent:
        """What the message wants; known when the work is done."""
        if self._intent is None:
            raise RuntimeError("The stages have not begun.")
        return self._intent

    @property
    def is_unfinished(self) -> bool:
        """Whether there is only a plan, which is not sure enough."""
        return self._unfinished is not None

    def result(self) -> Result:
        """What the request became."""
        if self._result is None:
            raise RuntimeError("The stages have not run to their end.")
        return self._result

    def events(self) -> Iterator[Event]:
        """What happens, as it happens; the last event is `Done`."""
        started = time.perf_counter()
        yield from self.work()
        result = self._result = with_duties(self.result(), self._catalog)
        yield from result_events(result)
        yield Done(
            outcome=result.outcome,
            answered_by=ENGINE,
            milliseconds=_since(started),
            confidence=result.confidence,
        )

    def work(self) -> Iterator[Event]:
        """The stages alone; afterwards there is a result without its duties, and nothing has been shown of it."""
        started = time.perf_counter()
        yield StageStarted("intent")
        services = load_services(self._catalog)
        intent = self._intent or classify(self._request, services, has_workflow=self._open is not None)
        self._intent = intent
        yield _finished("intent", started, say(_INTENTS[intent.label]))
        if self._open is not None and intent.label != "workflow_request":
            followed = yield from self._follow_up(intent, self._open, services)
        else:
            followed = False
        if not followed:
            yield from self._make(intent, services)

    def _follow_up(
        self, intent: Intent, opened: OpenWorkflow, services: Services
    ) -> Generator[Event, None, bool]:
        """A change of the open workflow, or an answer about it; False when the message is neither."""
        # Most requests ask for a new workflow: they need not wait for this to load.
        from nodepilot.composer.editing.edit import edit_workflow
        from nodepilot.composer.editing.mending import asks_to_mend
        from nodepilot.composer.explaining.answers import answer_about, knows_answer

        if asks_to_mend(self._request):
            yield from self._mend(opened)
            return True
        at = time.perf_counter()
        workflow = Workflow(opened.document)
        if intent.label == "workflow_question":
            told = changes_told(self._request, opened, self._catalog) or answer_about(
                self._request, workflow, self._catalog, services
            )
            if told is not None:
                yield StageStarted("answer")
                yield _finished("answer", at, say("from the workflow"))
                self.kind, self.is_known = "question", knows_answer(self._request, workflow)
                self._result = Result(outcome="answer", text=told, confidence=intent.confidence)
                return True
        if _asks_for_no_workflow(intent):
            return False
        yield StageStarted("edit")
        earlier = Workflow(opened.earlier) if opened.earlier is not None else None
        edited = edit_workflow(self._request, workflow, self._catalog, self._columns, earlier)
        if edited.is_undo:
            edited = undone(workflow, opened, self._catalog)
        if intent.label != "workflow_edit" and edited.not_understood:
            yield _finished("edit", at, say("no change asked for"))
            reply = self._reply(intent, services)
            self.kind = _kind_of_talk(intent)
            self._result = _result(reply, None, ())
            return True
        self.kind = "edit"
        changed = len(edited.changes)
        yield _finished(
            "edit",
            at,
            say("nothing changed") if not changed else counted(changed, "{count} change", "{count} changes"),
        )
        issues: tuple[Issue, ...] = ()
        if changed:
            at = time.perf_counter()
            yield StageStarted("validate")
            issues = validate(edited.workflow.document, self._catalog)
            yield _finished("validate", at, _issues_detail(issues))
        self._result = edited_result(edited, issues, self._catalog)
        return True

    def _mend(self, opened: OpenWorkflow) -> Iterator[Event]:
        from nodepilot.pipeline.mending import mended_result

        at = time.perf_counter()
        yield StageStarted("repair")
        self.kind, self._result = "edit", mended_result(opened.document, self._catalog)
        yield _finished("repair", at, _issues_detail(self._result.issues))

    def _make(self, intent: Intent, services: Services) -> Iterator[Event]:
        """A new workflow, or an answer to what asks for none."""
        at = time.perf_counter()
        if _asks_for_no_workflow(intent):
            yield StageStarted("answer")
            composition = self._reply(intent, services)
            self.kind = _kind_of_talk(intent)
            self.is_known = self.kind == "question" and not composition.suggestions
            yield _finished("answer", at, say("from the catalog"))
        else:
            self.kind = "new"
            yield StageStarted("plan")
            composition = compose(self._request, self._catalog, self._columns)
            yield _finished("plan", at, _plan_detail(composition))
            if composition.plan is None and intent.label != "workflow_request":
                reply = self._reply(intent, services)
                if intent.label == "workflow_question" or not reply.suggestions:
                    self.kind, composition = _kind_of_talk(intent), reply
                    self.is_known = self.kind == "question" and not reply.suggestions
        if composition.plan is not None and composition.confidence < self._least:
            self._unfinished = composition
            self._result = Result(
                outcome="workflow", text="", confidence=composition.confidence, plan=composition.plan
            )
            return
        yield from self._made(composition)

    def finish(self) -> Result:
        """The result with the workflow that its plan becomes, where that was left out."""
        if (composition := self._unfinished) is not None:
            self._unfinished = None
            for _ in self._made(composition):
                pass
        return self.result()

    def _made(self, composition: Composition) -> Iterator[Event]:
        """The workflow that a plan becomes, or the answer where there is no plan."""
        compiled: CompiledPlan | None = None
        issues: tuple[Issue, ...] = ()
        if composition.plan is not None:
            at = time.perf_counter()
            yield StageStarted("compile")
            compiled = self._compile(composition.plan)
            detail = (
                counted(len(compiled.document["nodes"]), "{count} node", "{count} nodes")
                if compiled
                else say("not possible")
            )
            yield _finished("compile", at, detail)
        if compiled is not None:
            at = time.perf_counter()
            yield StageStarted("validate")
            issues = validate(compiled.document, self._catalog)
            yield _finished("validate", at, _issues_detail(issues))
        self._result = _result(composition, compiled, issues)

    def _reply(self, intent: Intent, services: Services) -> Composition:
        # Imported when it is needed: a workflow is made in less time than the answers take to load.
        from nodepilot.composer.replies import reply_to

        return reply_to(intent, self._request, self._catalog, services, is_open=self._open is not None)

    def _compile(self, plan: Plan) -> CompiledPlan | None:
        try:
            return compile_plan(plan, self._catalog)
        except InvalidPlan:
            # An engine's slip must not reach a user as an exception; the answer says that nothing was made.
            return None


def _result(composition: Composition, compiled: CompiledPlan | None, issues: tuple[Issue, ...]) -> Result:
    if compiled is None or composition.plan is None:
        return Result(
            outcome="not_understood" if composition.not_understood or composition.plan else "answer",
            text=answer_without_workflow(composition),
            confidence=composition.confidence,
        )
    return Result(
        outcome="workflow",
        text=workflow_answer(composition, compiled, issues),
        confidence=composition.confidence,
        workflow=compiled.document,
        plan=composition.plan,
        provenance=compiled.provenance,
        issues=issues,
        setup=compiled.setup,
        questions=compiled.setup.questions,
    )


def _asks_for_no_workflow(intent: Intent) -> bool:
    """Only when that is clear: a request that is taken for talk costs its writer more than the reverse."""
    return intent.label in {"workflow_question", "general_conversation"} and intent.confidence >= SURE


def _kind_of_talk(intent: Intent) -> Kind:
    return "question" if intent.label == "workflow_question" else "talk"


def _plan_detail(composition: Composition) -> str:
    if composition.plan is None:
        return say("no workflow")
    steps = len(composition.plan.steps)
    return counted(steps, "{count} step", "{count} steps")


def _issues_detail(issues: tuple[Issue, ...]) -> str:
    return say("{count} to look at", count=len(issues)) if issues else say("nothing found")


def _finished(stage: str, started: float, detail: str) -> StageFinished:
    return StageFinished(stage, _since(started), detail)


def _since(started: float) -> float:
    return round((time.perf_counter() - started) * 1000, 2)
