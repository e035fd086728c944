"""Pictures of numbers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from nodepilot.composer.build.draft import Draft, Flow
from nodepilot.composer.build.outputs import Output
from nodepilot.composer.build.tallies import COSTS, tally
from nodepilot.composer.build.transforms import digest
from nodepilot.composer.reading.statistics import group_in
from nodepilot.composer.reading.story import Act
from nodepilot.plan.model import Code, OriginKind, Value
from nodepilot.sentences import say

_ADDED = ("amount", "quantity", "price", "duration", "distance")
_BASE = "n8n-nodes-base."


def is_here(flow: Flow, key: str) -> bool:
    """Whether what is at hand, or what started, comes from that service."""
    return any(output.service == key for output in flow.history[:1]) or (
        flow.data is not None and flow.data.service == key
    )


def draw_chart(draft: Draft, flow: Flow, act: Act, read: Callable[..., str | None]) -> bool:
    """A picture of numbers: the first column gives the labels, the second one the values."""
    u = draft.utterance
    if not any(h.key == "quickChart" for h in u.services if act.first <= h.first < act.last):
        return False
    source = next(
        (
            hit
            for argument in act.arguments
            for hit in argument.services
            if hit.key != "quickChart" and not hit.is_generic and argument.role != "to"
        ),
        None,
    )
    if source is not None and not is_here(flow, source.key):
        read(draft, flow, replace(act, verb="get", source=source, target=None), source.key)
    if flow.data is None or flow.data.empty:
        return False
    if flow.data.many and group_in(u, act.first, act.last):
        # "the sales per month": added up, "the tickets per status": counted.
        adds = any(
            u.has(i, "fields", *_ADDED) or u.has(i, "nouns", *COSTS) for i in range(act.first, act.last)
        )
        tally(draft, flow, act, "sum" if adds else "count")
    if flow.data.many:
        digest(draft, flow)
    kind = next(
        (
            u.tokens[i].norm
            for i in range(act.first, act.last)
            if u.tokens[i].norm in {"bar", "line", "pie", "doughnut"}
        ),
        "bar",
    )
    rows = "($json.data ?? [$json])"
    cells = "Object.entries(i).filter(([k]) => k !== 'row_number' && k !== 'id').map(([, v]) => v)"
    parameters: dict[str, Value] = {
        "chartType": kind,
        "labelsMode": "array",
        "labelsArray": Code(f"{rows}.map(i => String({cells}[0]))"),
        "data": Code(
            f"JSON.stringify({rows}.map(i => Number({cells}.slice(1).find(v => !isNaN(Number(v))) ?? 0)))"
        ),
        "output": "data",
        "chartOptions": {},
        "datasetOptions": {},
    }
    key = draft.add(
        _BASE + "quickChart",
        parameters,
        name="Draw the chart",
        key="chart",
        kind=OriginKind.REQUEST,
        span=u.span(act.first, act.last),
    )
    draft.hook(flow, key)
    draft.assume(say("The first column labels the chart, the first number beside it is its value."), key)
    flow.binary = (key, "data")
    flow.give(Output(key, {}, noun="chart"))
    return True
