"""Only what was asked for: a read list narrowed to a period and to a state.

The service is asked for it where n8n's node can do so (a `createdAtMin`, a `status`); a Filter node does
what is left. What no field tells is said, never dropped in silence.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from nodepilot.catalog import Property
from nodepilot.composer.build.draft import Draft, Flow
from nodepilot.composer.build.javascript import javascript_of
from nodepilot.composer.build.jql import ask_by_jql, takes_jql
from nodepilot.composer.build.marked import left_after_asking
from nodepilot.composer.build.outputs import Known, Output
from nodepilot.composer.build.own_parameters import own_parameters, put
from nodepilot.composer.reading.marks import Mark, find_marks
from nodepilot.composer.reading.period_words import period_words
from nodepilot.composer.reading.periods import (
    CLOSED,
    CREATED,
    DUE,
    PLANNED,
    UPDATED,
    Period,
    find_period,
)
from nodepilot.composer.reading.role_words import TABLE_STORES
from nodepilot.composer.reading.states import State, find_state, values_of
from nodepilot.composer.reading.story import Act
from nodepilot.kit.patterns import Pattern
from nodepilot.plan.model import Code, Ref, Text, Value
from nodepilot.plan.shapes import condition, conditions
from nodepilot.plan.shapes.conditions import Condition
from nodepilot.sentences import say

_ROLES = {CREATED: "date", UPDATED: "updated", CLOSED: "closed", DUE: "due_date", PLANNED: "date"}
_GUESSES = {
    CREATED: "created_at",
    UPDATED: "updated_at",
    CLOSED: "closed_at",
    DUE: "due_date",
    PLANNED: "date",
}
"""What such a field is usually called where nobody can know the fields."""
_STATE_NAMES = re.compile(
    r"stat(us|e|uses|es)|stage|filter|fulfil|financial|completed|condition", re.IGNORECASE
)
_SAID_OTHERWISE = Pattern(
    r"(?i)\b(?:(?:gets|becomes|(?:that|which|who) (?:get|become)|wird|werden)|(?:status|state|stage|estado|statut)(?: is|:| =| of)?)\s+[\"'“]?\Z"
)
_TIME_ASKED = re.compile(
    r"\$now|\$today|now\(\)|newer_than|older_than|yesterday|last\d*(day|week|month|calendar)", re.IGNORECASE
)


def narrow(draft: Draft, flow: Flow, act: Act) -> None:
    """Narrows the list that the flow's last step reads to the period, the state and the marks that the act names."""
    data = flow.data
    if data is None or data.step not in draft.steps:
        return
    left: list[Condition] = []
    spans: list[tuple[int, int]] = []
    period = find_period(draft.utterance, act)
    state = find_state(draft.utterance, act)
    if state is not None and state.concept == "open" and "invoice" in act.nouns:
        # What services call an invoice that is not paid yet.
        state = replace(state, values=tuple(dict.fromkeys((*state.values, *values_of("unpaid")))))
    said = _text(draft.steps[data.step].parameters).lower()
    # What a recipe has put into the step already ("is:starred", "label:receipts") is asked.
    marks = [mark for mark in find_marks(draft.utterance, act) if not _is_asked(draft, mark, said)]
    if state is not None:
        state, marks = _state_or_marks(draft, data, state, marks)
    if takes_jql(draft, data.step):
        marks = ask_by_jql(draft, data.step, act, period, state, marks)
        period = state = None
    if period is not None and not asks_for_time(draft, data.step):
        left += _by_period(draft, data, period)
        spans.append(period.span)
    if state is not None:
        left += by_state(draft, data, state)
        spans.append(state.span)
    apart = left_after_asking(draft, flow, data, marks)
    left += [each for shapes in apart if len(shapes) == 1 for each in shapes]
    alike = [shapes for shapes in apart if len(shapes) > 1]
    spans += [mark.test.span for mark in marks]
    if spans:
        _ask_for_all(draft, data.step)
    if left:
        keep_only(draft, flow, left, spans)
    for shapes in alike:
        keep_only(draft, flow, shapes, [mark.test.span for mark in marks], any_of=True)


def keep_period(draft: Draft, flow: Flow, act: Act) -> None:
    """“keep only the ones for tomorrow”, “entries from the last 24 hours”: of the list at hand those of that time."""
    data, period = flow.data, find_period(draft.utterance, act)
    if data is None or period is None or data.step not in draft.steps or asks_for_time(draft, data.step):
        return
    left = _by_period(draft, data, period)
    if left:
        keep_only(draft, flow, left, [period.span])


def _is_asked(draft: Draft, mark: Mark, said: str) -> bool:
    words = [draft.utterance.text[slice(*mark.test.span)], *([mark.test.right] if mark.names else [])]
    return any(
        isinstance(each, str) and each and re.search(rf"\b{re.escape(each.lower())}\b", said)
        for each in words
    )


def _state_or_marks(
    draft: Draft, data: Output, state: State, marks: list[Mark]
) -> tuple[State | None, list[Mark]]:
    """“with status pending” is a state, where the step can be asked for one or tells it, else a field with its value."""
    beside = [mark for mark in marks if not mark.test.span[0] <= state.span[0] < mark.test.span[1]]
    tells = "status" in data.roles or takes_jql(draft, data.step) or _own_state(draft, data.step, state)
    return (state, beside) if tells or len(beside) == len(marks) else (None, marks)


def _own_state(draft: Draft, step: str, state: State) -> tuple[tuple[str, ...], Any] | None:
    """The step's own parameter for a state, and its value for this one."""
    for path, prop in own_parameters(draft, step):
        if prop.name in {"operation", "resource", "authentication"} or not _STATE_NAMES.search(prop.name):
            continue
        if prop.type == "boolean" and prop.name.lower() in {state.concept, *state.values}:
            return path, True
        value = _choice(prop, state)
        if value is not None:
            return path, [value] if prop.type == "multiOptions" else value
    return None


def _ask_for_all(draft: Draft, step: str) -> None:
    """What is wanted may stand behind the first page."""
    made = draft.steps[step]
    if "returnAll" not in made.parameters and any(
        path == ("returnAll",) for path, _ in own_parameters(draft, step)
    ):
        draft.set(step, "returnAll", value=True)


def keep_only(
    draft: Draft,
    flow: Flow,
    entries: list[Condition],
    spans: list[tuple[int, int]],
    *,
    any_of: bool = False,
) -> None:
    """A Filter that lets through what fulfils all entries, or `any_of` them; `spans` are the words that ask for it."""
    said = ", ".join(draft.utterance.text[slice(*span)].removesuffix("'s") for span in sorted(spans))
    key = draft.add(
        "n8n-nodes-base.filter",
        {
            "conditions": conditions(*entries, combinator="or" if any_of else "and"),
            "looseTypeValidation": True,
            "options": {"ignoreCase": True},
        },
        name=f"Only {said}",
        key="narrowed",
        span=spans[0],
    )
    draft.hook(flow, key)


def asks_for_time(draft: Draft, step: str) -> bool:
    """Whether a recipe has put the period into the step already."""
    return step in draft.steps and _TIME_ASKED.search(_text(draft.steps[step].parameters)) is not None


def _text(value: Any) -> str:
    match value:
        case Code():
            return value.source
        case str():
            return value
        case Mapping():
            return " ".join(_text(each) for each in value.values())
        case list() | tuple():
            return " ".join(_text(each) for each in value)
        case Text():
            return " ".join(_text(each) for each in value.parts)
        case _:
            return ""


# periods


def _by_period(draft: Draft, data: Output, period: Period) -> list[Condition]:
    """Sets what the step can be asked for; gives the comparisons that are left."""
    step = data.step
    exact = {"since": _ask(draft, step, period, "since", period.since)}
    if period.until is not None:
        exact["until"] = _ask(draft, step, period, "until", period.until)
    if all(exact.values()):
        return []
    known = data.roles.get(_ROLES[period.event])
    found = value_in_time(draft, data, period) if known is not None or data.open else None
    if found is None:
        if not any(value is not None for value in exact.values()):
            draft.assume(
                say(
                    "“{words}” is not applied: n8n does not say which date this step gives. Add a Filter on "
                    "the field that you know.",
                    words=period.words,
                ),
                step,
                period.span,
            )
        return []
    made: list[Condition] = []
    if not exact["since"]:
        made.append(condition(found, "afterOrEquals", Code(period.since), type="dateTime"))
    if period.until is not None and not exact["until"]:
        made.append(condition(found, "before", Code(period.until), type="dateTime"))
    return made


def value_in_time(draft: Draft, data: Output, period: Period) -> Value:
    """The value that tells when it happened; a guess by the usual name, which is named, where nobody knows it."""
    known = data.roles.get(_ROLES[period.event])
    if known is not None:
        return data.value(known)
    draft.assume(
        say(
            "I took “{field}” as the field that tells the time for “{words}”.",
            field=_GUESSES[period.event],
            words=period.words,
        ),
        data.step,
        period.span,
    )
    return data.value(Known(data.path_of(_GUESSES[period.event])))


def _ask(draft: Draft, step: str, period: Period, bound: str, expression: str) -> bool | None:
    """Puts one bound into the step's own parameters.

    True when that says just what is meant, False when the node's parameter may mean another event's time
    (a bare `since`), None when it has none.
    """
    best: tuple[int, tuple[str, ...]] | None = None
    for path, prop in own_parameters(draft, step):
        if prop.type != "dateTime":
            continue
        fit = _fit(prop.name, period.event, bound)
        if fit is not None and (best is None or fit > best[0]):
            best = (fit, path)
    if best is None:
        return None
    put(draft, step, best[1], Code(expression), period.span)
    return best[0] > 1


def _fit(name: str, event: str, bound: str) -> int | None:
    """How well a parameter of that name says this bound: 2 surely, 1 loosely, None not at all.

    A bare `since` counts changes at some services, so that older things come along.
    """
    words = set(re.sub(r"([a-z])([A-Z])", r"\1 \2", name).replace("_", " ").lower().split())
    words |= {word for part in words for word in re.findall(r"[a-z]+", part)}
    tables = period_words()
    if not words & set(tables["bounds"][bound].split(", ")):
        return None
    other = "until" if bound == "since" else "since"
    if words & set(tables["bounds"][other].split(", ")) and not words & {"since", "until"}:
        return None
    for known, names in tables["bound_events"].items():
        if words & set(names.split(", ")):
            return 2 if known == event else None
    return 1 if "since" in words else 2


# states


def by_state(draft: Draft, data: Output, state: State) -> list[Condition]:
    """Sets the step's own filter; gives the comparison that is left otherwise."""
    step = data.step
    said = _text(draft.steps[step].parameters).lower().split()
    if state.concept in said or any(value in said for value in state.values):
        return []
    if (own := _own_state(draft, step, state)) is not None:
        put(draft, step, own[0], own[1], state.span)
        return []
    found = _held_state(draft, data, state)
    if found is None:
        draft.assume(
            say(
                "“{word}” is not applied: n8n does not say where this step gives it. Add a Filter on the "
                "field that you know.",
                word=state.word,
            ),
            step,
            state.span,
        )
        return []
    values = ", ".join(f"'{value}'" for value in state.values)
    draft.assume(
        say(
            "“{word}” means that the status is {values}.",
            word=state.word,
            values=f" {say('or')} ".join(state.values),
        ),
        step,
        state.span,
    )
    source = javascript_of(found)
    return [
        condition(Code(f"[{values}].includes(String({source} ?? '').toLowerCase())"), "true", type="boolean")
    ]


def _held_state(draft: Draft, data: Output, state: State) -> Ref | Code | None:
    """Where the state stands: people who keep a table of their own call the column “status”."""
    if "status" in data.roles:
        return data.value(data.roles["status"])
    own = data.open and data.service in TABLE_STORES | {"notion"}
    # "every order that gets cancelled": what happens to it; "with status Done": a condition of its own.
    otherwise = _SAID_OTHERWISE.search(draft.utterance.text, 0, state.span[0]) is not None
    return data.named("status") if own and not otherwise else None


def _choice(prop: Property, state: State) -> Any:
    """The option that stands for the state, the most usual word first."""
    if prop.type not in {"options", "multiOptions"}:
        return None
    for value in (state.concept, *state.values):
        for choice in prop.choices:
            if str(choice.value).lower() == value or str(choice.name).lower() == value:
                return choice.value
    return None
