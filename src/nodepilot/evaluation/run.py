"""Runs a suite through an engine and keeps what came of every row."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from nodepilot.catalog import Catalog
from nodepilot.evaluation.engines import BuiltIn, Engine, Told, Value
from nodepilot.evaluation.follow_up_rows import FollowUpRow
from nodepilot.evaluation.follow_ups import check_follow_up
from nodepilot.evaluation.outcomes import check_outcome
from nodepilot.evaluation.player import Player
from nodepilot.evaluation.requests import check_request
from nodepilot.evaluation.rows import IntentRow, PatternRow, RequestRow, SearchRow, Suite
from nodepilot.knowledge.pattern_search import search_patterns
from nodepilot.knowledge.patterns import Pattern
from nodepilot.knowledge.search import search_node_types
from nodepilot.n8n.play import RealN8n
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
    """The outcome of every row of a suite. `unasked` rows were left out for the budget's sake (what one of them cost
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
    engine: Engine | None = None,
    n8n: RealN8n | None = None,
    player: Player | None = None,
) -> Evaluation:
    """Runs every row, or as many as the engine may spend money on; `tick` is called after each. The engine is the built-in
    one if none is given. What workflows do is
    asked of `n8n`, and of `player` for scenarios of another form. Raises `PlayerFailed`."""
    return _Evaluating(suite, catalog, engine or BuiltIn(catalog), n8n, player).outcome(tick)


class _Evaluating:
    def __init__(
        self, suite: Suite, catalog: Catalog, engine: Engine, n8n: RealN8n | None, player: Player | None
    ) -> None:
        self._suite = suite
        self._catalog = catalog
        self._engine = engine
        self._n8n = n8n
        self._player = player
        self._played = 0
        self._spent = 0.0
        self._is_used_up = False

    def outcome(self, tick: Callable[[], None]) -> Evaluation:
        suite, rows = self._suite, list[RowOutcome]()
        for row in self._rows():
            rows.append(row)
            tick()
        return Evaluation(
            suite.name,
            self._engine.name,
            self._catalog.n8n_version,
            tuple(rows),
            suite.count - len(rows),
            self._played,
            len(suite.outcomes) + len(suite.foreign) - self._played,
            self._spent,
        )

    def _rows(self) -> Iterator[RowOutcome]:
        suite = self._suite
        for request in suite.requests:
            yield from self._request(request)
        for search in suite.searches:
            yield self._search(search)
        for message in suite.intents:
            yield from self._intent(message)
        for wanted in suite.patterns:
            yield self._pattern(wanted)
        for asked in suite.follow_ups:
            yield from self._follow_up(asked)

    def _asked(self, ask: Callable[[], Told[Value]]) -> Iterator[tuple[Value, str, float, float]]:
        """An answer with who gave it, its milliseconds and dollars; none once the budget is used up."""
        if self._is_used_up:
            return
        started = time.perf_counter()
        told = ask()
        taken = _since(started)
        self._spent += told.dollars
        if told.value is None:
            self._is_used_up = True
        else:
            yield told.value, told.by, taken, told.dollars

    def _request(self, row: RequestRow) -> Iterator[RowOutcome]:
        for result, by, taken, dollars in self._asked(lambda: self._engine.answer(row.request)):
            problems = check_request(row, result.workflow)
            problems["valid"] = [
                f"{issue.code} at {issue.node}" for issue in result.issues if issue.severity is Severity.ERROR
            ]
            problems |= self._outcomes(row, result)
            yield RowOutcome(row.id, "request", row.category, problems, taken, result.workflow, by, dollars)

    def _outcomes(self, row: RequestRow, result: Result) -> dict[str, list[str]]:
        """What is wrong with what the workflow does, where it can be run."""
        found: list[str] | None = None
        if self._n8n is not None and (scenarios := self._suite.outcomes_of(row.id)):
            self._played += len(scenarios)
            found = [
                problem for each in scenarios for problem in check_outcome(each, result.workflow, self._n8n)
            ]
        if self._player is not None and (foreign := self._suite.foreign_of(row.id)):
            self._played += len(foreign)
            found = [*(found or ()), *self._player.check(row.id, foreign, result.workflow)]
        return {} if found is None else {"outcome": found}

    def _search(self, row: SearchRow) -> RowOutcome:
        started = time.perf_counter()
        found = [each.type for each in search_node_types(row.query, self._catalog, limit=5)]
        taken = _since(started)
        first = {"first": [] if found[:1] and found[0] in row.expected else [f"found {found[:1]}"]}
        return RowOutcome(row.id, "search", "search", first, taken)

    def _intent(self, row: IntentRow) -> Iterator[RowOutcome]:
        def ask() -> Told[str]:
            return self._engine.label(row.message, has_workflow=row.has_workflow)

        for label, by, taken, dollars in self._asked(ask):
            wrong = [] if label == row.label else [f"taken for {label}, is {row.label}"]
            yield RowOutcome(
                row.id, "intent", "intent", {"label": wrong}, taken, answered_by=by, dollars=dollars
            )

    def _pattern(self, row: PatternRow) -> RowOutcome:
        started = time.perf_counter()
        shown = search_patterns(row.query, self._catalog, limit=FIRST_PATTERNS)
        taken = _since(started)
        hit = any(_is_meant(row, pattern) for pattern in shown)
        missed = [] if hit else [f"found {', '.join(pattern.id for pattern in shown)}"]
        return RowOutcome(row.id, "pattern", "pattern", {"first": missed}, taken)

    def _follow_up(self, row: FollowUpRow) -> Iterator[RowOutcome]:
        def ask() -> Told[Mapping[str, Any]]:
            return self._engine.change(row.instruction, row.workflow)

        for after, by, taken, dollars in self._asked(ask):
            problems = check_follow_up(row, after)
            yield RowOutcome(row.id, "edit", row.kind, problems, taken, after, by, dollars)


def _since(started: float) -> float:
    return (time.perf_counter() - started) * 1000
