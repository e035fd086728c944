"""Which time the things come from that an act reads: "last week's payments", "issues closed in the past 7 days".

A period is told in JavaScript over n8n's `$now` and `$today` (Luxon), so that it is right at every run.
"""

from __future__ import annotations

from collections.abc import Iterator

from nodepilot.composer.language.tokens import Kind
from nodepilot.composer.language.utterance import Utterance
from nodepilot.composer.reading.period_words import period_words, words_of
from nodepilot.composer.reading.story import Act
from nodepilot.kit.records import dataclass

CREATED, UPDATED, CLOSED, DUE, PLANNED = "created", "updated", "closed", "due", "planned"
_CALENDAR = frozenset({"weeks", "months", "quarters", "years"})
"""Units whose "last" means a whole one of the calendar; the last hour is the sixty minutes before now."""
_TOMORROW = "$today.plus({ days: 1 })"
_AHEAD = frozenset({DUE})
"""Events that lie in the future as well, so that "this week" has an end."""


@dataclass(frozen=True, slots=True)
class Period:
    """From `since` (included) to `until` (excluded), both JavaScript expressions; None for open to the end.

    `event` tells what happened then: `created`, `updated`, `closed`, `due` or, for what is still to come, `planned`. `words` are those of the
    request, `span` their place in it.
    """

    event: str
    since: str
    until: str | None
    words: str
    span: tuple[int, int]


def find_period(utterance: Utterance, act: Act) -> Period | None:
    """The period that the act's words name; None when they name none."""
    u = utterance
    for index in range(act.first, min(act.last, len(u.tokens))):
        if u.is_scheduled(index) or u.tokens[index].is_literal or is_tested(u, act, index):
            continue
        for first, last, since, until in _readings(u, index, act.last):
            event = _event(u, act, first)
            if event == CREATED and since == _TOMORROW:
                event = PLANNED
            end = _end(since) if until is None and event in _AHEAD else until
            return Period(event, since, end, u.words(first, last), u.span(first, last))
    return None


def is_tested(u: Utterance, act: Act, index: int) -> bool:
    """“…, whose birthday is today”: a condition of its own speaks of that day."""
    start = u.tokens[index].start
    tests = act.condition.tests if act.condition is not None else ()
    return any(test.span[0] <= start < test.span[1] for test in tests)


def _readings(u: Utterance, index: int, last: int) -> Iterator[tuple[int, int, str, str | None]]:
    """(first token, end, since, until) of a period that begins at `index`."""
    word = _bare(u.tokens[index].norm)
    if word in words_of("today"):
        yield index, index + 1, "$today", None
    elif word in words_of("yesterday"):
        ends = (
            None if index and u.tokens[index - 1].norm in {"since", "seit", "desde", "depuis"} else "$today"
        )
        yield index, index + 1, "$today.minus({ days: 1 })", ends
    elif word in words_of("tomorrow"):
        yield index, index + 1, _TOMORROW, "$today.plus({ days: 2 })"
    elif word in words_of("last"):
        yield from _last(u, index, last)
    elif word in words_of("this") and index + 1 < last and (unit := _unit(u, index + 1)) is not None:
        yield index, index + 2, _begin(unit), None
    elif (unit := _unit(u, index)) is not None:
        if index + 1 < last and u.language != "en" and _bare(u.tokens[index + 1].norm) in words_of("last"):
            yield index, index + 2, *_whole(unit)
        elif _is_current(u, index):
            yield index, index + 1, _begin(unit), None
    elif (count := _count(u, index)) is not None and index + 2 < last:
        # "les 7 derniers jours"
        unit = _unit(u, index + 2)
        if unit is not None and _bare(u.tokens[index + 1].norm) in words_of("last"):
            yield index, index + 3, f"$now.minus({{ {unit}: {count} }})", None


def _last(u: Utterance, index: int, last: int) -> Iterator[tuple[int, int, str, str | None]]:
    if index + 1 >= last:
        return
    count = _count(u, index + 1)
    if count is not None:
        unit = _unit(u, index + 2) if index + 2 < last else None
        if unit is not None:
            yield index, index + 3, f"$now.minus({{ {unit}: {count} }})", None
        return
    unit = _unit(u, index + 1)
    if unit is None:
        return
    # "in the past week" are the seven days before now, "last week" is Monday to Sunday.
    rolling = u.language == "en" and index > 0 and u.tokens[index - 1].norm == "the"
    if rolling or unit not in _CALENDAR:
        yield index, index + 2, f"$now.minus({{ {unit}: 1 }})", None
    else:
        yield index, index + 2, *_whole(unit)


_OF = frozenset({"of the", "de la", "do", "da", "del", "du", "der", "des"})


def _is_current(u: Utterance, index: int) -> bool:
    """“the day's orders”, “les tickets de la semaine”: of the one that is running."""
    word = u.tokens[index].norm
    if word != _bare(word):
        return True
    before = [u.tokens[place].norm for place in range(max(0, index - 2), index)]
    return " ".join(before) in _OF or (bool(before) and before[-1] in _OF)


def _begin(unit: str) -> str:
    return "$today" if unit == "days" else f"$now.startOf('{unit.rstrip('s')}')"


def _whole(unit: str) -> tuple[str, str]:
    one = unit.rstrip("s")
    return f"$now.minus({{ {unit}: 1 }}).startOf('{one}')", f"$now.startOf('{one}')"


def _end(since: str) -> str | None:
    if since == "$today":
        return "$today.plus({ days: 1 })"
    if since.startswith("$now.startOf("):
        return since.replace("startOf", "endOf")
    return None


def _bare(norm: str) -> str:
    """Without the ending of a genitive ("week's", "today's")."""
    return norm.replace("’", "'").removesuffix("'s").removesuffix("'")


def _unit(u: Utterance, index: int) -> str | None:
    word = _bare(u.tokens[index].norm)
    for unit in period_words()["units"]:
        known = words_of("units", unit)
        if word in known or word.removesuffix("s") in known:
            return str(unit)
    return None


def _count(u: Utterance, index: int) -> int | None:
    token = u.tokens[index]
    return int(token.norm) if token.kind is Kind.NUMBER and token.norm.isdigit() else None


def _event(u: Utterance, act: Act, before: int) -> str:
    """What happened in that time: the nearest participle before it, else something was made."""
    for index in range(before - 1, max(act.first, before - 6) - 1, -1):
        word = u.tokens[index].norm
        for event in (UPDATED, CLOSED, DUE):
            if word in words_of("events", event):
                return event
    return CREATED
