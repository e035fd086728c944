"""“If I'm free then …, if the slot is taken …”: the availability of a calendar is looked up, and decides."""

from __future__ import annotations

import re

from nodepilot.composer.reading.plain.words import Words, put_together
from nodepilot.kit.patterns import Pattern

_CALENDAR = r"(?:(?:the|my|our|your) )?(?:\ue000+(?: calendar)?|calendar)"
_THEN = r"(?: (?:then|at (?:that|this|the) (?:time|slot|hour|date)|(?:on|for) (?:that|this|the) (?:day|date|time|slot)|in (?:that|this|the) slot))?"
_WHO = rf"(?:i am|i'm|we are|we're|(?:{_CALENDAR}|(?:the|that|this) (?:[a-z]+ )?(?:slot|time|room|date|hour|day|appointment)|it)(?: is|'s))"
_FREE, _TAKEN = (
    r"(?:still )?(?:free|available|open)",
    r"(?:already )?(?:busy|taken|booked|occupied|blocked|not (?:free|available)|unavailable)",
)
_STATE = rf"(?:(?P<free>{_FREE})|(?P<taken>{_TAKEN}))(?: in (?P<where>{_CALENDAR}))?{_THEN}"
_TOLD = Pattern(
    rf"\b(?P<if>if|when|whether)(?: in (?P<in>{_CALENDAR}))? (?P<who>{_WHO} )?{_STATE}(?=[ ,.:;?]|$)",
    re.IGNORECASE,
)
_CHECKED = Pattern(
    rf"\b(?:check|look)(?: up)?(?: (?:in|at|into))? (?P<cal>{_CALENDAR})(?= (?:if|whether|for)\b|[,.;])(?: for (?:that|this|the) [a-z]+)?",
    re.IGNORECASE,
)
_ALREADY = Pattern(r"\b(?:check|get|look up) (?:the |my |our )?availability\b", re.IGNORECASE)
_LOOK = Pattern(rf"[,;]? ?(?:\b(?:check|see|find out|look)\b(?: in {_CALENDAR})?)? ?$", re.IGNORECASE)
_BOOKED = Pattern(
    r"\b(?:create|book|add|schedule|make|reserve) (?:it|(?:(?:the|an?|that) )?(?:event|appointment|meeting|slot|booking|room|call|reservation))\b(?! (?:in|to|into) (?:my |the )?(?:\ue000|calendar))",
    re.IGNORECASE,
)
_ANSWERED = Pattern(r",? (?P<if>if) (?P<yes>yes|so|not|no)\b,?", re.IGNORECASE)


def looked_up(request: Words) -> Words | None:
    """The request with the look at the calendar as a step of its own; None where no calendar is asked."""
    told = list(_TOLD.finditer(request.masked))
    calendar = _calendar(request, told)
    if not told or calendar is None:
        return None
    first = told[0]
    before = request[: first.start()]
    already, asked = _ALREADY.search(before.masked), _CHECKED.search(before.masked)
    if not (first["who"] or already or asked):
        return None
    parts: list[Words | str | None] = []
    if already:
        parts = [before.trimmed(" ,;.")]
    else:
        cut = asked or _LOOK.search(before.masked)
        before = before[: cut.start()] if cut is not None else before
        joined = "" if re.search(r"(?:[:,;.]|\band|\bthen)\s*$|^$", before.masked) else ", "
        parts = [before, joined, "check the availability in", calendar]
    parts.append(". ")
    at = first.start()
    for each in told:
        opposite = each is not first and bool(each["free"]) != bool(first["free"])
        parts += [
            *_booked(request[at : each.start()], calendar),
            "otherwise" if opposite else _state(request, each),
        ]
        at = each.end()
    rest = request[at:]
    answered = _ANSWERED.match(rest.masked) if len(told) == 1 else None
    if answered is None and first["if"].lower() == "whether":
        return None
    if answered is not None:
        # "check whether I'm busy then, if not …": a question that what comes behind answers.
        agrees = (answered["yes"].lower() in {"yes", "so"}) == bool(first["free"])
        parts = [*parts[:-1], f"If available is {'true' if agrees else 'false'},"]
        rest = rest[answered.end() :]
    return put_together(*parts, *_booked(rest, calendar))


def _booked(rest: Words, calendar: Words) -> tuple[Words | str, ...]:
    """What is done then, with the calendar as the place where something is booked."""
    made = _BOOKED.search(rest.masked)
    if made is None:
        return (rest,)
    return rest[: made.end()].trimmed(" "), "in", calendar, rest[made.end() :]


def _state(request: Words, told: re.Match[str]) -> Words:
    said = request.group(told, "free") or request.group(told, "taken")
    free = said.said_as("true" if told["free"] else "false")
    return put_together("If available is" if told["if"][0].isupper() else "if available is", free)


def _calendar(request: Words, told: list[re.Match[str]]) -> Words | None:
    """The calendar that is named: where it is asked, or the only one that is told of."""
    for each in told:
        for name in ("where", "in"):
            if each[name]:
                return request.group(each, name)
    for each in re.finditer(_CALENDAR, request.masked, re.IGNORECASE):
        if "calendar" in request.text[each.start() : each.end()].lower():
            return request[each.start() : each.end()]
    return None
