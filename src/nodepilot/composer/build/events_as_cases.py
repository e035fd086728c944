"""Cases that are events of what starts the workflow: “Cal.com: booked → HubSpot. cancelled → Slack”.

A label is read as the value of a field until the trigger is known: then its events tell whether the labels are some of them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from nodepilot.composer.build.apps import resolve_service
from nodepilot.composer.build.draft import Draft
from nodepilot.composer.build.events import best_trigger
from nodepilot.composer.reading.comparisons import Condition, Test
from nodepilot.composer.reading.states import is_state
from nodepilot.composer.reading.story import Case, Fork, Item, Start
from nodepilot.knowledge.triggers import EventMatch, rank_trigger_events

_GETS_INTO = re.compile(
    r"\b(?:mov|chang|switch)(?:ed|es) (?:in)?to\b|\b(?:set|goes) to\b|\bbecomes\b", re.IGNORECASE
)
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
    node_type = best_trigger(draft, types, start)
    events = [_event(draft, node_type, start, case) for case in told]
    known = [event for event in events if event is not None]
    if len(known) < len(told) or len({event.values for _, event in known}) < len(told) or len(told) < 2:
        return _of_changes(draft, start, told)
    labels = [words for words, _ in known]
    for case, words in zip(told, labels, strict=True):
        _tell_by_event(case, words)
    return replace(start, words=f"{start.words} {labels[0]}", further=tuple(labels[1:]))


def _event(draft: Draft, node_type: str, start: Start, case: Case) -> tuple[str, EventMatch] | None:
    """The trigger's event that the label names, and in which words; None where it names a value, or one event alone can be waited for."""
    test = _test(case)
    if test is None or test.kind != "string" or test.operator not in {"eq", "contains"}:
        return None
    if _GETS_INTO.search(draft.utterance.text[slice(*test.span)]) is not None:
        # "is moved to Done": a state of the thing.
        return None
    words = _words(case, draft.utterance.text.lower())
    ranked = rank_trigger_events(node_type, words.split(), draft.catalog, limit=1)
    if not ranked or not ranked[0].takes_many:
        return None
    if "event" in ranked[0].reasons and "thing" not in ranked[0].reasons:
        # "Payments: failed ones …": what it happens to is said before.
        words = " ".join([*_things(draft, start), words])
        ranked = rank_trigger_events(node_type, words.split(), draft.catalog, limit=1)
    is_told = "event" in ranked[0].reasons or "label" in ranked[0].reasons
    return (words, ranked[0]) if is_told and ranked[0].evidence >= _CLEAR else None


def _things(draft: Draft, start: Start) -> list[str]:
    """`payments`: what something happens to."""
    u = draft.utterance
    places = range(start.first, min(start.last, len(u.tokens)))
    return [u.tokens[i].norm for i in places if u.has(i, "nouns")]


def _test(case: Case) -> Test | None:
    condition = case.guard.condition
    return condition.tests[0] if condition is not None and len(condition.tests) == 1 else None


def _words(case: Case, said: str) -> str:
    """What the label says; a field that is only supposed (“status”) is none of it."""
    test = _test(case)
    parts = (test.left if test.left.lower() in said else "", str(test.right)) if test is not None else ()
    return " ".join(part for part in parts if part).lower()


def _of_changes(draft: Draft, start: Start, told: Sequence[Case]) -> Start:
    """“Shopify orders: paid ones …, refunded ones …”: no event is told, and a thing gets into such states by its changes."""
    u = draft.utterance
    happens = any(u.has(i, "events") and not u.has(i, "nouns") for i in range(start.first, start.last))
    tests = [test for case in told if (test := _test(case)) is not None]
    states = [test for test in tests if test.left.lower() in _STATES and _is_state_of(draft, test)]
    if happens or len(states) < max(len(told), _SEVERAL):
        return start
    return replace(start, words=f"{start.words} updated")


_STATES = frozenset({"", "status", "state"})
_SEVERAL = 2


def _is_state_of(draft: Draft, test: Test) -> bool:
    named = bool(test.left) and test.left.lower() in draft.utterance.text.lower()
    return named or is_state(str(test.right).lower())


def _tell_by_event(case: Case, words: str) -> None:
    test = _test(case)
    if test is not None:
        happened = replace(test, left="", kind="event", right=words)
        case.guard = replace(case.guard, condition=Condition((happened,)))
