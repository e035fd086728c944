"""“Not on weekends”, “nur werktags zwischen 8 und 18 Uhr”: days and hours on which a schedule that is there rests."""

from __future__ import annotations

import re
from typing import Any

from nodepilot.composer.editing.scene import Scene
from nodepilot.composer.language.tokens import Kind, tokenise
from nodepilot.composer.schedule import Schedule, find_schedule
from nodepilot.workflow.model import Node

_WEEK = range(7)
_FEW = 3
"""Words beside the hours where nothing but hours is said: "only run it …"."""
_DAYS = ("Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday")
_NARROWING = re.compile(
    r"(?<!\w)(?:weekdays?|working days?|work ?days?|business days?|workweek|werktags?|werktagen|wochentags|arbeitstagen?|"
    r"jours? (?:ouvres?|ouvrables?)|en semaine|entre semana|dias (?:laborables|habiles|uteis)|during the week|unter der woche)(?!\w)"
)


def paced(scene: Scene, node: Node, schedule: Schedule | None) -> Schedule | None:
    """The schedule that comes of the node's own pace and of the days or hours that are said; None: nothing to join."""
    denied = is_denied(scene)
    days = days_said(schedule)
    if denied and days:
        days = sorted(set(_days_now(node) or _WEEK) - set(days))
    pace = _pace(node)
    if not denied and schedule is not None and not (days and _narrows(scene) and schedule.assumed):
        return None
    if pace is None:
        return _on_days(scene, days) if denied and days else None
    if denied and not days:
        return None
    said = f"{pace} on {', '.join(_DAYS[day] for day in days)}" if denied else f"{pace} {scene.seen}"
    found = find_schedule(tokenise(said), scene.u.languages, said)
    if found is None or not any(each.get("field") == "cronExpression" for each in found.intervals):
        return None
    shift = 0 if denied else len(tokenise(pace))
    taken = frozenset(place - shift for place in found.taken if place >= shift)
    if schedule is not None:
        taken |= schedule.taken
    elif sum(token.kind is Kind.WORD for i, token in enumerate(scene.u.tokens) if i not in taken) > _FEW:
        # "a pause between 5 and 10 seconds": the hours are something else's.
        return None
    return Schedule(found.intervals, taken, (0, len(scene.text)))


_NAMED_DAYS = tuple(
    re.compile(rf"(?<!\w)(?:{words})(?!\w)")
    for words in (
        r"sundays?|sonntags?|dimanches?|domingos?|weekends?|week-ends?|wochenenden?|fins? de semana",
        r"mondays?|montags?|lundis?|lunes|segundas?(?:-feira)?",
        r"tuesdays?|dienstags?|mardis?|martes|tercas?(?:-feira)?",
        r"wednesdays?|mittwochs?|mercredis?|miercoles|quartas?(?:-feira)?",
        r"thursdays?|donnerstags?|jeudis?|jueves|quintas?(?:-feira)?",
        r"fridays?|freitags?|vendredis?|viernes|sextas?(?:-feira)?",
        r"saturdays?|samstags?|sonnabends?|samedis?|sabados?|weekends?|week-ends?|wochenenden?|fins? de semana",
    )
)
_FURTHER = re.compile(
    r"(?<!\w)(?:also|too|as well|plus|additionally|auch|noch|zusatzlich|aussi|egalement|tambien|ademas|tambem)(?!\w)"
)
_DAYS_ALONE = 6
"""Words of “actually also on Saturdays, please”."""


def further_days(scene: Scene, node: Node) -> dict[str, Any] | None:
    """“also on Saturdays”: the rule with these days beside those that it has; None where days are not all that is said.

    A rule that runs on every day stays as it is.
    """
    entries = (node.parameters.get("rule") or {}).get("interval")
    words = [token for token in scene.u.tokens if token.kind is Kind.WORD]
    if (
        _FURTHER.search(scene.flat) is None
        or len(words) != len([token for token in scene.u.tokens if token.kind is not Kind.PUNCT])
        or len(words) > _DAYS_ALONE
        or scene.u.services
        or not isinstance(entries, list)
        or len(entries) != 1
        or not isinstance(entries[0], dict)
    ):
        return None
    said = {day for day, pattern in enumerate(_NAMED_DAYS) if pattern.search(scene.flat)}
    held = entries[0].get("triggerAtDay")
    if said and entries[0].get("field", "days") == "days" and entries[0].get("daysInterval", 1) == 1:
        return dict(node.parameters["rule"])
    if not said or entries[0].get("field") != "weeks" or not isinstance(held, list):
        return None
    days = sorted({*said, *(day for day in held if isinstance(day, int))}, key=lambda day: (day - 1) % 7)
    return {**node.parameters["rule"], "interval": [{**entries[0], "triggerAtDay": days}]}


_INSTEAD = re.compile(
    r"(?<!\w)(?:instead|rather|better|make it|move (?:it|that) to|change (?:it|that) to|from now on|lieber|stattdessen|besser|mach|plutot|mejor|melhor|no|nein|non|nao)(?!\w)"
)


def other_days(scene: Scene, node: Node) -> dict[str, Any] | None:
    """“on Thursday instead”: the rule of a weekly schedule with these days in place of its own."""
    entries = (node.parameters.get("rule") or {}).get("interval")
    words = [token for token in scene.u.tokens if token.kind is Kind.WORD]
    if (
        _INSTEAD.search(scene.flat) is None
        or len(words) != len([token for token in scene.u.tokens if token.kind is not Kind.PUNCT])
        or len(words) > _DAYS_ALONE
        or any(hit.key != "mondayCom" for hit in scene.u.services)
        or not isinstance(entries, list)
        or len(entries) != 1
        or not isinstance(entries[0], dict)
        or entries[0].get("field") != "weeks"
    ):
        return None
    said = [day for day, pattern in enumerate(_NAMED_DAYS) if pattern.search(scene.flat)]
    if not said or is_denied(scene):
        return None
    days = sorted(said, key=lambda day: (day - 1) % 7)
    return {**node.parameters["rule"], "interval": [{**entries[0], "triggerAtDay": days}]}


_SHIFTED = re.compile(
    r"\W*(?:(?:please|and|but|no|make it|run it|do it|send it|post it|bitte|mach es|lieber),? )*(?P<count>half an|halbe|an?|one|eine?|une?|una|uma|\d{1,3}) (?P<unit>hours?|minutes?|mins?|stunden?|minuten?|heures?|horas?|minutos?) "
    r"(?P<way>earlier|sooner|before that|later|fruher|spater|plus tot|plus tard|antes|despues|mas tarde|mais cedo|mais tarde)(?: please| bitte)?\W*"
)
_LATER = ("later", "spater", "plus tard", "despues", "mas tarde", "mais tarde")
_DAY = 24 * 60


def shifted(scene: Scene, node: Node) -> dict[str, Any] | None:
    """“half an hour earlier”: the rule at another time of the day; None where the day would be another, too."""
    match = _SHIFTED.fullmatch(scene.flat)
    entries = (node.parameters.get("rule") or {}).get("interval")
    if match is None or not isinstance(entries, list):
        return None
    if not all(isinstance(each, dict) and "triggerAtHour" in each for each in entries):
        return None
    count = (
        0.5 if match["count"].startswith("hal") else float(match["count"]) if match["count"].isdigit() else 1
    )
    minutes = int(count * (1 if match["unit"].startswith("min") else 60))
    minutes = minutes if match["way"] in _LATER else -minutes
    made = []
    for each in entries:
        at = int(each["triggerAtHour"]) * 60 + int(each.get("triggerAtMinute", 0)) + minutes
        if not 0 <= at < _DAY:
            return None
        made.append({**each, "triggerAtHour": at // 60, "triggerAtMinute": at % 60})
    return {**node.parameters["rule"], "interval": made}


_OF_MONTH = re.compile(
    r"\W*(?:(?:please|and|but|no|rather|better|make it|run it|do it|always|bitte|lieber|on|am|le|el|no dia|dia),? )*(?:the )?(?P<day>[12]?\d|3[01])(?:st|nd|rd|th|\.|er|e)?(?: (?:of (?:the|each|every) month|des monats|du mois|de cada mes))?(?: (?:instead|please|bitte|rather))*\W*$"
)
_ORDINAL = re.compile(r"\d(?:st|nd|rd|th|\.)")


def day_of_month(scene: Scene, node: Node) -> dict[str, Any] | None:
    """“on the 15th”: the rule of a monthly schedule with another day; None where that is not what is said."""
    match = _OF_MONTH.match(scene.flat)
    entries = (node.parameters.get("rule") or {}).get("interval")
    if (
        match is None
        or not isinstance(entries, list)
        or len(entries) != 1
        or not isinstance(entries[0], dict)
    ):
        return None
    if entries[0].get("field") != "months" or not (_ORDINAL.search(scene.flat) or "month" in scene.flat):
        return None
    day = {**entries[0], "triggerAtDayOfMonth": int(match["day"])}
    return {**node.parameters["rule"], "interval": [day]}


def _days_now(node: Node) -> list[int]:
    """The days of the week on which the schedule runs so far; none where it runs on all of them."""
    rule = node.parameters.get("rule")
    entries = rule.get("interval") if isinstance(rule, dict) else None
    held = [each for each in entries if isinstance(each, dict)] if isinstance(entries, list) else []
    return [day for each in held for day in each.get("triggerAtDay") or [] if isinstance(day, int)]


def _on_days(scene: Scene, days: list[int]) -> Schedule | None:
    """These days at the time of day that the schedule has; the time is filled in by whoever keeps it."""
    interval = {
        "field": "weeks",
        "weeksInterval": 1,
        "triggerAtDay": days,
        "triggerAtHour": 9,
        "triggerAtMinute": 0,
    }
    return Schedule((interval,), frozenset(range(len(scene.u.tokens))), (0, len(scene.text)), None, "09:00")


def days_said(schedule: Schedule | None) -> list[int]:
    """The days of the week that a schedule names, Sunday being 0."""
    if schedule is None:
        return []
    held = (each.get("triggerAtDay") for each in schedule.intervals)
    return [day for days in held if isinstance(days, list) for day in days if isinstance(day, int)]


def is_denied(scene: Scene) -> bool:
    """The days are those on which it shall not run."""
    return scene.says("resting") is not None and scene.says("instead") is None


def _narrows(scene: Scene) -> bool:
    return scene.says("only") is not None or _NARROWING.search(scene.flat) is not None


def _pace(node: Node) -> str | None:
    """How often the node starts the workflow within a day, in words that a schedule is read from."""
    rule, polls = node.parameters.get("rule"), node.parameters.get("pollTimes")
    entries: Any = rule.get("interval") if isinstance(rule, dict) else None
    if isinstance(entries, list) and len(entries) == 1 and isinstance(entries[0], dict):
        field = entries[0].get("field")
        if field in {"minutes", "hours"}:
            count = entries[0].get(f"{field}Interval", 5 if field == "minutes" else 1)
            return f"every {count} {field}" if isinstance(count, int) else None
        return None
    entries = polls.get("item") if isinstance(polls, dict) else None
    if isinstance(entries, list) and len(entries) == 1 and isinstance(entries[0], dict):
        mode = entries[0].get("mode", "everyDay")
        if mode == "everyX":
            return f"every {entries[0].get('value', 2)} {entries[0].get('unit', 'hours')}"
        return {"everyMinute": "every 1 minutes", "everyHour": "every 1 hours"}.get(mode)
    return None
