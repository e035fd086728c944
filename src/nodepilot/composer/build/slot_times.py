"""Slots that hold times: start and end of an event, ranges of days."""

from __future__ import annotations

import re

from nodepilot.composer.build.javascript import javascript_of
from nodepilot.composer.build.outputs import Known
from nodepilot.composer.build.slots import Slot, SlotFunction
from nodepilot.plan.model import Code, Ref, Value
from nodepilot.sentences import say

_DUE = re.compile(r"\b(?:due|deadline)\b", re.IGNORECASE)


def start(slot: Slot) -> Value:
    """When an event begins; tomorrow at nine when nothing says so."""
    found = _named(slot) or _known(slot, "start", "date", "due_date")
    if found is not None:
        return found
    slot.draft.assume(
        say("The event is put on the next day at 9:00, as no time was given."),
        span=slot.utterance.span(slot.act.first, slot.act.last),
    )
    return Code("$now.plus({ days: 1 }).set({ hour: 9, minute: 0, second: 0 }).toISO()")


def end(slot: Slot) -> Value:
    """When an event ends; half an hour after its start when nothing says so."""
    found = _known(slot, "end")
    if found is not None:
        return found
    begin = _named(slot) or _known(slot, "start", "date", "due_date")
    if begin is not None:
        return Code(f"DateTime.fromISO({javascript_of(begin)}).plus({{ minutes: 30 }}).toISO()")
    return Code("$now.plus({ days: 1 }).set({ hour: 9, minute: 30, second: 0 }).toISO()")


def _named(slot: Slot) -> Ref | Code | None:
    """“on the close date”, “at the time in the row”: the field that is called so."""
    u, data = slot.utterance, slot.flow.data
    if data is None or data.empty:
        return None
    for argument in slot.act.arguments:
        if argument.role not in {"in", "for", "with"} or argument.literals:
            continue
        first = next(
            (i for i in range(argument.first, argument.last) if not u.has(i, "words", "det")), argument.last
        )
        for place in range(first, argument.last):
            if (length := u.has(place, "fields", *_MOMENTS)) and place + length == argument.last:
                words = u.words(first, argument.last)
                if data.open:
                    return data.value(Known(data.path_of(words)))
                return data.named(words, u.concepts(place, "fields")[0].concept)
    return None


_MOMENTS = ("date", "due_date", "start", "time")


def _known(slot: Slot, *roles: str) -> Ref | Code | None:
    for role in roles:
        for output in ([slot.flow.data] if slot.flow.data is not None else []) + list(
            reversed(slot.flow.history)
        ):
            if output.empty:
                continue
            if role in output.roles and (
                role in {"start", "end"}
                or (role == "due_date" and _DUE.search(slot.utterance.text) is not None)
                or output.noun in {"event", "booking", "appointment", "meeting", "task"}
            ):
                return output.value(output.roles[role])
            for label, known in output.fields.items():
                if role.split("_")[0] in label.lower().split():
                    return output.value(known)
    return None


def all_day(slot: Slot) -> Value | None:
    """Whether the event lasts whole days, as far as the source tells."""
    for output in slot.flow.history:
        if "all_day" in output.roles:
            return output.value(output.roles["all_day"])
    return None


_DAYS = {
    "today's": (0, 1),
    "today": (0, 1),
    "heutige": (0, 1),
    "heute": (0, 1),
    "hoy": (0, 1),
    "aujourd'hui": (0, 1),
    "hoje": (0, 1),
    "tomorrow's": (1, 2),
    "tomorrow": (1, 2),
    "morgigen": (1, 2),
    "manana": (1, 2),
    "demain": (1, 2),
    "amanha": (1, 2),
    "yesterday's": (-1, 0),
    "yesterday": (-1, 0),
}


def _range(slot: Slot) -> tuple[int, int] | None:
    u = slot.utterance
    for index in range(slot.act.first, slot.act.last):
        norm = u.tokens[index].norm
        if norm in _DAYS:
            slot.said(u.span(index, index + 1))
            return _DAYS[norm]
        if norm in {"week", "week's", "woche", "semana", "semaine"} and not u.is_scheduled(index):
            before = u.tokens[index - 1].norm if index else ""
            return (-7, 0) if before in {"last", "past", "letzte", "derniere"} else (0, 7)
    return None


def range_start(slot: Slot) -> Value:
    """The beginning of the days asked for; today when nothing says so."""
    found = _range(slot) or (0, 1)
    return Code("$today" if found[0] == 0 else f"$today.plus({{ days: {found[0]} }})")


def range_end(slot: Slot) -> Value:
    """The end of the days asked for."""
    found = _range(slot) or (0, 1)
    return Code("$today" if found[1] == 0 else f"$today.plus({{ days: {found[1]} }})")


def ga_range(slot: Slot) -> Value:
    """A date range of Google Analytics."""
    words = {slot.utterance.tokens[i].norm for i in range(slot.act.first, slot.act.last)}
    if words & {"yesterday", "yesterday's", "gestern", "ayer", "hier", "ontem"}:
        return "yesterday"
    if words & {"today", "today's", "heute", "hoy", "hoje"}:
        return "today"
    if words & {"month", "monthly", "month's"}:
        return "lastCalendarMonth" if words & {"last", "previous"} else "last30days"
    return "last7days"


def due_plus(slot: Slot) -> Value:
    """A closing date: the one known, else in 30 days."""
    return _known(slot, "due_date") or Code("$now.plus({ days: 30 }).toISODate()")


def due_day(slot: Slot) -> Value | None:
    """A due date as a day."""
    data = slot.flow.data
    if data is None:
        return None
    if (known := data.roles.get("due_date")) is not None:
        return data.value(known)
    return next((data.value(known) for label, known in data.fields.items() if "due" in label.lower()), None)


SLOTS: dict[str, SlotFunction] = {
    "start": start,
    "end": end,
    "all_day": all_day,
    "range_start": range_start,
    "range_end": range_end,
    "ga_range": ga_range,
    "due_date_plus": due_plus,
    "due_day": due_day,
}
