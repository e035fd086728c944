"""Conditions on time: "only between 8 and 20h", "not on weekends", "rows of this week"."""

from __future__ import annotations

import re

from nodepilot.composer.editing.pacing import days_said
from nodepilot.composer.editing.scene import Scene, Span
from nodepilot.composer.reading.comparisons import Condition, Test

_RECENT = {
    (1, "days"): r"today|heute|aujourd'hui|hoy|hoje|the last (?:24 hours|day)",
    (7, "days"): r"this week|the last (?:7 days|week)|diese[rn]? woche|cette semaine|esta semana",
    (1, "months"): r"this month|the last (?:30 days|month)|diese[nm] monat|ce mois|este mes",
}
"""Spans of time up to now, as people say them."""


def recent(scene: Scene, start: int) -> tuple[Condition, Span] | None:
    """“orders from today”, “rows of this week”: made within that time."""
    for (count, unit), words in _RECENT.items():
        match = re.search(
            rf"(?<!\w)(?:from|of|since|von|de|d'|seit|depuis|desde) ?(?:{words})(?!\w)", scene.flat[start:]
        )
        if match is not None:
            span = (start + match.start(), start + match.end())
            return Condition((Test("date", "lt", float(count), "date", span, unit),)), span
    return None


def weekdays(scene: Scene) -> tuple[Condition, Span] | None:
    """“not on weekends”: days of the week, for what starts by itself."""
    schedule = scene.u.schedule
    days = days_said(schedule)
    if schedule is None or not days or not schedule.assumed:
        return None
    listed = ",".join(str(day or 7) for day in sorted(days))
    return Condition((Test("", "true", listed, "weekdays", schedule.span),)), schedule.span


_HOURS = re.compile(
    r"(?:between|from|zwischen|von|entre|de|das|desde)\s+(?:las\s+)?(\d{1,2})(?::\d\d)?\s*(am|pm|h|uhr)?\s*"
    r"(?:and|to|till|until|-|und|bis|y|et|e|a|as|hasta las|ate)\s+(?:las\s+)?(\d{1,2})(?::\d\d)?\s*(am|pm|h|uhr|o'clock)?"
)
_NIGHT = re.compile(r"(?:night|hours|daytime|o'clock|nacht|uhr|noche|nuit|noite|\d\s?h\b|[ap]m\b)")


def hours(scene: Scene, start: int) -> tuple[Condition, Span] | None:
    """“only between 8 and 20h”: hours of the day."""
    if (night := _AT_NIGHT.search(scene.flat)) is not None and re.search(r"\d", scene.flat) is None:
        return Condition((Test("", "between", _EVENING, "clock", night.span(), "", _MORNING),)), night.span()
    match = _HOURS.search(scene.flat, start)
    if match is None or not _NIGHT.search(scene.flat):
        return None
    first, last = _hour(match.group(1), match.group(2) or ""), _hour(match.group(3), match.group(4) or "")
    test = Test("", "between", first, "clock", match.span(), "", last)
    return Condition((test,)), match.span()


def _hour(digits: str, meridiem: str) -> float:
    hour = int(digits)
    return float(hour + 12 if meridiem == "pm" and hour < _NOON else hour)


_NOON = 12
_EVENING, _MORNING = 22.0, 7.0
_AT_NIGHT = re.compile(
    r"(?<!\w)(?:at night|during the night|overnight|nachts|in der nacht|la nuit|de noche|por la noche|a noite|de noite)(?!\w)"
)
