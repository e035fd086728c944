"""“A deal is won”: a trigger that only tells of changes is followed by the question whether it is this one."""

from __future__ import annotations

import json
from collections.abc import Sequence

from nodepilot.composer.build.draft import Draft, Flow
from nodepilot.composer.build.fitting import plain
from nodepilot.composer.build.narrowing import by_state, keep_only
from nodepilot.composer.reading.states import state_between
from nodepilot.composer.reading.story import Fork, Item, Start

_CHANGES = ("updat", "chang", "edit", "modif")
_ENDS = frozenset(
    {"won", "lost", "resolved", "closed", "completed", "paid", "cancelled", "fulfilled", "failed"}
)
"""States that a thing gets into, and that then happened."""
_ALL_CHANGES = frozenset({"n8n-nodes-base.githubTrigger", "n8n-nodes-base.gitlabTrigger"})
"""Their events tell of whatever happens to a thing."""
_STAGE = {"deal.propertyChange": "dealstage", "ticket.propertyChange": "hs_pipeline_stage"}


def only_what_happened(draft: Draft, flow: Flow, start: Start, items: Sequence[Item]) -> None:
    """Lets through only what got into the state that the start tells of, where no event of the trigger says it."""
    u = draft.utterance
    data = flow.data
    first = next(iter(draft.steps), None)
    if start.kind != "service" or data is None or first is None or isinstance(next(iter(items), None), Fork):
        return
    state = state_between(u, start.first, min(start.last, len(u.tokens)))
    if state is None or state.concept not in _ENDS:
        return
    made = json.dumps(plain(dict(draft.steps[first].parameters)), default=str).lower()
    told_apart = draft.steps[first].node_type in _ALL_CHANGES and state.concept == "closed"
    if not told_apart and not any(change in made for change in _CHANGES):
        return
    if any(value in made for value in (state.concept, *state.values)):
        return
    _name_stage(draft, first)
    if left := by_state(draft, data, state):
        keep_only(draft, flow, left, [state.span])


def _name_stage(draft: Draft, step: str) -> None:
    """HubSpot tells of changes of one property: that of the stage."""
    made = draft.steps[step].parameters.get("eventsUi")
    rows = made.get("eventValues") if isinstance(made, dict) else None
    if not isinstance(rows, list):
        return
    named = [
        {**row, "property": _STAGE[str(row["name"])]}
        if isinstance(row, dict) and str(row.get("name")) in _STAGE
        else row
        for row in rows
    ]
    draft.set(step, "eventsUi", value={"eventValues": named})
