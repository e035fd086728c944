"""Asking again until something is done: “poll https://… until the status is done”.

find_poll("check https://x.example/job every 10 seconds until it is finished and save the file")
# Poll(url="https://x.example/job", field="status", value="finished", seconds=10, span=(28, 68))
"""

from __future__ import annotations

import re

from nodepilot.kit.patterns import Pattern
from nodepilot.kit.records import dataclass

_UNITS = {"s": 1, "m": 60, "h": 3600}
_EVERY = r"(?:\s*,?\s*(?:every|each|alle|cada|toutes les)\s+(?P<{0}>\d+)?\s*(?P<{1}>seconds?|secs?|minutes?|mins?|hours?|sekunden?|minuten?|stunden?|segundos?|minutos?|secondes?|heures?))"
_UNTIL = Pattern(
    r"(?P<url>https?://\S+?)"
    rf"{_EVERY.format('before', 'unit')}?"
    r"\s*,?\s*(?:until|till|bis|hasta que|jusqu['’]à ce que)\s+(?:it|the|its|that|es|der|die|das|el|la|le|l['’])?\s*"
    r"(?:(?P<field>[a-z_]+)\s+)??(?:(?:is|are|says|shows|reads|becomes|equals|turns|ist|lautet|es|sea|est|soit|=)\s+|'s\s+)(?:set to |equal to |marked )?"
    r"[\"'`“]?(?P<value>[a-z_]+)[\"'`”]?"
    rf"{_EVERY.format('behind', 'unit_behind')}?",
    re.IGNORECASE,
)
_NO_FIELD = frozenset(
    "it job export task report file process run result import order request conversion video image".split()
)
_NO_STATE = frozenset("not no none nothing there a the an available empty".split())
_USUAL = 30


@dataclass(frozen=True, slots=True)
class Poll:
    """The address is asked every so many `seconds` until the `field` of its answer has the `value`."""

    url: str
    field: str
    value: str
    seconds: int
    span: tuple[int, int]


def find_poll(text: str) -> Poll | None:
    """What the request waits for at an address; None where it waits for nothing there."""
    match = _UNTIL.search(text)
    if match is None or match.group("value").lower() in _NO_STATE:
        return None
    field = (match.group("field") or "it").lower()
    if field in _NO_STATE:
        return None
    number = match.group("before") or match.group("behind")
    unit = (match.group("unit") or match.group("unit_behind") or "s")[0].lower()
    seconds = int(number) * _UNITS.get(unit, 1) if number else _USUAL if unit == "s" else _UNITS.get(unit, 1)
    return Poll(
        match.group("url").rstrip(".,;:"),
        "status" if field in _NO_FIELD else field,
        match.group("value"),
        seconds,
        (match.end("url"), match.end()),
    )
