"""Figures for each day, week, month or year: the rows get a field that tells it, by which they are grouped."""

from __future__ import annotations

from nodepilot.composer.build.draft import Draft, Flow
from nodepilot.composer.build.field_names import value_source
from nodepilot.composer.build.javascript import javascript_of
from nodepilot.composer.build.transforms import stays_same
from nodepilot.composer.language.utterance import Utterance
from nodepilot.plan.model import Code, OriginKind
from nodepilot.plan.shapes import assignment, assignments

_SHAPES = {"day": "yyyy-MM-dd", "week": "kkkk-'W'WW", "month": "yyyy-MM", "year": "yyyy"}
"""How each is written, as Luxon reads it."""
PERIODS = frozenset(_SHAPES)
_PER = frozenset("per by each every pro por par".split())


def period_in(u: Utterance, first: int, last: int) -> str:
    """“the revenue per month”, “grouped by week”; "" where no such time is told."""
    for index in range(first, last - 1):
        if u.tokens[index].norm in _PER and not u.is_scheduled(index + 1):
            unit = u.concept(index + 1, "time")
            if unit is not None and unit.concept in _SHAPES:
                return unit.concept
    return ""


def tell_period(draft: Draft, flow: Flow, unit: str, span: tuple[int, int]) -> None:
    """Puts the day, week, month or year of each row beside its other fields."""
    data = flow.data
    if data is None or unit not in _SHAPES:
        return
    known = data.roles.get("date")
    found = data.value(known) if known is not None else None
    source = (
        javascript_of(found).replace(f"$('{data.step}').item.json", "$json")
        if found is not None
        else value_source(draft.utterance, data, "created_at")
    )
    told = Code(f'String({source}).toDateTime().toFormat("{_SHAPES[unit]}")')
    key = draft.add(
        "n8n-nodes-base.set",
        {"assignments": assignments(assignment(unit, told)), "includeOtherFields": True, "options": {}},
        name=f"Tell the {unit}",
        key="period",
        span=span,
        kind=OriginKind.REQUEST,
    )
    draft.hook(flow, key)
    stays_same(flow, key)
