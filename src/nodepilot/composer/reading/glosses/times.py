"""A recurring time as English says it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from nodepilot.composer.schedule import Schedule

_DAYS = ("Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday")
_WORKDAYS, _WEEKEND = [1, 2, 3, 4, 5], [0, 6]


def in_words(schedule: Schedule, text: str) -> str:
    """“every Monday at 9:00”; the request's own words where the rule is none that is said in a few words."""
    told = [_told(each, with_clock=schedule.assumed is None) for each in schedule.intervals]
    zone = f" ({schedule.timezone})" if schedule.timezone else ""
    if not told or not all(told):
        return text[slice(*schedule.span)] + zone
    return " and ".join(each for each in told if each) + zone


def _told(rule: Mapping[str, Any], *, with_clock: bool) -> str | None:
    field = rule.get("field")
    clock = f" at {rule.get('triggerAtHour', 0)}:{rule.get('triggerAtMinute', 0):02d}" if with_clock else ""
    match field:
        case "minutes" | "hours" | "seconds":
            amount = rule.get(f"{field}Interval", 1)
            minute = rule.get("triggerAtMinute", 0)
            if field == "hours" and minute:
                return None
            return f"every {field[:-1]}" if amount == 1 else f"every {amount} {field}"
        case "days":
            amount = rule.get("daysInterval", 1)
            return (f"every day{clock}") if amount == 1 else f"every {amount} days{clock}"
        case "weeks":
            days = sorted(rule.get("triggerAtDay", []))
            if rule.get("weeksInterval", 1) != 1 or not days:
                return None
            if days == _WORKDAYS:
                return f"every weekday{clock}"
            if days == _WEEKEND:
                return f"on weekends{clock}"
            return "every " + " and ".join(_DAYS[day] for day in days) + clock
        case "months":
            if rule.get("monthsInterval", 1) != 1:
                return None
            day = rule.get("triggerAtDayOfMonth", 1)
            ending = {1: "st", 2: "nd", 3: "rd"}.get(day % 10 if day not in {11, 12, 13} else 0, "th")
            return f"on the {day}{ending} of every month{clock}"
        case "cronExpression":
            return f"on the cron schedule {rule['expression']}"
    return None
