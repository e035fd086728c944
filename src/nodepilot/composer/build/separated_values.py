"""One item for each value of a field that holds several: “split the comma separated tags into rows”."""

from __future__ import annotations

import json

from nodepilot.composer.build.draft import Draft, Flow
from nodepilot.composer.build.items import bring_item
from nodepilot.composer.build.outputs import Known, Output
from nodepilot.composer.build.transforms import plain_name
from nodepilot.composer.reading.story import Act
from nodepilot.plan.model import Code, OriginKind
from nodepilot.plan.shapes import assignment, assignments

_BASE = "n8n-nodes-base."


def separate_values(draft: Draft, flow: Flow, act: Act) -> bool:
    """Takes the values apart once the rows that hold them are at hand; True where the act orders nothing else."""
    wanted, data = draft.separated, flow.data
    if wanted is None or data is None or data.empty or flow.binary is not None:
        return False
    if data.noun not in {"request", "response"} and not data.many:
        return False
    draft.separated = None
    span = draft.utterance.span(act.first, act.last)
    bring_item(draft, flow)
    assert flow.data is not None  # noqa: S101
    # The column itself is named, so “emails” is no other name for an address.
    name = plain_name(flow.data.path_of(wanted.field)).strip('"')
    held = f"String($json[{json.dumps(name, ensure_ascii=False)}] ?? '')"
    parts = f"{held}.split({json.dumps(wanted.sign)}).map((each) => each.trim()).filter(Boolean)"
    made = draft.add(
        _BASE + "set",
        {
            "assignments": assignments(assignment(name, Code(parts), type="array")),
            "includeOtherFields": True,
            "options": {},
        },
        name=f"Take the {wanted.field} apart",
        key="values",
        span=span,
    )
    draft.hook(flow, made)
    key = draft.add(
        _BASE + "splitOut",
        {"fieldToSplitOut": name, "include": "allOtherFields", "options": {}},
        name=f"One item for each of the {wanted.field}",
        kind=OriginKind.REQUIRED,
    )
    draft.hook(flow, key)
    flow.give(
        Output(
            key,
            {},
            {wanted.field: Known(name)} if not data.open else {},
            noun="row",
            many=True,
            open=True,
            style=data.style,
        )
    )
    return act.verb == "split" and act.target is None
