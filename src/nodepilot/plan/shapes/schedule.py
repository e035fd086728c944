"""When triggers run: the rule of Schedule Trigger and the poll times of polling triggers.

Hours and minutes are those of the workflow's time zone (`Plan.timezone`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeAlias

from nodepilot.errors import InvalidPlan
from nodepilot.plan.model import Value

Interval: TypeAlias = Mapping[str, Value]

_MOST = {"seconds": 59, "minutes": 59, "hours": 23, "days": 31}


def schedule(*intervals: Interval) -> Mapping[str, Value]:
    """The value of the parameter `rule` of Schedule Trigger; several intervals are several starts."""
    return {"interval": list(intervals)}


def every(count: int, unit: str, *, minute: int = 0) -> Interval:
    """Every so many `seconds`, `minutes` or `hours`; `minute` is the minute of the hour, for hours only."""
    if unit not in {"seconds", "minutes", "hours"}:
        raise InvalidPlan(f"A schedule counts in seconds, minutes or hours, not in `{unit}`.")
    _check("interval", count, 1, _MOST[unit])
    made: dict[str, Value] = {"field": unit, f"{unit}Interval": count}
    if unit == "hours":
        _check("minute", minute, 0, 59)
        made["triggerAtMinute"] = minute
    return made


def daily(hour: int, minute: int = 0, *, days: int = 1) -> Interval:
    """Every so many days at a time of day."""
    _check("interval", days, 1, _MOST["days"])
    return {"field": "days", "daysInterval": days, **_time(hour, minute)}


def weekly(weekdays: Sequence[int], hour: int, minute: int = 0, *, weeks: int = 1) -> Interval:
    """On weekdays (0 is Sunday, 6 Saturday) at a time of day."""
    if not weekdays:
        raise InvalidPlan("A weekly schedule needs at least one weekday.")
    for day in weekdays:
        _check("weekday", day, 0, 6)
    _check("interval", weeks, 1, None)
    return {"field": "weeks", "weeksInterval": weeks, "triggerAtDay": list(weekdays), **_time(hour, minute)}


def monthly(day: int, hour: int, minute: int = 0, *, months: int = 1) -> Interval:
    """On a day of the month (1 to 31) at a time of day."""
    _check("day of the month", day, 1, 31)
    _check("interval", months, 1, None)
    return {"field": "months", "monthsInterval": months, "triggerAtDayOfMonth": day, **_time(hour, minute)}


def cron(expression: str) -> Interval:
    """A cron expression of five or six fields (`0 9 * * 1-5`)."""
    if len(expression.split()) not in {5, 6}:
        raise InvalidPlan(f"`{expression}` is no cron expression.", next_step="It has five or six fields.")
    return {"field": "cronExpression", "expression": expression}


def polling(interval: Interval | None = None) -> Mapping[str, Value]:
    """The value of the parameter `pollTimes` of polling triggers, from an interval as above; None: every minute."""
    if interval is None:
        return {"item": [{"mode": "everyMinute"}]}
    return {"item": [_poll_time(interval)]}


def _poll_time(interval: Interval) -> Mapping[str, Value]:
    match interval["field"]:
        case "minutes" if interval["minutesInterval"] == 1:
            return {"mode": "everyMinute"}
        case "minutes":
            return {"mode": "everyX", "value": interval["minutesInterval"], "unit": "minutes"}
        case "hours" if interval["hoursInterval"] == 1:
            return {"mode": "everyHour", "minute": interval["triggerAtMinute"]}
        case "hours":
            return {"mode": "everyX", "value": interval["hoursInterval"], "unit": "hours"}
        case "days" if interval["daysInterval"] == 1:
            return {"mode": "everyDay", **_clock(interval)}
        case "weeks" if interval["weeksInterval"] == 1 and len(_weekdays(interval)) == 1:
            return {"mode": "everyWeek", "weekday": str(_weekdays(interval)[0]), **_clock(interval)}
        case "months" if interval["monthsInterval"] == 1:
            return {"mode": "everyMonth", "dayOfMonth": interval["triggerAtDayOfMonth"], **_clock(interval)}
        case "weeks" if interval["weeksInterval"] == 1:
            days = ",".join(str(day) for day in _weekdays(interval))
            at = _clock(interval)
            return {"mode": "custom", "cronExpression": f"0 {at['minute']} {at['hour']} * * {days}"}
        case "cronExpression":
            return {"mode": "custom", "cronExpression": interval["expression"]}
        case field:
            raise InvalidPlan(
                f"A polling trigger can't look every so many {field}.",
                next_step="Use a Schedule Trigger, or a cron expression.",
            )


def _clock(interval: Interval) -> dict[str, Value]:
    return {"hour": interval["triggerAtHour"], "minute": interval["triggerAtMinute"]}


def _weekdays(interval: Interval) -> list[int]:
    days = interval["triggerAtDay"]
    return [day for day in days if isinstance(day, int)] if isinstance(days, Sequence) else []


def _time(hour: int, minute: int) -> dict[str, Value]:
    _check("hour", hour, 0, 23)
    _check("minute", minute, 0, 59)
    return {"triggerAtHour": hour, "triggerAtMinute": minute}


def _check(what: str, value: int, least: int, most: int | None) -> None:
    if value < least or (most is not None and value > most):
        allowed = f"{least} to {most}" if most is not None else f"{least} or more"
        raise InvalidPlan(f"The {what} of a schedule can't be {value}.", next_step=f"Allowed: {allowed}.")
