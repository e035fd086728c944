"""Times as people say them: “at quarter past seven”, “5 past every hour”, “on the 1st and 15th”, “twice daily”.

What the words are stands in `data/spoken_times.json`; here is what they mean. They are looked for before single time
words are, and the tokens that they take are read no further.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

from nodepilot.composer.language.tokens import Token
from nodepilot.composer.schedule_rule import Found
from nodepilot.composer.time_words import Clock
from nodepilot.kit.packaged import packaged_json
from nodepilot.kit.patterns import Pattern

_MOST_A_DAY = 6
_OFFICE = (9, 17)
_WEEK = {1: [1], 2: [1, 4], 3: [1, 3, 5], 4: [1, 2, 4, 5], 5: [1, 2, 3, 4, 5]}
_LATE = ("afternoon", "evening", "night", "pm", "p.m", "tarde", "noche", "noite")
_EARLY = ("morning", "am", "a.m", "manana", "manha")


def read_spoken(tokens: list[Token], found: Found) -> None:
    """Puts what is said into `found`, and takes its tokens."""
    text = " ".join(token.norm for token in tokens)
    starts, place = [], 0
    for token in tokens:
        starts.append(place)
        place += len(token.norm) + 1
    monthly = re.search(rf"\b(?:{_data()['monthly']})\b", text) is not None
    words = {token.norm for token in tokens}
    for kind, has, pattern, needs_month in _rules():
        if has.isdisjoint(words) or (needs_month and not monthly):
            continue
        for match in _compiled(pattern).finditer(text):
            taken = [i for i, start in enumerate(starts) if match.start() <= start < match.end()]
            if not taken or found.taken & set(taken):
                continue
            if _MEANINGS[kind](match, found):
                found.taken.update(taken)


def _minute(match: re.Match[str], found: Found) -> bool:
    said = match.groupdict().get("m")
    minute = 0 if said is None else _data()["fractions"].get(said, _number(said))
    if minute is None or not 0 <= minute < 60:
        return False
    found.recurring, found.unit, found.amount, found.minute = True, "hour", 1, minute
    return True


def _clock(match: re.Match[str], found: Found) -> bool:
    groups = match.groupdict()
    hour = _number(groups["h"])
    if hour is None or hour > 24:
        return False
    fraction = (groups.get("f") or "").removesuffix(" minutes").removesuffix(" minute")
    minute = _data()["fractions"].get(fraction, _number(fraction) or 0)
    if groups.get("d") in {"to", "before", "vor"}:
        minute = -minute
    if groups.get("halb"):
        minute = -30
    if groups.get("mm"):
        minute = int(groups["mm"])
    said = (groups.get("p") or "").strip()
    meridiem = "pm" if said.endswith(_LATE) else "am" if said.endswith(_EARLY) else ""
    if meridiem == "pm" and hour < 12:
        hour += 12
    total = (hour * 60 + minute) % (24 * 60)
    found.clocks.append(Clock(total // 60, total % 60, meridiem))
    return True


def _year(match: re.Match[str], found: Found) -> bool:
    groups = match.groupdict()
    month = _index(_data()["months"], groups["month"] or groups["month2"])
    day = _ordinal(groups["day"] or groups["day2"])
    if month is None or day is None:
        return False
    found.recurring, found.year_day = True, (month + 1, day)
    return True


def _last_day(_match: re.Match[str], found: Found) -> bool:
    found.recurring = True
    found.month_days.append(-1)
    return True


def _last_weekday(match: re.Match[str], found: Found) -> bool:
    found.recurring, found.nth_weekday = True, (5, _index(_data()["days"], match.group("wd")) or 0)
    return True


def _nth_weekday(match: re.Match[str], found: Found) -> bool:
    nth = _ordinal(match.group("nth"))
    if nth is None:
        return False
    found.recurring, found.nth_weekday = True, (nth, _index(_data()["days"], match.group("wd")) or 0)
    return True


def _nth_weekdays(match: re.Match[str], found: Found) -> bool:
    """“every first and third Wednesday”."""
    second = _ordinal(match.group("nth2"))
    if second is None or not _nth_weekday(match, found) or found.nth_weekday is None:
        return False
    found.also_nth = (second, found.nth_weekday[1])
    return True


def _quarter_weekday(match: re.Match[str], found: Found) -> bool:
    """“the first Monday of the quarter”."""
    if not _nth_weekday(match, found):
        return False
    found.quarterly = True
    return True


def _day_part(match: re.Match[str], found: Found) -> bool:
    """“Sunday evenings”."""
    found.recurring, found.part = True, match.group("part")
    found.days.append(_index(_data()["days"], match.group("wd")) or 0)
    return True


def _month_days(match: re.Match[str], found: Found) -> bool:
    days = [_ordinal(said) for said in re.findall(r"[a-z]+|\d+[a-zº]*", match.group("days"))]
    known = [day for day in days if day is not None]
    if not known:
        return False
    found.recurring = True
    if match.groupdict().get("quarter"):
        found.unit, found.amount = "month", 3
    found.month_days += [day for day in known if day not in found.month_days]
    return True


def _times(match: re.Match[str], found: Found) -> bool:
    count, unit = _number(match.group("n").split()[0]), _unit(match.group("u"))
    if count is None or not 1 <= count <= 60:
        return False
    found.recurring = True
    match unit:
        case "hour" if count > 1:
            found.unit, found.amount = "minute", max(1, 60 // count)
        case "day":
            found.unit, found.amount, found.times_per_day = "day", 1, min(count, _MOST_A_DAY)
        case "week" if count > 1:
            found.unit, found.amount, found.week_days = "week", 1, _WEEK.get(count, [1, 2, 3, 4, 5])
        case "month" if count == 2:
            found.unit, found.amount, found.twice_monthly = "month", 1, True
        case _:
            found.unit, found.amount = unit, 1
    return True


def _every(match: re.Match[str], found: Found) -> bool:
    groups = match.groupdict()
    said = groups.get("n")
    amount = int(said) if said else _ordinal(groups["ord"])
    unit = _unit(groups["u"])
    if not amount or unit is None:
        return False
    found.recurring, found.unit, found.amount = True, unit, amount
    return True


def _office(_match: re.Match[str], found: Found) -> bool:
    found.window = _OFFICE
    found.office = True
    return True


def _days_but(match: re.Match[str], found: Found) -> bool:
    """“every day except Sunday”, “every morning except Sundays”, “on weekdays but not Fridays”."""
    words = re.findall(r"[a-z]+", match.group("days"))
    left_out = {day for each in words if (day := _index(_data()["days"], each)) is not None}
    left_out |= {
        day for each in words if (day := _index(_data()["days"], each.removesuffix("s"))) is not None
    }
    found.recurring = bool(left_out)
    working = match.group("work") or match.group("works")
    found.part = match.group("part") or found.part
    found.days = [
        day for day in ((1, 2, 3, 4, 5) if working else (1, 2, 3, 4, 5, 6, 0)) if day not in left_out
    ]
    return bool(left_out)


def _other_weekday(match: re.Match[str], found: Found) -> bool:
    """“jeden zweiten Mittwoch”, “un lundi sur deux”."""
    day = _index(_data()["days"], next(filter(None, match.groups())))
    if day is None:
        return False
    found.recurring, found.unit, found.amount = True, "week", 2
    found.days.append(day)
    return True


def _quarter_end(_match: re.Match[str], found: Found) -> bool:
    found.recurring = found.quarter_ends = True
    return True


def _closing(_match: re.Match[str], found: Found) -> bool:
    found.clocks.append(Clock(_OFFICE[1], 0))
    return True


_MEANINGS: dict[str, Callable[[re.Match[str], Found], bool]] = {
    "minute": _minute,
    "clock": _clock,
    "year": _year,
    "last_day": _last_day,
    "last_weekday": _last_weekday,
    "nth_weekday": _nth_weekday,
    "nth_weekdays": _nth_weekdays,
    "quarter_weekday": _quarter_weekday,
    "day_part": _day_part,
    "month_days": _month_days,
    "times": _times,
    "unit": _every,
    "office": _office,
    "days_but": _days_but,
    "other_weekday": _other_weekday,
    "quarter_end": _quarter_end,
    "closing": _closing,
    "nothing": lambda _match, _found: True,
}


def _number(said: str) -> int | None:
    return int(said) if said.isdigit() else _data()["numbers"].get(said)


def _ordinal(said: str) -> int | None:
    digits = re.match(r"\d+", said)
    value = int(digits.group()) if digits else _data()["ordinals"].get(said)
    return value if value is not None and 1 <= value <= 31 else None


def _unit(said: str) -> str | None:
    return next((unit for unit, names in _data()["units"].items() if said in names), None)


def _index(names: list[list[str]], said: str) -> int | None:
    return next((i for i, each in enumerate(names) if said in each), None)


@cache
def _data() -> Mapping[str, Any]:
    data: dict[str, Any] = packaged_json("composer", "data", "spoken_times.json")
    return data


@cache
def _compiled(pattern: str) -> Pattern:
    """Most requests need none of them, and compiling all takes longer than reading one."""
    return Pattern(pattern)


@cache
def _rules() -> tuple[tuple[str, frozenset[str], str, bool], ...]:
    data = _data()
    number = "|".join(["\\d{1,2}", *sorted(data["numbers"], key=len, reverse=True)])
    ordinal = "|".join(["\\d{1,2}(?:st|nd|rd|th|er|º)?", *data["ordinals"]])
    parts = {
        "<N>": f"(?:{number})",
        "<H>": f"(?:{number})",
        "<ORD>": f"(?:{ordinal})",
        "<SUF>": "(?:\\d{1,2}(?:st|nd|rd|th|er|º)|\\d{1,2} \\.|first|fifteenth)",
        "<MONTH>": f"(?:{'|'.join(name for month in data['months'] for name in month)})",
        "<DAY>": f"(?:{'|'.join(name for day in data['days'] for name in day)})",
        "<UNIT>": f"(?:{'|'.join(sorted((n for u in data['units'].values() for n in u), key=len, reverse=True))})",
        "<EVERY>": f"(?:{data['every']})",
    }
    return tuple(
        (
            rule["is"],
            frozenset(rule["has"].split()),
            f"(?<![\\w-]){_filled(rule['match'], parts)}(?![\\w-])",
            rule.get("needs") == "month",
        )
        for rule in data["rules"]
    )


def _filled(pattern: str, parts: Mapping[str, str]) -> str:
    for name, value in parts.items():
        pattern = pattern.replace(name, value)
    return pattern
