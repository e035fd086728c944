"""Days that a request compares a date with: "is today", "expires in 30 days", "in the past", "birthday tomorrow"."""

from __future__ import annotations

from nodepilot.composer.language.utterance import Utterance
from nodepilot.composer.reading.comparisons import Test
from nodepilot.composer.reading.period_words import period_words, words_of
from nodepilot.composer.time_words import as_number
from nodepilot.kit.records import dataclass

_DAYS = {"days": 1, "weeks": 7, "months": 30, "years": 365}
_IN = frozenset({"in", "en", "em", "dans"})
_AGO = frozenset({"ago", "her", "atras"})
_AHEAD_OF = frozenset(
    {"next", "coming", "nachsten", "kommenden", "proximos", "proximas", "prochains", "prochaines"}
)
_NEAR = 5
"""Tokens between a yearly day and the moment it is compared with."""


@dataclass(frozen=True, slots=True)
class Moment:
    """`days` from today (negative: before it); `within`: any day up to then; `past`/`future`: no certain day."""

    days: int
    end: int
    within: bool = False
    side: str = ""


def read_moment(u: Utterance, index: int, last: int) -> Moment | None:
    """The day that is named at `index`; None where none is."""
    start = index
    if index < last and u.tokens[index].norm in _IN | {"within", "innerhalb"}:
        index += 1
    while index < last and u.has(index, "words", "det") and u.tokens[index].norm not in words_of("today"):
        index += 1
    if index >= last:
        return None
    word = u.tokens[index].norm
    for name, days in (("today", 0), ("tomorrow", 1), ("yesterday", -1)):
        if word in words_of(name):
            return Moment(days, index + 1)
    if word in words_of("past") and u.tokens[index - 1].norm not in words_of("future"):
        return Moment(0, index + 1, side="past")
    if word in words_of("future"):
        return Moment(0, index + 1, side="future")
    ahead = word in _AHEAD_OF
    count_at = index + 1 if ahead else index
    count = as_number(u.tokens[count_at]) if count_at + 1 < last else None
    unit = _unit(u, count_at + 1) if count is not None else None
    if unit is None or count is None:
        return None
    days = int(count) * _DAYS[unit]
    end = count_at + 2
    if end < last and u.tokens[end].norm in _AGO:
        return Moment(-days, end + 1)
    if ahead or u.tokens[start].norm in {"within", "innerhalb"}:
        return Moment(days, end, within=True)
    return Moment(days, end) if start < index else None


def _unit(u: Utterance, index: int) -> str | None:
    word = u.tokens[index].norm
    for unit in _DAYS:
        known = words_of("units", unit)
        if word in known or word.removesuffix("s") in known:
            return unit
    return None


def day_test(left: str, operator: str, moment: Moment, span: tuple[int, int]) -> Test:
    """The comparison of a date with that day."""
    if moment.side:
        return Test(left, "gt" if moment.side == "past" else "lt", 0.0, "date", span, "days")
    if moment.within and operator in {"eq", "contains"}:
        operator = "within"
    return Test(left, operator, float(moment.days), "day", span, "days")


def read_yearly(u: Utterance, first: int, last: int) -> tuple[Test, int] | None:
    """“has birthday today”, “whose anniversary is tomorrow”: a day that comes back each year."""
    for index in range(first, last):
        word = u.tokens[index].norm
        if word not in words_of("yearly"):
            continue
        for place in range(index + 1, min(index + 1 + _NEAR, last)):
            if u.tokens[place].norm in {",", ";", ".", ":"}:
                break
            if (moment := read_moment(u, place, last)) is not None and not moment.side:
                return day_test(u.tokens[index].text, "eq", moment, u.span(first, moment.end)), moment.end
        for place in range(max(first, index - _NEAR), index):
            if (moment := read_moment(u, place, last)) is not None and not moment.side:
                return day_test(u.tokens[index].text, "eq", moment, u.span(place, index + 1)), index + 1
    return None


def read_expiry(u: Utterance, first: int, last: int) -> tuple[Test, int] | None:
    """“contract expires in 30 days”, “trial ends tomorrow”: when something is over."""
    for index in range(first, last - 1):
        kind = next(
            (n for n, ws in period_words()["endings"].items() if u.tokens[index].norm in ws.split(", ")), None
        )
        if kind is None:
            continue
        moment = read_moment(u, index + 1, last)
        if moment is not None:
            return day_test(str(kind), "eq", moment, u.span(first, moment.end)), moment.end
    return None
