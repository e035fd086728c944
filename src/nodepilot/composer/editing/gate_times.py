"""Conditions on time: "only between 8 and 20h", "not on weekends", "rows of this week"."""

from __future__ import annotations

import re

from nodepilot.composer.editing.pacing import days_said
from nodepilot.composer.editing.scene import Scene, Span
from nodepilot.composer.reading.comparisons import Condition, Test
from nodepilot.composer.time_words import as_number

_RECENT = {
    (1, "days"): r"today|heute|aujourd'hui|hoy|hoje|the last (?:24 hours|day)",
    (7, "days"): r"this week|the last (?:7 days|week)|diese[rn]? woche|cette semaine|esta semana",
    (1, "months"): r"this month|the last (?:30 days|month)|diese[nm] monat|ce mois|este mes",
}
"""Spans of time up to now, as people say them."""


_TODAY = re.compile(r"(?:today|heute|aujourd'hui|hoy|hoje)$")
_LAST = re.compile(
    r"(?<!\w)(?:last|past|previous|letzten|vergangenen|derniere?s?|ultim[oa]s) (?P<count>\d{1,3}|[a-z]+) "
    r"(?P<unit>minute|hour|day|week|month|minute|stunde|tag|woche|monat|heure|jour|semaine|mois|minuto|hora|dia|semana|mes)\w{0,2}(?!\w)"
    r"|(?<!\w)(?P<before>\d{1,3}) (?:derniere?s?|ultim[oa]s) (?P<one>minute|heure|jour|semaine|mois|minuto|hora|dia|semana|mes)\w{0,2}(?!\w)"
)
_UNITS = {
    "minutes": ("minute", "minuto"),
    "hours": ("hour", "stunde", "heure", "hora"),
    "days": ("day", "tag", "jour", "dia"),
    "weeks": ("week", "woche", "semaine", "semana"),
    "months": ("month", "monat", "mois", "mes"),
}
_MADE = re.compile(
    r"(?<!\w)(?:(?P<changed>updated|modified|changed|edited|geandert\w*|aktualisiert\w*|modifie\w*|modificad\w+|alterad\w+)|"
    r"created|added|made|opened|erstellt\w*|angelegt\w*|cree\w*|cread\w+|criad\w+)(?!\w)"
)


def recent(scene: Scene, start: int) -> tuple[Condition, Span] | None:
    """“orders from today”, “leads created in the last 7 days”: made within that time."""
    for (count, unit), words in _RECENT.items():
        match = re.search(
            rf"(?<!\w)(?:from|of|since|von|de|d'|seit|depuis|desde) ?(?:{words})(?!\w)", scene.flat[start:]
        )
        if match is not None:
            span = (start + match.start(), start + match.end())
            if _TODAY.search(match.group()) is not None:
                return Condition((Test("date", "eq", 0.0, "day", span),)), span
            return Condition((Test("date", "lt", float(count), "date", span, unit),)), span
    match = _LAST.search(scene.flat, start)
    if match is None:
        return None
    place = match.start("count" if match["count"] else "before")
    token = next((t for t in scene.u.tokens if t.start == place), None)
    told = as_number(token) if token is not None else None
    if told is None:
        return None
    unit = next(name for name, words in _UNITS.items() if (match["unit"] or match["one"]) in words)
    made = _MADE.search(scene.flat, start, match.start())
    field = "date" if made is None else "updated" if made["changed"] else "created"
    return Condition((Test(field, "lt", float(told), "date", match.span(), unit),)), match.span()


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
    if match is None or not (_NIGHT.search(scene.flat) or _tells_when(scene, match)):
        return None
    first, last = _hour(match.group(1), match.group(2) or ""), _hour(match.group(3), match.group(4) or "")
    test = Test("", "between", first, "clock", match.span(), "", last)
    return Condition((test,)), match.span()


_TOLD_THEN = re.compile(
    r"(?<!\w)(?:text|texts|sms|calls?|message|mail|e-?mail|send|post|alert|notify|ping|tell|call|run|schreib\w*|sende?|benachrichtig\w*|envoie\w*|previens|avisa\w*|envia\w*)(?!\w)"
)


def _tells_when(scene: Scene, match: re.Match[str]) -> bool:
    """“only text me between 7 and 22”: two hours at the end of what is said, and nothing that they could be amounts of."""
    fields = any(
        scene.u.has(index, "fields") and not _TOLD_THEN.fullmatch(token.norm)
        for index, token in enumerate(scene.u.tokens)
    )
    is_hour = all(int(match.group(place)) <= _DAY for place in (1, 3))
    ends = not re.search(r"\w", scene.flat[match.end() :])
    return is_hour and ends and not fields and _TOLD_THEN.search(scene.flat) is not None


_DAY = 24


def _hour(digits: str, meridiem: str) -> float:
    hour = int(digits)
    return float(hour + 12 if meridiem == "pm" and hour < _NOON else hour)


_NOON = 12
_EVENING, _MORNING = 22.0, 7.0
_AT_NIGHT = re.compile(
    r"(?<!\w)(?:at night|during the night|overnight|nachts|in der nacht|la nuit|de noche|por la noche|a noite|de noite)(?!\w)"
)
