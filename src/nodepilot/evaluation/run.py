"""Runs a suite through an engine and keeps what came of every row."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from nodepilot.catalog import Catalog
from nodepilot.evaluation.requests import check_request
from nodepilot.evaluation.rows import Suite
from nodepilot.knowledge.search import search_node_types
from nodepilot.pipeline.builtin import run_builtin
from nodepilot.pipeline.result import Result
from nodepilot.validation.issue import Severity


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
    """The outcome of every row of a suite."""

    suite: str
    engine: str
    n8n_version: str
    rows: tuple[RowOutcome, ...] = field(default_factory=tuple)


@dataclass(frozen=True, slots=True)
class Engine:
    """What answers requests, by the name that `--engine` takes.

    `answer` gives the result and what it cost in dollars. No further request is asked once `budget` dollars are spent.
    """

    name: str
    answer: Callable[[str, str], tuple[Result, float]]
    budget: float = float("inf")


def _built_in(request: str, n8n_version: str) -> tuple[Result, float]:
    return run_builtin(request, n8n_version=n8n_version), 0.0


BUILT_IN = Engine("built-in", _built_in)


def evaluate(
    suite: Suite, catalog: Catalog, tick: Callable[[], None] = lambda: None, engine: Engine = BUILT_IN
) -> Evaluation:
    """Runs every row, or as many requests as the engine's budget lasts; `tick` is called after each."""
    rows: list[RowOutcome] = []
    for request in suite.requests:
        if sum(row.dollars for row in rows) >= engine.budget:
            break
        started = time.perf_counter()
        result, dollars = engine.answer(request.request, catalog.n8n_version)
        taken = (time.perf_counter() - started) * 1000
        problems = check_request(request, result.workflow)
        problems["valid"] = [
            f"{issue.code} at {issue.node}" for issue in result.issues if issue.severity is Severity.ERROR
        ]
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
    return Evaluation(suite.name, engine.name, catalog.n8n_version, tuple(rows))
