"""Cron and Interval to the Schedule Trigger."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from nodepilot.upgrade.draft import Draft, Unknown
from nodepilot.upgrade.moves.conditions import entries_of

_UNITS = {
    "seconds": ("secondsInterval", 59),
    "minutes": ("minutesInterval", 59),
    "hours": ("hoursInterval", 23),
}


def cron_rule(draft: Draft) -> None:
    """Each trigger time becomes an interval of the rule."""
    times = entries_of(draft, "triggerTimes.item")
    if not times:
        raise Unknown("it has no times that could be read.")
    draft.replace({"rule": {"interval": [_interval(time) for time in times]}})


def _interval(time: Mapping[str, Any]) -> dict[str, Any]:
    def number(key: str) -> int:
        value = time.get(key)
        if type(value) is not int:
            raise Unknown(f"`{key}` of its time is no fixed number.")
        return value

    match time.get("mode"):
        case "everyMinute":
            return {"field": "minutes", "minutesInterval": 1}
        case "everyHour":
            return {"field": "hours", "triggerAtMinute": number("minute")}
        case "everyDay":
            return {"field": "days", "triggerAtHour": number("hour"), "triggerAtMinute": number("minute")}
        case "everyWeek":
            weekday = str(time.get("weekday"))
            if weekday not in set("0123456"):
                raise Unknown("its weekday is no fixed choice.")
            at = {"triggerAtHour": number("hour"), "triggerAtMinute": number("minute")}
            return {"field": "weeks", "triggerAtDay": [int(weekday)], **at}
        case "everyMonth":
            at = {"triggerAtHour": number("hour"), "triggerAtMinute": number("minute")}
            return {"field": "months", "triggerAtDayOfMonth": number("dayOfMonth"), **at}
        case "everyX":
            return _every(time.get("unit"), number("value"))
        case "custom" if isinstance(time.get("cronExpression"), str):
            return {"field": "cronExpression", "expression": time["cronExpression"]}
    raise Unknown("one of its times cannot be read.")


def interval_rule(draft: Draft) -> None:
    """One interval, counted from the clock instead of from the moment of publishing."""
    value = draft.value("interval")
    if type(value) is not int:
        raise Unknown("its interval is no fixed number.")
    draft.replace({"rule": {"interval": [_every(draft.value("unit"), value)]}})


def _every(unit: Any, value: int) -> dict[str, Any]:
    key, most = _UNITS.get(unit, ("", 0))
    if not 1 <= value <= most:
        raise Unknown(f"every {value} {unit} is no interval of a schedule.")
    return {"field": unit, key: value}
