"""The rule of a Schedule Trigger in words: "every weekday at 08:30"."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from nodepilot.sentences import counted, later, say

_DAYS = (
    later("Sunday"),
    later("Monday"),
    later("Tuesday"),
    later("Wednesday"),
    later("Thursday"),
    later("Friday"),
    later("Saturday"),
)
_WEEKDAYS = [1, 2, 3, 4, 5]


def schedule_in_words(rule: Any) -> str:
    """What `rule` says; "when its schedule says so" for one that cannot be read."""
    intervals = rule.get("interval") if isinstance(rule, Mapping) else None
    told = [_interval(each) for each in intervals or [] if isinstance(each, Mapping)]
    return f" {say('and')} ".join(told) or say("when its schedule says so")


def _interval(interval: Mapping[str, Any]) -> str:
    field = interval.get("field", "days")
    if field == "cronExpression":
        return say("by the cron expression `{expression}`", expression=interval.get("expression", ""))
    if field in {"seconds", "minutes", "hours"}:
        return _every(
            interval.get(f"{field}Interval", {"seconds": 30, "minutes": 5, "hours": 1}[field]), field
        )
    if field == "weeks":
        return f"{_weeks(interval)}{_clock(interval)}"
    if field == "months":
        day = interval.get("triggerAtDayOfMonth", 1)
        months = interval.get("monthsInterval", 1)
        return counted(
            months, "on day {day} of the month", "on day {day} of every {count} months", day=day
        ) + _clock(interval)
    return f"{_every(interval.get('daysInterval', 1), 'days')}{_clock(interval)}"


def _weeks(interval: Mapping[str, Any]) -> str:
    days = interval.get("triggerAtDay") or [0]
    days = sorted(day for day in days if isinstance(day, int) and 0 <= day <= 6) or [0]
    weeks = interval.get("weeksInterval", 1)
    if days == _WEEKDAYS and weeks == 1:
        return say("every weekday")
    *others, last = [say(_DAYS[day]) for day in days]
    names = say("{names} and {last}", names=", ".join(others), last=last) if others else last
    return counted(weeks, "every {names}", "every {count} weeks on {names}", names=names)


def _every(count: Any, unit: str) -> str:
    match unit:
        case "seconds":
            return counted(count, "every second", "every {count} seconds")
        case "minutes":
            return counted(count, "every minute", "every {count} minutes")
        case "hours":
            return counted(count, "every hour", "every {count} hours")
        case _:
            return counted(count, "every day", "every {count} days")


def _clock(interval: Mapping[str, Any]) -> str:
    hour, minute = interval.get("triggerAtHour", 0), interval.get("triggerAtMinute", 0)
    if not isinstance(hour, int) or not isinstance(minute, int):
        return ""
    return " " + say("at {time}", time=f"{hour:02d}:{minute:02d}")
