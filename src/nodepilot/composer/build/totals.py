"""Numbers made of a list by Summarize: how many of each kind, a sum for each group, one figure of them all."""

from __future__ import annotations

import re

from nodepilot.composer.build.draft import Draft, Flow
from nodepilot.composer.build.figure_periods import tell_period
from nodepilot.composer.build.known_paths import path_called
from nodepilot.composer.build.outputs import Known, Output
from nodepilot.composer.build.transforms import field_path, plain_name
from nodepilot.plan.model import Value

_BASE = "n8n-nodes-base."


def summarized(how: str, path: str) -> str:
    """What Summarize calls its result: brackets and quotes go, dots and spaces become low lines."""
    field = re.sub(r'[\[\]"]', "", path)
    return f"{how}_{re.sub('[ .]', '_', field)}"


def count_by(draft: Draft, flow: Flow, words: str, role: str | None, span: tuple[int, int]) -> None:
    """How many there are of each kind."""
    tell_period(draft, flow, words, span)
    data = flow.data
    named = path_called(draft, data, words) if data is not None and not data.open else None
    path = named or field_path(flow, words, role)
    counted = (
        plain_name(data.roles["id"].path)
        if data is not None and "id" in data.roles and not data.roles["id"].is_code
        else path
    )
    parameters: dict[str, Value] = {
        "fieldsToSummarize": {"values": [{"aggregation": "count", "field": counted}]},
        "fieldsToSplitBy": path,
        "options": {},
    }
    key = draft.add(_BASE + "summarize", parameters, name=f"Count per {words}", span=span)
    draft.hook(flow, key)
    result = summarized("count", counted)
    flow.give(Output(key, {}, {words: Known(path), "count": Known(result)}, noun="count", many=True))


def sum_by(
    draft: Draft,
    flow: Flow,
    group: tuple[str, str],
    measured: tuple[str, str],
    span: tuple[int, int],
    *,
    how: str = "sum",
) -> None:
    """A sum or an average for each group; `group` and `measured` are (words, path)."""
    tell_period(draft, flow, group[0], span)
    parameters: dict[str, Value] = {
        "fieldsToSummarize": {"values": [{"aggregation": how, "field": measured[1]}]},
        "fieldsToSplitBy": group[1],
        "options": {},
    }
    title = {"sum": "Sum", "average": "Average"}.get(how, how.title())
    key = draft.add(_BASE + "summarize", parameters, name=f"{title} per {group[0]}", span=span)
    draft.hook(flow, key)
    result = summarized(how, measured[1])
    fields = {group[0]: Known(group[1]), measured[0]: Known(result)}
    flow.give(Output(key, {"amount": Known(result)}, fields, noun="result", many=True))


def total_of(
    draft: Draft, flow: Flow, words: str, role: str | None, span: tuple[int, int], *, how: str = "sum"
) -> None:
    """A sum, an average or a number of items."""
    path = field_path(flow, words, role)
    parameters: dict[str, Value] = {
        "fieldsToSummarize": {"values": [{"aggregation": how, "field": path}]},
        "options": {},
    }
    key = draft.add(
        _BASE + "summarize",
        parameters,
        name={"sum": "Sum up", "average": "Average", "count": "Count"}.get(how, "Summarize"),
        span=span,
    )
    draft.hook(flow, key)
    result = summarized(how, path)
    flow.give(
        Output(
            key,
            {"amount": Known(result)},
            {f"{how} of {words}" if how != "count" else "count": Known(result)},
            noun="result",
        )
    )
