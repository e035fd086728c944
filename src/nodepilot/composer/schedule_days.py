"""Days in what is said of a schedule: weekdays, “the first Monday of the month”, days of the month."""

from __future__ import annotations

from nodepilot.composer.schedule_rule import Found
from nodepilot.composer.time_words import TimeWords

DAYS = ("sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday")
_ALL_OF_A_DAY = tuple(f"{each}s" for each in DAYS)
_OPENING = frozenset(
    {"hours", "times", "offnungszeiten", "geschaftszeiten", "horaires", "horario", "horarios"}
)


def read_days(words: TimeWords, at: int, found: Found, *, after_every: bool = False) -> int:
    """Weekdays: a list after "every", plural ones anywhere, single ones after "on" or beside a time."""
    if any(words.norm(i) == "(" and words.norm(i - 1) in _OPENING for i in range(at - 4, at)):
        # "our opening hours (Mon-Sat 9-18)" tells no time to run at.
        return 0
    if not after_every and _is_asked(words, at):
        return 0
    cursor, days, plural = at, list[int](), after_every
    lead = 0 if after_every else words.match(at, "on") or int(words.norm(at) == "from")
    cursor += lead
    while True:
        day, length = words.match_any(cursor, DAYS)
        if day is None:
            name, length = words.match_any(cursor, _ALL_OF_A_DAY)
            if name is not None:
                day, plural = name[:-1], True
        if day is not None:
            days.append(DAYS.index(day))
        elif length := words.match(cursor, "weekday"):
            days += [1, 2, 3, 4, 5]
            plural = True
        elif length := _weekend(words, cursor, led=bool(lead or after_every or days)):
            days += [6, 0]
            plural = True
        else:
            break
        cursor += length
        if part_length := words.match_any(cursor, ("morning", "evening", "afternoon", "night"))[1]:
            found.part = words.match_any(cursor, ("morning", "evening", "afternoon", "night"))[0]
            cursor += part_length
        joint = words.joint(cursor) or words.until(cursor)
        after = cursor + joint
        if not joint:
            break
        after += words.match(after, "every")
        if words.match_any(after, (*DAYS, *_ALL_OF_A_DAY, "weekend"))[0] is None:
            break
        cursor = after
    if not days:
        return 0
    if words.is_range(at, cursor) and len(days) == 2:
        first, last = days
        days = [day % 7 for day in range(first, (last if last >= first else last + 7) + 1)]
        plural = True
    if not plural and not (lead and len(days) > 1) and not found.recurring and not words.clock_near(cursor):
        return 0
    found.recurring = True
    found.days += [day for day in days if day not in found.days]
    return cursor - at


def _weekend(words: TimeWords, at: int, *, led: bool) -> int:
    """Tokens of “on the weekend”, “weekends”; none of “have a nice weekend”, “the weekend weather”."""
    length = words.match(at, "weekend")
    return length if led or words.norm(at).endswith("s") else 0


def _is_asked(words: TimeWords, at: int) -> bool:
    """“if it's a weekend”: which day it is, not when to run."""
    place = at - 1 if words.norm(at - 1) in {"a", "the"} else at
    return words.norm(place - 1) in {"is", "it's", "today's", "isn't"} or (
        words.norm(place - 1) == "not" and words.norm(place - 2) in {"is", "it's"}
    )


def read_nth_weekday(words: TimeWords, at: int, found: Found) -> int:
    """`the first Monday of each month`."""
    cursor = at + words.match(at, "on")
    cursor += words.norm(cursor) in {"the", "am", "le", "el", "na"}
    ordinal = words.ordinal(cursor)
    if ordinal is None or ordinal > 4:
        return 0
    weekday, length = words.match_any(cursor + 1, DAYS)
    of_month = words.match(cursor + 1 + length, "of_month") if weekday is not None else 0
    if weekday is None or not of_month:
        return 0
    found.recurring = True
    found.nth_weekday = (ordinal, DAYS.index(weekday))
    return cursor + 1 + length + of_month - at


def read_month_day(words: TimeWords, at: int, found: Found) -> int:
    """`the first of the month`, `on the 15th of each month`, `every month on day 5`, `am 1. des Monats`."""
    if found.unit == "month" and (lead := words.match(at, "on")) and (unit := words.match(at + lead, "day")):
        day = words.ordinal(at + lead + unit)
        if day is not None:
            found.month_days.append(day)
            return lead + unit + 1
    cursor = at + (words.match(at, "on") or words.match(at, "every"))
    cursor += 1 if cursor == at and words.norm(cursor) in {"the", "el", "le", "am", "no"} else 0
    if words.norm(cursor) in {"the", "dia", "day"}:
        cursor += 1
    last = words.match(cursor, "last_day") or words.match(cursor, "last")
    if last and (of_month := words.match(cursor + last, "of_month")):
        found.recurring = True
        found.month_days.append(-1)
        return cursor + last + of_month - at
    ordinal = words.ordinal(cursor)
    if ordinal is None:
        return 0
    length = 1
    if words.norm(cursor + length) == ".":
        length += 1
    if unit := words.match(cursor + length, "day"):
        length += unit
    of_month = words.match(cursor + length, "of_month")
    if not of_month:
        return 0
    found.recurring = True
    found.month_days.append(ordinal)
    return cursor + length + of_month - at
