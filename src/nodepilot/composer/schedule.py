"""When a workflow shall run: time words of five languages to the rule of n8n's Schedule Trigger.

    find_schedule(tokens, ("en",), "every weekday at 8:30")
    # intervals ({"field": "weeks", "triggerAtDay": [1, 2, 3, 4, 5], "triggerAtHour": 8, …},)

`intervals` are the entries of `rule.interval` as n8n 2.x stores them (Sunday is day 0).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from nodepilot.composer.language.lexicon import Sense, senses_at
from nodepilot.composer.language.tokens import Token
from nodepilot.composer.schedule_alone import is_said_alone
from nodepilot.composer.schedule_days import DAYS, read_days, read_month_day, read_nth_weekday
from nodepilot.composer.schedule_rule import PART_HOURS, UNITS, Found, intervals_of
from nodepilot.composer.schedule_spoken import read_spoken
from nodepilot.composer.time_words import Clock, TimeWords
from nodepilot.composer.timezones import find_timezone
from nodepilot.kit.records import dataclass

_REMINDING = ("remind", "erinner", "recuerd", "recorda", "rappel", "lembr")
_ADVERBS = {
    "hourly": ("hour", 1),
    "daily": ("day", 1),
    "weekly": ("week", 1),
    "biweekly": ("week", 2),
    "monthly": ("month", 1),
    "quarterly": ("month", 3),
    "yearly": ("month", 12),
    "nightly": ("night", 1),
}
_BILLED = frozenset(
    "plan plans subscription subscriptions subscriber subscribers customer customers member members ones billing".split()
)
_CRON = re.compile(
    r"(?<![\w*/])((?:\*|[0-5]?\d)(?:[-/,][\d*]+)*\s+(?:\*|\d{1,2})(?:[-/,][\d*]+)*\s+(?:\*|\?|\d{1,2}|L)(?:[-/,][\d*]+)*"
    r"\s+(?:\*|\d{1,2}|[A-Z]{3})(?:[-/,](?:[\d*]+|[A-Z]{3}))*\s+(?:\*|\?|\d|[A-Z]{3})(?:[-/,](?:[\d*]+|[A-Z]{3}))*"
    r"(?:\s+(?:\*|\d|[A-Z]{3})(?:[-/,](?:[\d*]+|[A-Z]{3}))*)?)(?![\w*/])",
)


@dataclass(frozen=True, slots=True)
class Schedule:
    """A recurring time. `taken` are the indexes of the tokens that were understood as time.

    `assumed` names what the request left open ("08:00"). `weak` means that only a time of day was said, `on_last_day`
    that the last day of each month is meant, for which `intervals` have day 28: n8n's cron knows no last day.
    """

    intervals: tuple[Mapping[str, Any], ...]
    taken: frozenset[int]
    span: tuple[int, int]
    timezone: str | None = None
    assumed: str | None = None
    weak: bool = False
    on_last_day: bool = False


def find_schedule(
    tokens: list[Token],
    languages: tuple[str, ...],
    text: str,
    senses: Sequence[tuple[Sense, ...]] | None = None,
) -> Schedule | None:
    """The recurring time that the tokens speak of, if any; `senses` are theirs, where somebody knows them already."""
    if (cron := _find_cron(tokens, text)) is not None:
        return cron
    if senses is None:
        senses = [senses_at(tokens, index, languages) for index in range(len(tokens))]
    words = TimeWords(tokens, languages, senses)
    found = Found(reminds=any(token.norm.startswith(_REMINDING) for token in tokens))
    read_spoken(tokens, found)
    further = list[Found]()
    index = 0
    while index < len(tokens):
        if index in found.taken:
            index += 1
            continue
        open_one = further[-1] if further else found
        if open_one.clocks and open_one.days and (another := _another(words, index)) is not None:
            further.append(another)
            index += len(another.taken)
            continue
        index += max(1, _scan(words, index, open_one)) if words.may_begin(index) else 1
    for each in further:
        found.taken |= each.taken
        if not each.clocks:
            found.days += [day for day in each.days if day not in found.days]
    further = [each for each in further if each.clocks]
    weak = not found.recurring
    if weak and not (found.clocks and is_said_alone(words, found)):
        return None
    zone, zone_taken = find_timezone(tokens, found.taken)
    intervals, assumed = intervals_of(found)
    for each in further:
        intervals += intervals_of(each)[0]
    taken = frozenset(found.taken | zone_taken)
    span = (tokens[min(taken)].start, tokens[max(taken)].end)
    return Schedule(tuple(intervals), taken, span, zone, assumed, weak, found.on_last_day)


def _another(words: TimeWords, at: int) -> Found | None:
    """Days that have a time of their own: “every Monday at 9 and | every Friday | at 17”."""
    found = Found(recurring=True)
    opened = words.match(at, "every") or words.match(at, "on") or words.joint(at - 1)
    if not opened or not _scan(words, at, found):
        return None
    return found if found.days and not found.clocks else None


def _find_cron(tokens: list[Token], text: str) -> Schedule | None:
    match = _CRON.search(text)
    if match is None or "*" not in match.group():
        return None
    taken = {i for i, t in enumerate(tokens) if t.start >= match.start() and t.end <= match.end()}
    if not taken:
        taken = {i for i, t in enumerate(tokens) if t.start < match.end() and t.end > match.start()}
    first = min(taken)
    if first > 0 and tokens[first - 1].norm == "cron":
        taken.add(first - 1)
    zone, zone_taken = find_timezone(tokens, taken)
    interval = {"field": "cronExpression", "expression": " ".join(match.group().split())}
    return Schedule((interval,), frozenset(taken | zone_taken), match.span(), zone)


def _scan(words: TimeWords, at: int, found: Found) -> int:
    """Reads one time phrase at `at`; the number of tokens that it took, 0 for none."""
    for reader in (
        _read_every,
        read_nth_weekday,
        _read_adverb,
        read_days,
        read_month_day,
        _read_window,
        _read_clock,
        _read_part,
    ):
        length = reader(words, at, found)
        if length:
            found.take(at, length)
            return length
    return 0


def _read_every(words: TimeWords, at: int, found: Found) -> int:
    for concept, times in (("once_per", 1), ("twice_per", 2), ("thrice_per", 3)):
        if length := words.match(at, concept):
            unit, unit_length = words.match_any(at + length, (*UNITS, "quarter", "year"))
            if unit is None:
                return 0
            found.recurring = True
            found.times_per_day = times if unit == "day" else 1
            _set_unit(found, unit, 1)
            return length + unit_length
    length = words.match(at, "every")
    if not length:
        return 0
    cursor = at + length
    amount, amount_length = words.number(cursor)
    cursor += amount_length
    if (
        amount is None
        and (other := words.match(cursor, "other"))
        and words.match_any(cursor + other, UNITS)[0]
    ):
        amount, cursor = 2, cursor + other
    for concept, minutes in (("half_hour", 30), ("quarter_hour", 15)):
        if unit_length := words.match(cursor, concept):
            found.recurring = True
            _set_unit(found, "minute", minutes)
            return cursor + unit_length - at
    if (other := words.match(cursor, "other")) and (
        day_length := read_days(words, cursor + other, found, after_every=True)
    ):
        _set_unit(found, "week", 2)
        return cursor + other + day_length - at
    if day_length := read_days(words, cursor, found, after_every=True):
        return cursor + day_length - at
    if (
        amount is None
        and (ordinal := words.ordinal(cursor))
        and ordinal <= 4
        and (weekday := words.match_any(cursor + 1, DAYS))[0] is not None
        and (of_month := words.match(cursor + 1 + weekday[1], "of_month"))
    ):
        found.recurring = True
        found.nth_weekday = (ordinal, DAYS.index(weekday[0]))
        return cursor + 1 + weekday[1] + of_month - at
    if amount is None and (ordinal := words.ordinal(cursor)) and (day := words.match(cursor + 1, "of_month")):
        found.recurring = True
        found.month_days.append(ordinal)
        return cursor + 1 + day - at
    part, part_length = words.match_any(cursor, tuple(PART_HOURS))
    if part is not None and amount is None:
        found.recurring = True
        found.part = part
        return cursor + part_length - at
    unit, unit_length = words.match_any(cursor, (*UNITS, "quarter", "year"))
    if unit is None:
        return 0
    found.recurring = True
    month_day = words.number(cursor + unit_length)[0]
    if unit == "day" and amount is None and month_day is not None and words.names_day(cursor + unit_length):
        # "todo dia 5": of the month.
        found.month_days.append(month_day)
        return cursor + unit_length + 1 - at
    _set_unit(found, unit, amount or 1)
    return cursor + unit_length - at


def _set_unit(found: Found, unit: str, amount: int) -> None:
    if unit == "quarter":
        unit, amount = "month", 3 * amount
    elif unit == "year":
        unit, amount = "month", 12 * amount
    if found.unit is None or amount != 1:
        found.unit, found.amount = unit, amount


def _read_adverb(words: TimeWords, at: int, found: Found) -> int:
    concept, length = words.match_any(at, tuple(_ADVERBS))
    if concept is None:
        return 0
    if words.norm(at + length) in _BILLED:
        # "yearly plans go to …": what they are, no time.
        return 0
    unit, amount = _ADVERBS[concept]
    found.recurring = True
    if unit == "night":
        found.part = "night"
    else:
        _set_unit(found, unit, amount)
    return length


def _read_window(words: TimeWords, at: int, found: Found) -> int:
    length = words.match(at, "between")
    before = at - 2 if words.norm(at - 1) == "," else at - 1
    if not length and not (found.recurring and before in found.taken):
        return 0
    first, first_length = words.clock(at + length)
    if first is None:
        return 0
    cursor = at + length + first_length
    dash = 1 if words.norm(cursor) in {"-", "–"} else 0
    # Without "between" only a dash makes a window: "weekdays 9-17".
    joint = (words.match(cursor, "until") or words.joint(cursor) or dash) if length else dash
    if not joint:
        return 0
    last, last_length = words.clock(cursor + joint)
    if last is None:
        return 0
    start, end = first.hour, last.hour
    if start < 7 and first.bare and end > start and last.meridiem == "pm":
        start += 12
    found.window = (start, end if end > start else end + 12)
    return cursor + joint + last_length - at


def _read_clock(words: TimeWords, at: int, found: Found) -> int:
    lead = words.match(at, "at")
    clock, length = words.clock(at + lead)
    if clock is None or (clock.bare and not lead):
        return 0
    total = lead + length
    if clock.bare and words.is_counted(at + total):
        return 0
    found.clocks.append(clock)
    cursor = at + total
    while (joint := words.joint(cursor)) and (
        more := words.clock(cursor + joint + words.match(cursor + joint, "at"))
    )[0]:
        other, other_length = more
        assert other is not None  # noqa: S101
        if other.bare and words.is_counted(cursor + joint + other_length):
            break
        found.clocks.append(other)
        cursor += joint + words.match(cursor + joint, "at") + other_length
    return cursor - at


def _read_part(words: TimeWords, at: int, found: Found) -> int:
    lead = words.match(at, "at")
    part, length = words.match_any(at + lead, ("noon", "midnight"))
    if part is not None and (lead or words.norm(at) != "lunch"):
        # "the lunch menu" is no time.
        found.clocks.append(Clock(PART_HOURS[part], 0))
        return lead + length
    if not found.recurring:
        return 0
    part, length = words.match_any(at, ("morning", "evening", "afternoon", "night"))
    if part is None or at - 1 not in found.taken:
        return 0
    found.part = part
    return length
