"""What a model is shown beside the built-in engine's draft: patterns of nodes, and templates to start from."""

from __future__ import annotations

from nodepilot.ai.model_facts import COMPLEX
from nodepilot.ai.stages.patterns import MOST_CANDIDATES, MOST_PATTERNS, fitting_patterns
from nodepilot.catalog import Catalog
from nodepilot.kit.records import dataclass
from nodepilot.knowledge.house import House
from nodepilot.knowledge.patterns import Pattern
from nodepilot.knowledge.templates import TemplateMatch, search_templates
from nodepilot.plan.model import Plan

WORTH_IT = 4
"""Steps from which on a template is quicker than a plan made afresh."""
_FOR_CLAUSE = 5
"""Candidates for each clause where a model chooses among them."""


@dataclass(frozen=True, slots=True)
class Retrieved:
    """`patterns` are more than `MOST_PATTERNS` where a model has to choose among them."""

    patterns: tuple[Pattern, ...]
    templates: tuple[TemplateMatch, ...]
    """That cover the request, best first."""


def retrieve(request: str, draft: Plan | None, catalog: Catalog, house: House) -> Retrieved:
    """For a request with that draft. It computes for milliseconds."""
    complexity = complexity_of(request, draft)
    patterns: tuple[Pattern, ...] = ()
    if complexity >= COMPLEX:
        patterns = fitting_patterns(
            request, draft, catalog, MOST_CANDIDATES, for_clause=_FOR_CLAUSE, house=house
        )
    if len(patterns) <= MOST_PATTERNS:
        patterns = fitting_patterns(request, draft, catalog, house=house)
    templates = search_templates(request, catalog) if complexity >= WORTH_IT else ()
    return Retrieved(
        patterns,
        tuple(
            match for match in templates if match.covers and match.template.key not in house.hidden_templates
        ),
    )


def complexity_of(request: str, draft: Plan | None) -> int:
    """About how many steps there will be: those of the draft, or the request's clauses."""
    steps = len(draft.steps) if draft is not None else 0
    return max(steps, sum(map(request.count, (",", ".", ";", " then "))))
