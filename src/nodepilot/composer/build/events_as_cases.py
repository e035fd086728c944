"""Cases that are events of what starts the workflow: “Cal.com: booked → HubSpot. cancelled → Slack”.

A label is read as the value of a field until the trigger is known: then its events tell whether the labels are some of them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from nodepilot.composer.build.apps import resolve_service
from nodepilot.composer.build.draft import Draft
from nodepilot.composer.build.events import best_trigger
from nodepilot.composer.reading.comparisons import Condition, Test
from nodepilot.composer.reading.story import Case, Fork, Item, Start
from nodepilot.knowledge.triggers import EventMatch, rank_trigger_events

_CLEAR = 3.0
"""Evidence from which on a label is taken for an event."""


def tell_events(draft: Draft, start: Start, items: Sequence[Item]) -> Start:
    """The start with the events that the first cases are about; these are then told by what happened."""
    fork = items[0] if items and isinstance(items[0], Fork) else None
    if start.kind != "service" or start.service is None or start.further or fork is None:
        return start
    types = draft.services.get(resolve_service(draft, start.service, role="trigger")).trigger_types
    if not types:
        return start
    told = [case for case in fork.cases if not case.guard.rest]
    events = [_event(draft, best_trigger(draft, types, start), case) for case in told]
    known = [event for event in events if event is not None]
    if len(known) < len(told) or len({event.values for event in known}) < len(told) or len(told) < 2:
        return start
    for case in told:
        _tell_by_event(case)
    labels = [_words(case) for case in told]
    return replace(start, words=f"{start.words} {labels[0]}", further=tuple(labels[1:]))


def _event(draft: Draft, node_type: str, case: Case) -> EventMatch | None:
    """The trigger's event that the label names; None where it names a value, or the trigger waits for one event alone."""
    test = _test(case)
    if test is None or test.kind != "string" or test.operator not in {"eq", "contains"}:
        return None
    ranked = rank_trigger_events(node_type, _words(case).split(), draft.catalog, limit=1)
    if not ranked or not ranked[0].takes_many or ranked[0].evidence < _CLEAR:
        return None
    return ranked[0] if "event" in ranked[0].reasons or "label" in ranked[0].reasons else None


def _test(case: Case) -> Test | None:
    condition = case.guard.condition
    return condition.tests[0] if condition is not None and len(condition.tests) == 1 else None


def _words(case: Case) -> str:
    test = _test(case)
    return " ".join(part for part in (test.left, str(test.right)) if part).lower() if test is not None else ""


def _tell_by_event(case: Case) -> None:
    test = _test(case)
    if test is not None:
        happened = replace(test, left="", kind="event", right=_words(case))
        case.guard = replace(case.guard, condition=Condition((happened,)))
