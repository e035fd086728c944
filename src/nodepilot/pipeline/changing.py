"""A model's change of the open workflow."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from nodepilot.ai.desk import Desk
from nodepilot.ai.router import NoModelAnswered
from nodepilot.ai.stages.editing import EDITING, Proposed, workflow_lines
from nodepilot.ai.stages.patterns import fitting_patterns, pattern_lines
from nodepilot.catalog import Catalog
from nodepilot.composer.editing.edited import Edited
from nodepilot.errors import NodePilotError
from nodepilot.pipeline.addresses import unnamed_hosts
from nodepilot.pipeline.builtin import ENGINE_ANSWERS
from nodepilot.pipeline.channel import Channel
from nodepilot.pipeline.context import Context
from nodepilot.pipeline.events import StageFinished, StageStarted
from nodepilot.pipeline.follow_up import edited_result
from nodepilot.pipeline.open_workflow import OpenWorkflow
from nodepilot.pipeline.result import Result
from nodepilot.plan.compiler import Setup
from nodepilot.plan.compiler.part import compile_part
from nodepilot.plan.submitted import read_plan
from nodepilot.sentences import say
from nodepilot.validation import Issue, validate
from nodepilot.validation.issue import Severity
from nodepilot.workflow.diff import diff
from nodepilot.workflow.edits import apply, load_edit
from nodepilot.workflow.layout import place_new
from nodepilot.workflow.model import Workflow

CONFIDENCE = 0.9
"""Of a change that brought no new error."""


class Changing:
    """One change. `draft` is the built-in engine's answer, and the one that is given when no model does better."""

    def __init__(
        self,
        request: str,
        opened: OpenWorkflow,
        draft: Result,
        catalog: Catalog,
        desk: Desk,
        channel: Channel,
    ) -> None:
        self._request = request
        self._workflow = Workflow(opened.document)
        self._draft = draft
        self._catalog = catalog
        self._desk = desk
        self._channel = channel
        self._known_errors: frozenset[tuple[str, str | None, str]] = frozenset()

    async def result(self, context: Context) -> Result:
        """The changed workflow, an answer that says why there is none, or the draft."""
        at = time.perf_counter()
        self._channel.put(StageStarted("edit"))
        self._known_errors = _errors(
            await asyncio.to_thread(validate, self._workflow.document, self._catalog)
        )
        patterns = pattern_lines(
            await asyncio.to_thread(fitting_patterns, self._request, None, self._catalog, house=context.house)
        )
        result, recent, detail = self._draft, context.recent_lines, ""
        # Who was wrong each time is not asked once more: another provider is, once.
        repairs = self._desk.router.table.limits.repairs
        for number in range(repairs + 2):
            try:
                proposed = await self._desk.ask(
                    EDITING,
                    passed_over=self._desk.provider if number > repairs else "",
                    request=self._request,
                    workflow=workflow_lines(self._workflow),
                    patterns=patterns,
                    recent=recent,
                    memory=context.memory,
                )
            except NoModelAnswered as error:
                if error.failures or not detail:
                    detail = say(ENGINE_ANSWERS, why=error)
                break
            made = await asyncio.to_thread(self._made, proposed)
            if isinstance(made, Result):
                result, detail = made, self._desk.model
                break
            detail = say(ENGINE_ANSWERS, why=say("the change did not fit"))
            recent = (*context.recent_lines, f"NodePilot: the last change was refused: {made}")
        self._channel.put(StageFinished("edit", round((time.perf_counter() - at) * 1000, 2), detail))
        return result

    def _made(self, proposed: Proposed) -> Result | str:
        """What came of it, or what is wrong with it."""
        if not proposed.operations and proposed.plan is None:
            text = proposed.question or proposed.remark
            if not text:
                return "it changes nothing and says nothing"
            return Result(outcome="answer", text=text, confidence=CONFIDENCE, answered_by=self._desk.model)
        try:
            after, setup = self._applied(proposed)
        except NodePilotError as error:
            return str(error)
        issues = validate(after.document, self._catalog)
        new = _errors(issues) - self._known_errors
        if new:
            return " ".join(sorted(message for *_, message in new))
        changes = diff(self._workflow, after, self._catalog)
        if not changes:
            return "it changes nothing"
        told = "\n".join([say("Done."), *(f"- {change.text}" for change in changes)])
        hosts = unnamed_hosts(after.document, f"{self._request} {self._workflow.document}")
        seen = tuple(
            say("It talks to {host} now, which the request does not name.", host=host) for host in hosts
        )
        reply = "\n\n".join(filter(None, (told, proposed.remark, *seen)))
        edited = Edited(after, (), changes, CONFIDENCE, reply, (), setup)
        return self._finished(edited, issues)

    def _finished(self, edited: Edited, issues: tuple[Issue, ...]) -> Result:
        result = edited_result(edited, issues, self._catalog)
        return replace(result, answered_by=self._desk.model)

    def _applied(self, proposed: Proposed) -> tuple[Workflow, Setup]:
        """Raises `NodePilotError` where the operations or the plan do not fit the workflow."""
        after = apply(self._workflow, [load_edit(each) for each in proposed.operations])
        if proposed.plan is None:
            return after, Setup()
        plan: Mapping[str, Any] = {"name": "", "steps": [], "links": [], **proposed.plan}
        part = compile_part(read_plan(plan, self._catalog).plan, after, self._catalog)
        after = apply(after, part.edits)
        fresh = {node.name for node in after.nodes if node.position is None}
        return (place_new(after, fresh) if fresh else after), part.setup


def _errors(issues: tuple[Issue, ...]) -> frozenset[tuple[str, str | None, str]]:
    return frozenset(
        (issue.code, issue.node, issue.message) for issue in issues if issue.severity is Severity.ERROR
    )
