"""Which node patterns the planner sees: found by search, and chosen by a model where there are many."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from nodepilot.ai.agent import TEXT, TEXTS, Agent, an_object, read_rows, read_text, read_texts, rows
from nodepilot.ai.ports import Task, Tool
from nodepilot.ai.prompt import compact
from nodepilot.catalog import Catalog
from nodepilot.knowledge.house import SHIPPED_ALONE, House
from nodepilot.knowledge.pattern_search import search_patterns
from nodepilot.knowledge.patterns import Pattern
from nodepilot.plan.model import Plan

MOST_PATTERNS = 16
MOST_CANDIDATES = 60
MOST_PARAMETERS = 400
"""Characters of one pattern's parameters."""
FOR_ALL, FOR_CLAUSE = 6, 2
"""Patterns that fit the whole request, and each of its clauses."""

_CLAUSES = re.compile(r"[.;\n]|,|->|→|\bthen\b|\band\b", re.IGNORECASE)

_AROUND = " \n.;,"
"""What stands around a clause and says nothing."""


@dataclass(frozen=True, slots=True)
class Selected:
    """Ids of patterns, and words to search the catalog for clauses that none of them covers."""

    ids: tuple[str, ...]
    searches: tuple[str, ...]


def fitting_patterns(
    request: str,
    draft: Plan | None,
    catalog: Catalog,
    most: int = MOST_PATTERNS,
    for_clause: int = FOR_CLAUSE,
    house: House = SHIPPED_ALONE,
) -> tuple[Pattern, ...]:
    """Node patterns for the whole request and for each of its clauses, each once, the operator's own in front."""
    found: dict[str, Pattern] = {}
    for pattern in search_patterns(request, catalog, FOR_ALL):
        found[pattern.id] = pattern
    whole = request.strip(_AROUND)
    for clause in _CLAUSES.split(request):
        # A request of one clause was searched for already.
        if len(clause.split()) > 1 and clause.strip() != whole:
            for pattern in search_patterns(clause, catalog, for_clause):
                found.setdefault(pattern.id, pattern)
    used = {step.node_type for step in draft.steps} if draft is not None else set()
    # What the draft has already shows its own parameters.
    ordered = sorted(found.values(), key=lambda pattern: pattern.node_type in used)
    return house.with_own(ordered, request)[:most]


def chosen_patterns(
    selected: Selected, candidates: Sequence[Pattern], catalog: Catalog, house: House = SHIPPED_ALONE
) -> tuple[Pattern, ...]:
    """What was chosen, and what is found for clauses that nothing covered; the first candidates when that is
    nothing."""
    by_id = {pattern.id: pattern for pattern in candidates}
    found = {name: by_id[name] for name in selected.ids if name in by_id}
    for words in selected.searches:
        for pattern in house.with_own(search_patterns(words, catalog, FOR_CLAUSE), words):
            found.setdefault(pattern.id, pattern)
    return tuple((found or by_id).values())[:MOST_PATTERNS]


def pattern_lines(patterns: Sequence[Pattern]) -> tuple[str, ...]:
    """With the least that n8n asks for: for the planner."""
    return tuple(
        f"- {each.node_type} ({each.name}): {compact(dict(each.parameters))[:MOST_PARAMETERS]}"
        for each in patterns
    )


def candidate_lines(patterns: Sequence[Pattern]) -> tuple[str, ...]:
    """With what they are for: for the choice."""
    return tuple(f"- {each.id}: {each.name}. {each.use_case[:120]}" for each in patterns)


def _read(value: Mapping[str, Any]) -> Selected:
    searches = (read_text(row, "search") for row in read_rows(value, "uncovered"))
    return Selected(read_texts(value, "ids"), tuple(filter(None, searches)))


PATTERNS = Agent(
    Task.PATTERNS,
    ("pattern_selection",),
    Tool(
        "submit_patterns",
        "Submits the patterns that the planner needs.",
        an_object({"ids": TEXTS, "uncovered": rows(("search",), {"clause": TEXT, "search": TEXT})}, ("ids",)),
    ),
    _read,
    500,
)
