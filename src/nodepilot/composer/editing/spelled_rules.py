"""A cron expression that says no more than the rest of a schedule's words can: read in these words.

0 9 * * 1-5    every week on Monday to Friday at 9
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from nodepilot.workflow.model import Node

_DAYS = ("sun", "mon", "tue", "wed", "thu", "fri", "sat")


def in_words(node: Node) -> Node:
    """The node with its rule told by days and hours where its cron expressions allow that, else as it is."""
    rule = node.parameters.get("rule")
    entries = rule.get("interval") if isinstance(rule, dict) else None
    if not isinstance(entries, list) or not any(_expression(each) for each in entries):
        return node
    told = [_told(each) for each in entries]
    parameters = {**node.parameters, "rule": {**rule, "interval": told}}  # type: ignore[dict-item]
    return replace(node, raw={**node.raw, "parameters": parameters})


def _expression(entry: Any) -> str:
    held = entry.get("expression") if isinstance(entry, dict) else None
    return held if isinstance(held, str) and entry.get("field") == "cronExpression" else ""


def _told(entry: Any) -> Any:
    fields = _expression(entry).split()
    if len(fields) == _WITH_SECONDS and fields[0] == "0":
        fields = fields[1:]
    if len(fields) != _WITH_SECONDS - 1:
        return entry
    minute, hour, day, month, weekday = fields
    if month != "*":
        return entry
    if (pace := _pace(minute, hour, day, weekday)) is not None:
        return pace
    if not (minute.isdigit() and hour.isdigit()):
        return entry
    clock = {"triggerAtHour": int(hour), "triggerAtMinute": int(minute)}
    if day == "*" and weekday == "*":
        return {"field": "days", "daysInterval": 1, **clock}
    if day.isdigit() and weekday == "*":
        return {"field": "months", "monthsInterval": 1, "triggerAtDayOfMonth": int(day), **clock}
    days = _days(weekday) if day == "*" else None
    return {"field": "weeks", "weeksInterval": 1, "triggerAtDay": days, **clock} if days else entry


_WITH_SECONDS = 6


def _pace(minute: str, hour: str, day: str, weekday: str) -> dict[str, Any] | None:
    """“*/15 * * * *”, “0 */2 * * *”: so many minutes or hours, on every day."""
    if (day, weekday) != ("*", "*"):
        return None
    if hour == "*" and (step := re.fullmatch(r"\*/(\d+)", minute)) is not None:
        return {"field": "minutes", "minutesInterval": int(step[1])}
    if minute.isdigit() and (step := re.fullmatch(r"\*(?:/(\d+))?", hour)) is not None:
        return {"field": "hours", "hoursInterval": int(step[1] or 1), "triggerAtMinute": int(minute)}
    return None


def _days(field: str) -> list[int]:
    """“1-5”, “MON,THU”: the days of the week, Sunday being 0; none for what is neither."""
    days: list[int] = []
    for part in field.lower().split(","):
        ends = [_day(each) for each in part.split("-")]
        first, last = ends[0], ends[-1]
        if first is None or last is None or len(ends) > len(("first", "last")):
            return []
        days += [day % 7 for day in range(first, (last if last >= first else last + 7) + 1)]
    return list(dict.fromkeys(days))


def _day(name: str) -> int | None:
    if name.isdigit():
        return int(name) if int(name) <= len(_DAYS) else None
    return _DAYS.index(name) if name in _DAYS else None
