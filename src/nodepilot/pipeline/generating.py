"""A model's way from a request to a workflow."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from nodepilot.ai.desk import Desk
from nodepilot.ai.ports import Call
from nodepilot.ai.router import NoModelAnswered
from nodepilot.ai.stages.look_up import LOOK_UPS, look_up
from nodepilot.ai.stages.patterns import (
    MOST_PATTERNS,
    PATTERNS,
    candidate_lines,
    chosen_patterns,
    fitting_patterns,
    pattern_lines,
)
from nodepilot.ai.stages.planning import (
    GENERATION,
    REPAIR,
    completed,
    outlined,
    problem_lines,
    shown_plan,
    shown_steps,
)
from nodepilot.ai.stages.request import REQUEST, Optimised
from nodepilot.catalog import Catalog
from nodepilot.kit.records import dataclass
from nodepilot.knowledge.patterns import Pattern
from nodepilot.pipeline.addresses import unnamed_hosts
from nodepilot.pipeline.answer import plan_answer
from nodepilot.pipeline.builtin import ENGINE_ANSWERS, run_builtin
from nodepilot.pipeline.channel import Channel
from nodepilot.pipeline.context import Context
from nodepilot.pipeline.events import StageFinished, StageStarted
from nodepilot.pipeline.gate import Passed, pass_gate
from nodepilot.pipeline.result import Result
from nodepilot.pipeline.retrieval import Retrieved, complexity_of, retrieve
from nodepilot.pipeline.starting_point import starting_point
from nodepilot.pipeline.trial import Trial, tried
from nodepilot.plan.compiler import CompiledPlan
from nodepilot.plan.model import Assumption, Question
from nodepilot.sentences import counted, say
from nodepilot.validation.issue import Severity

MODEL_CONFIDENCE = 0.9
"""Of a model's workflow that passed the gate."""


@dataclass(frozen=True, slots=True)
class Wish:
    """A request for a workflow. `draft` is the built-in engine's answer, and the one that is given when no model
    does better. `seen`: it was made of pictures, and what was said before is in it."""

    request: str
    draft: Result
    context: Context
    seen: Optimised | None = None
    finish: Callable[[], Result] | None = None
    """Makes the draft a workflow, where it is only a plan so far."""
    retrieved: Retrieved | None = None
    """For request and draft, where that was looked for already."""

    def answer(self) -> Result:
        """The built-in engine's, with its workflow."""
        return self.draft if self.finish is None else self.finish()

    @property
    def complexity(self) -> int:
        """About how many steps there will be."""
        return complexity_of(self.request, self.draft.plan)


class Generating:
    """One wish on its way."""

    def __init__(
        self, wish: Wish, catalog: Catalog, desk: Desk, channel: Channel, trial: Trial | None = None
    ) -> None:
        self._trial = trial
        self._wish = wish
        self._catalog = catalog
        self._desk = desk
        self._channel = channel
        self._optimised = wish.seen
        self._model = ""

    async def result(self) -> Result:
        """The model's workflow, or the draft."""
        await self._optimise()
        wish = self._wish
        found = wish.retrieved
        if found is None:
            found = await asyncio.to_thread(
                retrieve, wish.request, wish.draft.plan, self._catalog, wish.context.house
            )
        patterns = await self._chosen(found.patterns)
        at = time.perf_counter()
        template = await starting_point(
            wish.request, wish.draft.plan, wish.complexity, found.templates, self._desk
        )
        self._channel.put(StageStarted("generate"))
        best, failure = await self._best(patterns, template)
        taken = best is not None and self._is_better(best)
        result = (
            self._made(best) if best is not None and taken else await asyncio.to_thread(self._wish.answer)
        )
        self._channel.put(StageFinished("generate", _since(at), self._detail(taken=taken, failure=failure)))
        return result

    async def _optimise(self) -> None:
        """What the conversation has said already goes into the request."""
        wish = self._wish
        if not wish.context.recent or wish.seen is not None:
            return
        at = time.perf_counter()
        self._channel.put(StageStarted("request"))
        try:
            made = await self._desk.ask(
                REQUEST,
                message=wish.request,
                recent=wish.context.recent_lines,
                memory=wish.context.memory,
                draft=shown_plan(wish.draft.plan),
            )
        except NoModelAnswered as error:
            self._channel.put(StageFinished("request", _since(at), str(error)))
            return
        self._optimised = made
        if made.request != wish.request:
            draft = await asyncio.to_thread(run_builtin, made.request, self._catalog.n8n_version)
            self._wish = Wish(made.request, draft, wish.context)
        self._channel.put(StageFinished("request", _since(at), self._desk.model))

    async def _chosen(self, candidates: tuple[Pattern, ...]) -> tuple[Pattern, ...]:
        """Where there are many, which is for a long request, a model chooses among them."""
        if len(candidates) <= MOST_PATTERNS:
            return candidates
        wish, house = self._wish, self._wish.context.house
        at = time.perf_counter()
        self._channel.put(StageStarted("patterns"))
        try:
            selected = await self._desk.ask(
                PATTERNS,
                wish.complexity,
                request=wish.request,
                draft=shown_plan(wish.draft.plan),
                patterns=candidate_lines(candidates),
            )
        except NoModelAnswered as error:
            self._channel.put(StageFinished("patterns", _since(at), str(error)))
            return await asyncio.to_thread(
                fitting_patterns, wish.request, wish.draft.plan, self._catalog, house=house
            )
        self._channel.put(StageFinished("patterns", _since(at), self._desk.model))
        return await asyncio.to_thread(chosen_patterns, selected, candidates, self._catalog, house)

    async def _best(
        self, patterns: tuple[Pattern, ...], template: Mapping[str, Any] | None
    ) -> tuple[Passed | None, str]:
        """The plan with the fewest problems (`_model` made it), and why there is none or none better."""
        best: Passed | None = None
        last: Passed | None = None
        wrong = ""
        repairs = self._desk.router.table.limits.repairs
        for again in range(repairs + 2):
            try:
                if last is not None and again <= repairs:
                    last = await self._again(last)
                else:
                    # Who was wrong each time is not asked once more.
                    last = await self._first(patterns, template, wrong)
            except NoModelAnswered as error:
                return best, str(error) if error.failures or best is None else ""
            wrong = self._desk.provider
            if best is None or _rank(last) < _rank(best):
                best, self._model = last, self._desk.model
            if last.is_clean:
                break
        return best, ""

    async def _first(
        self, patterns: tuple[Pattern, ...], template: Mapping[str, Any] | None, passed_over: str
    ) -> Passed:
        async def find(call: Call) -> str:
            return await asyncio.to_thread(look_up, call, self._catalog)

        value = await self._desk.ask_with_tools(
            GENERATION,
            LOOK_UPS,
            find,
            self._wish.complexity,
            passed_over,
            request=self._wish.request,
            draft=shown_plan(self._wish.draft.plan),
            patterns=pattern_lines(patterns),
            template=template,
            memory=self._wish.context.memory,
        )
        passed = await self._checked(value)
        if passed.is_clean:
            self._desk.keep(value)
        return passed

    async def _checked(self, value: Mapping[str, Any]) -> Passed:
        """The plan through the gate, and tried where it can be."""
        return await tried(await asyncio.to_thread(pass_gate, value, self._catalog), self._trial)

    async def _again(self, passed: Passed) -> Passed:
        """With the faulty parts only; where that is the plan as a whole, with all of it."""
        every = [step.key for step in passed.plan.steps]
        faulty = every if "" in passed.problems else list(passed.problems)
        value = await self._desk.ask(
            REPAIR,
            self._wish.complexity,
            request=self._wish.request,
            problems=problem_lines(passed.problems),
            steps=shown_steps(passed.plan, faulty),
            plan=outlined(passed.plan),
        )
        return await self._checked(completed(value, passed.plan, faulty))

    def _is_better(self, passed: Passed) -> bool:
        """A workflow with errors is no better than the built-in engine's without any."""
        if passed.compiled is None or passed.is_clean:
            return passed.compiled is not None
        draft = self._wish.answer()
        return draft.workflow is None or any(issue.severity is Severity.ERROR for issue in draft.issues)

    def _made(self, passed: Passed) -> Result:
        compiled = passed.compiled
        assert compiled is not None  # noqa: S101 - the caller has looked
        compiled = replace(
            compiled,
            setup=replace(
                compiled.setup,
                assumptions=(*self._filled(), *compiled.setup.assumptions, *self._addresses(compiled)),
                questions=(*compiled.setup.questions, *self._ambiguities()),
            ),
        )
        return Result(
            outcome="workflow",
            text=plan_answer(compiled, passed.issues),
            confidence=MODEL_CONFIDENCE if passed.is_clean else self._wish.draft.confidence / 2,
            workflow=compiled.document,
            plan=passed.plan,
            provenance=compiled.provenance,
            issues=passed.issues,
            setup=compiled.setup,
            questions=compiled.setup.questions,
            answered_by=self._model,
        )

    def _addresses(self, compiled: CompiledPlan) -> tuple[Assumption, ...]:
        """What the workflow talks to though nobody said so: it may be right, and has to be seen."""
        named = f"{self._wish.request} {shown_plan(self._wish.draft.plan)}"
        hosts = unnamed_hosts(compiled.document["nodes"], named)
        return tuple(
            Assumption(say("It talks to {host}, which the request does not name.", host=host))
            for host in hosts
        )

    def _filled(self) -> tuple[Assumption, ...]:
        return tuple(map(Assumption, self._optimised.filled)) if self._optimised is not None else ()

    def _ambiguities(self) -> tuple[Question, ...]:
        found = self._optimised.ambiguities if self._optimised is not None else ()
        return tuple(Question(each.text, each.choices) for each in found)

    def _detail(self, *, taken: bool, failure: str) -> str:
        spent = self._desk.budget.spent
        if taken:
            return counted(spent.calls, "{model}, {count} call", "{model}, {count} calls", model=self._model)
        if failure:
            return say(ENGINE_ANSWERS, why=failure)
        return say("the built-in engine's own is better")


def _rank(passed: Passed) -> int:
    """Fewer problems are better; what does not even compile is worst."""
    return 10_000 if passed.compiled is None else sum(map(len, passed.problems.values()))


def _since(started: float) -> float:
    return round((time.perf_counter() - started) * 1000, 2)
