"""Cron expressions as n8n's schedule triggers read them: five fields, or six with seconds in front."""

from __future__ import annotations

from nodepilot.kit.records import dataclass
from nodepilot.sentences import later, say

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_DAYS = ("sun", "mon", "tue", "wed", "thu", "fri", "sat")
_LONGEST_MONTH = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_MACROS = {
    "@yearly": "0 0 1 1 *",
    "@annually": "0 0 1 1 *",
    "@monthly": "0 0 1 * *",
    "@weekly": "0 0 * * 0",
    "@daily": "0 0 * * *",
    "@midnight": "0 0 * * *",
    "@hourly": "0 * * * *",
    "@minutely": "* * * * *",
    "@weekdays": "0 0 * * 1-5",
    "@weekends": "0 0 * * 0,6",
}
_FIELDS = (
    (later("seconds"), 0, 59, ()),
    (later("minutes"), 0, 59, ()),
    (later("hours"), 0, 23, ()),
    (later("days of the month"), 1, 31, ()),
    (later("months"), 1, 12, _MONTHS),
    (later("days of the week"), 0, 7, _DAYS),
)


class CronError(ValueError):
    """The text is no cron expression; the message says which part."""


@dataclass(frozen=True, slots=True)
class Cron:
    """The values that each field allows. `weekday_is_any` and `day_is_any`: the field is `*` or `?`."""

    seconds: frozenset[int]
    minutes: frozenset[int]
    hours: frozenset[int]
    days: frozenset[int]
    months: frozenset[int]
    weekdays: frozenset[int]
    day_is_any: bool
    weekday_is_any: bool

    @property
    def ever_fires(self) -> bool:
        """False when no allowed month has an allowed day (30 February)."""
        if not self.weekday_is_any:
            return True
        return any(min(self.days) <= _LONGEST_MONTH[month - 1] for month in self.months)

    @property
    def every_second(self) -> bool:
        """It fires without a pause."""
        return len(self.seconds) == 60 and len(self.minutes) == 60


def parse_cron(text: str) -> Cron:
    """Reads a cron expression; raises CronError."""
    parts = _MACROS.get(text.strip().lower(), text).split()
    if len(parts) == 5:
        parts = ["0", *parts]
    if len(parts) != 6:
        raise CronError(say("it has {count} fields instead of 5 or 6", count=len(parts)))
    fields = zip(parts, _FIELDS, strict=True)
    seconds, minutes, hours, days, months, weekdays = (_field(part, *field) for part, field in fields)
    return Cron(
        seconds,
        minutes,
        hours,
        days,
        months,
        weekdays,
        day_is_any=parts[3] in ("*", "?"),
        weekday_is_any=parts[5] in ("*", "?"),
    )


def _field(text: str, name: str, low: int, high: int, words: tuple[str, ...]) -> frozenset[int]:
    found: set[int] = set()
    for part in text.split(","):
        span, slash, step_text = part.partition("/")
        step = _number(step_text, name, 1, 10_000, ()) if slash else 1
        if span in ("*", "?"):
            first, last = low, high
        elif "-" in span[1:]:
            start, _, end = span.partition("-")
            first, last = _number(start, name, low, high, words), _number(end, name, low, high, words)
        else:
            first = _number(span, name, low, high, words)
            last = high if slash else first
        if first <= last:
            found.update(range(first, last + 1, step))
        else:
            found.update(range(first, high + 1, step), range(low, last + 1, step))
    return frozenset(found)


def _number(text: str, name: str, low: int, high: int, words: tuple[str, ...]) -> int:
    word = text.lower()[:3]
    if word in words:
        return words.index(word) + low
    if not text.isascii() or not text.isdecimal() or not low <= int(text[:9]) <= high:
        raise CronError(
            say(
                "`{text}` does not fit the {name} ({low} to {high})",
                text=text,
                name=say(name),
                low=low,
                high=high,
            )
        )
    return int(text)
