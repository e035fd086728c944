"""The rule of a Schedule Trigger in words: "every weekday at 08:30"."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

_DAYS = ("Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday")
_WEEKDAYS = [1, 2, 3, 4, 5]


def schedule_in_words(rule: Any) -> str:
    """What `rule` says; "when its schedule says so" for one that cannot be read."""
    intervals = rule.get("interval") if isinstance(rule, Mapping) else None
    told = [_interval(each) for each in intervals or [] if isinstance(each, Mapping)]
    return " and ".join(told) or "when its schedule says so"


def _interval(interval: Mapping[str, Any]) -> str:
    field = interval.get("field", "days")
    if field == "cronExpression":
        return f"by the cron expression `{interval.get('expression', '')}`"
    if field in {"seconds", "minutes", "hours"}:
        count = interval.get(f"{field}Interval", {"seconds": 30, "minutes": 5, "hours": 1}[field])
        return _every(count, field)
    if field == "weeks":
        return _weeks(interval)
    if field == "months":
        day = interval.get("triggerAtDayOfMonth", 1)
        months = interval.get("monthsInterval", 1)
        often = "every month" if months == 1 else f"every {months} months"
        return f"on day {day} of {often.removeprefix('every ') if months == 1 else often}{_clock(interval)}"
    count = interval.get("daysInterval", 1)
    return f"{_every(count, 'days')}{_clock(interval)}"


def _weeks(interval: Mapping[str, Any]) -> str:
    days = interval.get("triggerAtDay") or [0]
    days = sorted(day for day in days if isinstance(day, int) and 0 <= day <= 6) or [0]
    weeks = interval.get("weeksInterval", 1)
    if days == _WEEKDAYS and weeks == 1:
        return f"every weekday{_clock(interval)}"
    names = _joined([_DAYS[day] for day in days])
    often = "every" if weeks == 1 else f"every {weeks} weeks on"
    return f"{often} {names}{_clock(interval)}"


def _every(count: Any, unit: str) -> str:
    one = unit.removesuffix("s")
    return f"every {one}" if count == 1 else f"every {count} {unit}"


def _clock(interval: Mapping[str, Any]) -> str:
    hour, minute = interval.get("triggerAtHour", 0), interval.get("triggerAtMinute", 0)
    return f" at {hour:02d}:{minute:02d}" if isinstance(hour, int) and isinstance(minute, int) else ""


def _joined(names: list[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
