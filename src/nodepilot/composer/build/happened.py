"""“A deal is won”: a trigger that only tells of changes is followed by the question whether it is this one."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence

from nodepilot.composer.build.draft import Draft, Flow
from nodepilot.composer.build.fitting import plain
from nodepilot.composer.build.narrowing import by_state, keep_only
from nodepilot.composer.reading.states import state_between
from nodepilot.composer.reading.story import Fork, Item, Start
from nodepilot.plan.model import Step
from nodepilot.plan.shapes import condition

_CHANGES = ("updat", "chang", "edit", "modif")
_ENDS = frozenset(
    {
        "won",
        "lost",
        "resolved",
        "closed",
        "completed",
        "paid",
        "cancelled",
        "fulfilled",
        "failed",
        "merged",
        "refunded",
    }
)
"""States that a thing gets into, and that then happened."""
_ALL_CHANGES = frozenset({"n8n-nodes-base.githubTrigger", "n8n-nodes-base.gitlabTrigger"})
"""Their events tell of whatever happens to a thing."""
_TOLD_APART = frozenset({"closed", "merged", "failed"})
_EVENTS = re.compile(r"event|topic|trigger|operation|action", re.IGNORECASE)
_STAGE = {
    "deal.propertyChange": "dealstage",
    "ticket.propertyChange": "hs_pipeline_stage",
    "contact.propertyChange": "lifecyclestage",
}


def only_what_happened(draft: Draft, flow: Flow, start: Start, items: Sequence[Item]) -> None:
    """Lets through only what got into the state that the start tells of, where no event of the trigger says it."""
    u = draft.utterance
    data = flow.data
    first = next(iter(draft.steps), None)
    if start.kind != "service" or data is None or first is None or _parts_states(next(iter(items), None)):
        return
    last = min(start.last, len(u.tokens))
    for place in range(start.first, last):
        came = u.has(place, "events", "joined", "left")
        flag = data.roles.get(f"flag:{u.concepts(place, 'events')[0].concept}") if came else None
        if flag is not None:
            # A messenger tells who came and went as one more message.
            keep_only(
                draft,
                flow,
                [condition(data.value(flag), "true", type="boolean")],
                [u.span(place, place + came)],
            )
            return
    state = state_between(u, start.first, last, happening=True)
    if state is None or state.concept not in _ENDS:
        return
    made = json.dumps(plain(dict(draft.steps[first].parameters)), default=str).lower()
    told_apart = draft.steps[first].node_type in _ALL_CHANGES and state.concept in _TOLD_APART
    unchosen = not _has_events(draft, first)
    if not (told_apart or unchosen) and not any(change in made for change in _CHANGES):
        return
    if any(value in made for value in (state.concept, *state.values)):
        return
    _name_stage(draft, first)
    flag = data.roles.get(f"flag:{state.concept}")
    if flag is not None:
        keep_only(draft, flow, [condition(data.value(flag), "true", type="boolean")], [state.span])
        return
    if left := by_state(draft, data, state):
        keep_only(draft, flow, left, [state.span])


_ABOUT_STATES = frozenset(
    {"", "it", "status", "state", "stage", "event", "type", "action", "list", "column", "resolution"}
)


def _parts_states(item: Item | None) -> bool:
    """Whether what comes next asks for the state itself: “a deal changes: won …, lost …”."""
    if not isinstance(item, Fork):
        return False
    tests = [
        test
        for case in item.cases
        for test in (case.guard.condition.tests if case.guard.condition is not None else ())
    ]
    return not tests or any(
        test.left.lower().removeprefix("the ") in _ABOUT_STATES or str(test.right).lower() in _ENDS
        for test in tests
        if test.kind not in {"now", "file", "number"}
    )


def _has_events(draft: Draft, step: str) -> bool:
    """Whether the trigger can be told which events to wait for: Zendesk's tells of every change."""
    found = draft.catalog.find(draft.steps[step].node_type)
    return found is None or any(_EVENTS.search(prop.name) for prop in found.latest.properties)


def without_filtered(draft: Draft, items: Sequence[Item]) -> Sequence[Item]:
    """What follows, without a question that the trigger's own filter has answered already ("label:Receipts")."""
    fork = next(iter(items), None)
    trigger = next(iter(draft.steps.values()), None)
    if isinstance(fork, Fork) and len(fork.cases) > 1 and trigger is not None:
        _let_all_in(draft, trigger, fork)
    if not isinstance(fork, Fork) or len(fork.cases) != 1 or trigger is None:
        return items
    condition = fork.cases[0].guard.condition
    filters = trigger.parameters.get("filters")
    if condition is None or len(condition.tests) != 1 or not isinstance(filters, dict):
        return items
    test = condition.tests[0]
    asked = str(filters.get("q", "")).lower()
    if test.left not in {"labels", "label"} or f"label:{str(test.right).lower()}" not in asked:
        return items
    return [*fork.cases[0].items, *items[1:]]


def _let_all_in(draft: Draft, trigger: Step, fork: Fork) -> None:
    """“a mail from ceo@… , all other mails …”: the trigger must not leave out what the other cases are about."""
    filters = trigger.parameters.get("filters")
    asked = {
        test.right
        for each in fork.cases
        if each.guard.condition is not None
        for test in each.guard.condition.tests
        if test.left == "sender"
    }
    if isinstance(filters, dict) and filters.get("sender") in asked:
        kept = {name: value for name, value in filters.items() if name != "sender"}
        draft.set(trigger.key, "filters", value=kept)


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
