"""Runs a suite through an engine and keeps what came of every row."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from nodepilot.catalog import Catalog
from nodepilot.composer.editing.edit import edit_workflow
from nodepilot.composer.intents import classify
from nodepilot.evaluation.follow_ups import check_follow_up
from nodepilot.evaluation.outcomes import check_outcome
from nodepilot.evaluation.player import Player
from nodepilot.evaluation.requests import check_request
from nodepilot.evaluation.rows import PatternRow, Suite
from nodepilot.knowledge.pattern_search import search_patterns
from nodepilot.knowledge.patterns import Pattern
from nodepilot.knowledge.search import search_node_types
from nodepilot.knowledge.services import load_services
from nodepilot.n8n.play import RealN8n
from nodepilot.pipeline.builtin import run_builtin
from nodepilot.pipeline.result import Result
from nodepilot.validation.issue import Severity
from nodepilot.workflow.model import Workflow


@dataclass(frozen=True, slots=True)
class RowOutcome:
    """What came of one row; it is right when `problems` is empty. Times are milliseconds."""

    id: str
    kind: str
    category: str
    problems: Mapping[str, list[str]]
    milliseconds: float
    workflow: Mapping[str, Any] | None = None
    answered_by: str = ""
    dollars: float = 0.0

    @property
    def is_right(self) -> bool:
        """All checks hold."""
        return not any(self.problems.values())


@dataclass(frozen=True, slots=True)
class Evaluation:
    """The outcome of every row of a suite. `unasked` requests were left out for the budget's sake (what one of them cost
    until it was given up is among the `dollars`), `unplayed` scenarios
    because there was nothing to run them with, or their request was not asked."""

    suite: str
    engine: str
    n8n_version: str
    rows: tuple[RowOutcome, ...] = field(default_factory=tuple)
    unasked: int = 0
    played: int = 0
    unplayed: int = 0
    dollars: float = 0.0


@dataclass(frozen=True, slots=True)
class Engine:
    """What answers requests, by the name that `--engine` takes.

    `answer` gives the result, None where what it may spend did not suffice for it, and what it cost in dollars. After
    a None no further request is asked.
    """

    name: str
    answer: Callable[[str, str], tuple[Result | None, float]]


def _built_in(request: str, n8n_version: str) -> tuple[Result | None, float]:
    return run_builtin(request, n8n_version=n8n_version), 0.0


BUILT_IN = Engine("built-in", _built_in)


FIRST_PATTERNS = 3
"""Patterns among which the right one has to be."""


def _is_meant(row: PatternRow, pattern: Pattern) -> bool:
    """A resource that the node type only has once is not part of its patterns' choices."""
    if pattern.node_type not in row.types:
        return False
    return not row.choice or (bool(pattern.choice) and set(pattern.choice) <= row.choice | {""})


def evaluate(
    suite: Suite,
    catalog: Catalog,
    tick: Callable[[], None] = lambda: None,
    engine: Engine = BUILT_IN,
    n8n: RealN8n | None = None,
    player: Player | None = None,
) -> Evaluation:
    """Runs every row, or as many requests as the engine may spend money on; `tick` is called after each. What workflows do is
    asked of `n8n`, and of `player` for scenarios of another form. Raises `PlayerFailed`."""
    rows: list[RowOutcome] = []
    played, spent = 0, 0.0
    for request in suite.requests:
        started = time.perf_counter()
        result, dollars = engine.answer(request.request, catalog.n8n_version)
        taken = (time.perf_counter() - started) * 1000
        spent += dollars
        if result is None:
            break
        problems = check_request(request, result.workflow)
        problems["valid"] = [
            f"{issue.code} at {issue.node}" for issue in result.issues if issue.severity is Severity.ERROR
        ]
        if n8n is not None and (scenarios := suite.outcomes_of(request.id)):
            played += len(scenarios)
            problems["outcome"] = [
                problem for each in scenarios for problem in check_outcome(each, result.workflow, n8n)
            ]
        if player is not None and (foreign := suite.foreign_of(request.id)):
            played += len(foreign)
            found = player.check(request.id, foreign, result.workflow)
            problems["outcome"] = [*problems.get("outcome", ()), *found]
        rows.append(
            RowOutcome(
                request.id,
                "request",
                request.category,
                problems,
                taken,
                result.workflow,
                result.answered_by,
                dollars,
            )
        )
        tick()
    for search in suite.searches:
        started = time.perf_counter()
        found = [each.type for each in search_node_types(search.query, catalog, limit=5)]
        taken = (time.perf_counter() - started) * 1000
        first = {"first": [] if found[:1] and found[0] in search.expected else [f"found {found[:1]}"]}
        rows.append(RowOutcome(search.id, "search", "search", first, taken))
        tick()
    services = load_services(catalog)
    for message in suite.intents:
        started = time.perf_counter()
        intent = classify(message.message, services, has_workflow=message.has_workflow)
        taken = (time.perf_counter() - started) * 1000
        wrong = [] if intent.label == message.label else [f"taken for {intent.label}, is {message.label}"]
        rows.append(RowOutcome(message.id, "intent", "intent", {"label": wrong}, taken))
        tick()
    for wanted in suite.patterns:
        started = time.perf_counter()
        shown = search_patterns(wanted.query, catalog, limit=FIRST_PATTERNS)
        taken = (time.perf_counter() - started) * 1000
        hit = any(_is_meant(wanted, pattern) for pattern in shown)
        missed = [] if hit else [f"found {', '.join(pattern.id for pattern in shown)}"]
        rows.append(RowOutcome(wanted.id, "pattern", "pattern", {"first": missed}, taken))
        tick()
    for asked in suite.follow_ups:
        started = time.perf_counter()
        edited = edit_workflow(asked.instruction, Workflow(dict(asked.workflow)), catalog)
        taken = (time.perf_counter() - started) * 1000
        after = edited.workflow.document
        rows.append(RowOutcome(asked.id, "edit", asked.kind, check_follow_up(asked, after), taken, after))
        tick()
    unasked = len(suite.requests) - sum(row.kind == "request" for row in rows)
    unplayed = len(suite.outcomes) + len(suite.foreign) - played
    return Evaluation(
        suite.name, engine.name, catalog.n8n_version, tuple(rows), unasked, played, unplayed, spent
    )
