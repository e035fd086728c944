"""Does n8n take a text as a date? It tries ISO 8601, SQL, mail dates, and then V8's own lenient parser."""

from __future__ import annotations

import re

_ISO = re.compile(
    r"(?:[+-]\d{6}|\d{4})"
    r"(?:-?(?P<month>\d\d)(?:-?(?P<day>\d\d))?|-?W(?P<week>\d\d)(?:-?[1-7])?|-?(?P<ordinal>\d{3}))?"
    r"(?:[T ](?P<hour>\d\d)(?::?(?P<minute>\d\d)(?::?(?P<second>\d\d)(?:[.,]\d{1,30})?)?)?"
    r"\s*(?:Z|[+-]\d\d(?::?\d\d)?)?(?:\s?\[?[A-Za-z_]+/[A-Za-z_/]+\]?)?)?\Z"
)
_TIME_ONLY = re.compile(r"T?(\d\d):?(\d\d)?(?::?(\d\d)(?:[.,]\d{1,30})?)?(?:Z|[+-]\d\d(?::?\d\d)?)?\Z")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_ZONES = frozenset(
    {"am", "pm", "utc", "gmt", "ut", "z", "est", "edt", "cst", "cdt", "mst", "mdt", "pst", "pdt", "t"}
)
_TOKEN = re.compile(r"(?P<number>\d+)|(?P<word>[^\W\d_]+)|(?P<space>\s+)|(?P<sign>.)", re.DOTALL)
_MONTH_LENGTHS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def is_date(text: str) -> bool:
    """True when one of n8n's date parsers reads the text."""
    text = text.strip()
    return _is_iso(text) or _is_lenient(text)


def _is_iso(text: str) -> bool:
    match = _ISO.match(text)
    if match is None:
        time = _TIME_ONLY.match(text)
        return time is not None and _is_time(time[1], time[2], time[3])
    month, day = int(match["month"] or 1), int(match["day"] or 1)
    if not (1 <= month <= 12 and 1 <= day <= _MONTH_LENGTHS[month - 1]):
        return False
    if match["week"] and not 1 <= int(match["week"]) <= 53:
        return False
    if match["ordinal"] and not 1 <= int(match["ordinal"]) <= 366:
        return False
    return _is_time(match["hour"], match["minute"], match["second"])


def _is_time(hour: str | None, minute: str | None, second: str | None) -> bool:
    hours, minutes, seconds = int(hour or 0), int(minute or 0), int(second or 0)
    if hours == 24:
        return minutes == seconds == 0
    return hours < 24 and minutes < 60 and seconds < 60


def _is_lenient(text: str) -> bool:
    """V8's fallback: words before the first number don't matter, and two or three numbers make a date."""
    numbers: list[int] = []
    time: list[int] = []
    month: int | None = None
    in_time = False
    depth = 0
    previous_sign = ""
    for match in _TOKEN.finditer(text):
        if match["sign"] == "(":
            depth += 1
        elif match["sign"] == ")" and depth:
            depth -= 1
        if depth or match["space"]:
            continue
        if match["word"]:
            word = match["word"].lower()
            if word[:3] in _MONTHS:
                month = _MONTHS.index(word[:3]) + 1
            elif word not in _ZONES and (numbers or time):
                return False
        elif match["number"]:
            number = int(match["number"][:18])
            follows_colon = text[match.end() : match.end() + 1] == ":"
            if in_time or (follows_colon and not time):
                time.append(number)
            elif previous_sign == "+" or (previous_sign == "-" and time):
                pass  # an offset
            else:
                numbers.append(number)
            in_time = follows_colon or (in_time and text[match.end() : match.end() + 1] == ".")
        elif match["sign"] not in ":./-+,)" and (numbers or time):
            return False
        previous_sign = match["sign"] or ""
    return _makes_a_date(numbers, month) and _is_clock(time)


def _makes_a_date(numbers: list[int], month: int | None) -> bool:
    if not numbers or len(numbers) > (3 if month is None else 2):
        return False
    padded = [*numbers, 1, 1][:3]
    if month is not None:
        day, year = (padded[0], padded[1]) if 1 <= padded[0] <= 31 else (padded[1], padded[0])
    elif 1 <= padded[0] <= 31:
        month, day, year = padded
    else:
        year, month, day = padded
    return 1 <= month <= 12 and 1 <= day <= 31 and year < 275760


def _is_clock(time: list[int]) -> bool:
    limits = (25, 60, 60, 1000)
    return len(time) <= 4 and all(part < limit for part, limit in zip(time, limits, strict=False))
