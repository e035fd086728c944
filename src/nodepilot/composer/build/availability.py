"""“Check the availability in Google Calendar”: whether a stretch of time is free there."""

from __future__ import annotations

from dataclasses import replace

from nodepilot.composer.build.draft import Draft, Flow
from nodepilot.composer.build.outputs import Known, Output
from nodepilot.composer.build.slots import Filler
from nodepilot.composer.reading.story import Act
from nodepilot.plan.model import Locator

_CALENDAR = "googleCalendar"
_ASKED = frozenset({"check", "get", "search", "verify", "validate"})
_AVAILABILITY = tuple("availab free verfugbar frei disponib libre livre".split())


def check_availability(draft: Draft, flow: Flow, act: Act) -> bool:
    """Does an act that asks a calendar whether a time is free; False for any other."""
    u = draft.utterance
    hit = act.source or act.target
    asked = any(u.tokens[i].norm.startswith(_AVAILABILITY) for i in range(act.first, act.last))
    if hit is None or hit.key != _CALENDAR or act.verb not in _ASKED or not asked:
        return False
    node_type = draft.services.get(_CALENDAR).action_types[0]
    filler = Filler(draft, flow, replace(act, verb="create"), _CALENDAR, node_type, "")
    key = draft.add(
        node_type,
        {
            "resource": "calendar",
            "operation": "availability",
            "calendar": Locator("list", "primary"),
            "timeMin": filler.slot("start", "timeMin"),  # type: ignore[dict-item]
            "timeMax": filler.slot("end", "timeMax"),  # type: ignore[dict-item]
        },
        name="Check the availability",
        key="availability",
        span=u.span(act.first, act.last),
    )
    draft.hook(flow, key)
    flow.give(
        Output(key, {"available": Known("available")}, noun="answer", service=_CALENDAR, receipt=True),
        is_subject=False,
    )
    return True
