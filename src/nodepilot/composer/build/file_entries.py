"""Files that come as one value, taken apart: the entries of a JSON file, the events of a calendar."""

from __future__ import annotations

from nodepilot.composer.build.draft import Draft, Flow
from nodepilot.composer.build.outputs import Known, Output
from nodepilot.composer.language.inflection import singular
from nodepilot.plan.model import OriginKind

_BASE = "n8n-nodes-base."


def json_entries(draft: Draft, flow: Flow, inner: str) -> None:
    """A JSON file comes as one value: its entries one by one, or those of the list in it that is named."""
    key = draft.add(
        _BASE + "splitOut",
        {"fieldToSplitOut": f"data.{inner}" if inner else "data", "options": {}},
        name=f"Each of {inner}" if inner else "Each entry",
        kind=OriginKind.REQUIRED,
    )
    draft.hook(flow, key)
    flow.give(Output(key, {}, noun=singular(inner.lower()) if inner else "row", many=True, open=True))


_EVENT = {
    "id": "uid",
    "title": "summary",
    "text": "description",
    "start": "start.date",
    "end": "end.date",
    "location": "location",
    "date": "start.date",
}
"""Where an event of a calendar file has what (as n8n reads such files)."""


def calendar_events(draft: Draft, flow: Flow) -> None:
    """A calendar file comes as one value: its events one by one."""
    key = draft.add(
        _BASE + "splitOut",
        {"fieldToSplitOut": "data.events", "options": {}},
        name="Each event",
        kind=OriginKind.REQUIRED,
    )
    draft.hook(flow, key)
    roles = {role: Known(path) for role, path in _EVENT.items()}
    flow.give(Output(key, roles, noun="event", many=True))
