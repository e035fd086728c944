"""When something was written, beside what is written: “add it with the date”, “log it with a timestamp”."""

from __future__ import annotations

import re
from collections.abc import Mapping

from nodepilot.composer.build.slots import Slot
from nodepilot.kit.patterns import Pattern
from nodepilot.plan.model import Code, Value

_DAYS = frozenset({"date", "day", "datum", "fecha", "data"})
STAMPS = frozenset({*_DAYS, "time", "timestamp", "date and time"})
"""Names of such a column."""
_NOW = (
    r"(?:today'?s|the current|current|heutigem|dem heutigen|aktuellem|dem aktuellen|la actual|de hoy|du jour)"
)
_STAMP = Pattern(
    rf"\b(?P<joint>with|plus|and|including|mit|und|con|y|avec|et|com|e) (?P<now>(?:{_NOW} )+)?(?:(?:the|a|its|an|dem|der|einem|la|una|un|uma) )?"
    r"(?P<what>date and time|date|day|time ?stamp|time|datum|zeitstempel|uhrzeit|fecha|hora|horodatage|heure|data)\b"
    r"(?! ?(?:of|when|as|range|field|column|table|base|frame|entry|set|zone|and [a-z]+ (?:name|title|email|amount)))",
    re.IGNORECASE,
)
_ANDS = frozenset({"and", "und", "y", "et", "e"})
"""“name and date” are fields of what is written."""


def stamped(slot: Slot, rows: Mapping[str, Value], *, snake: bool) -> dict[str, Value]:
    """The columns with one for the moment of writing, where the request wants it and the data has no such field."""
    u, act, data = slot.utterance, slot.act, slot.flow.data
    start, end = u.span(act.first, act.last)
    found = _STAMP.search(u.text, start, end)
    if found is None or (found["joint"].lower() in _ANDS and not found["now"]):
        return dict(rows)
    known = data is not None and not data.open and data.find("date") is not None
    if not found["now"] and (known or STAMPS & {name.lower() for name in rows}):
        return dict(rows)
    what = found["what"].lower()
    name = "date" if what in _DAYS else "timestamp"
    slot.said((found.start(), found.end()))
    value = Code("$now.toISODate()" if what in _DAYS else "$now.toISO()")
    return {**rows, name if snake else name.capitalize(): value}
