"""How many requests may be made in a while: “at most 10 requests per minute”, “one call per second”.

find_rate("call it for each row, at most 10 requests per minute, and save the answer")
# Rate(count=10, seconds=60, span=(20, 52))
"""

from __future__ import annotations

import re

from nodepilot.kit.patterns import Pattern
from nodepilot.kit.records import dataclass

_NUMBERS = {
    **dict.fromkeys(("one", "a single", "a", "eine", "einer", "une", "un", "una"), 1),
    **dict.fromkeys(("two", "zwei", "deux", "dos"), 2),
    **dict.fromkeys(("three", "drei", "trois", "tres"), 3),
    **dict.fromkeys(("five", "fünf", "cinq", "cinco"), 5),
    **dict.fromkeys(("ten", "zehn", "dix", "diez"), 10),
}
_SECONDS = {"s": 1, "m": 60, "h": 3600, "st": 3600}
_LIMIT = r"(?:at most|no more than|not more than|max(?:imum|\.)?(?: of)?|only|up to|limited to|(?:with )?(?:a |the )?(?:rate )?limit(?:ed)?(?: is| of| to|:)?|never more than|höchstens|maximal|nicht mehr als|au maximum|maximum|pas plus de|como máximo|máximo|no más de)"
_CALLS = r"(?:(?:api )?requests?|(?:api )?calls?|anfragen?|aufrufe?|requêtes?|appels?|peticiones|petición|llamadas?|requisições|chamadas?)"
_THINGS = rf"(?:{_CALLS}|rows?|items?|records?|messages?|e?mails?|contacts?|zeilen|einträge|lignes?|filas?)"
_TIME = r"(?:per|an?|each|every|/|pro|in der|je|par|por|à la|a la|al)\s*(?P<unit>seconds?|secs?|s|minutes?|mins?|hours?|sekunden?|minuten?|stunden?|secondes?|heures?|segundos?|minutos?|horas?)\b"
_COUNT = rf"(?P<count>\d+|{'|'.join(sorted(_NUMBERS, key=len, reverse=True))})"
_RATE = Pattern(
    rf"(?:\s*[,;(–-])?\s*(?:but |and |und |et |y )?(?<!\w)(?:{_LIMIT}\s+{_COUNT}(?:\s+{_THINGS})?|{_COUNT.replace('count', 'calls')}\s+{_CALLS}|(?<=, ){_COUNT.replace('count', 'bare')}(?= (?:per|a|each) (?:second|minute)\b))\s*{_TIME}(?:\s+(?:at most|max(?:imum)?|only|please|(?:is|are) (?:allowed|possible|permitted))\b)?\)?",
    re.IGNORECASE,
)
_TESTED = Pattern(r"(?i)\b(?:if|when|whenever|wenn|falls)\b[^,;.]*$|\b(?:are|is|has|have|gets?|than)\s*$")


@dataclass(frozen=True, slots=True)
class Rate:
    """`count` of them in `seconds`; `span` is what says so, with the comma before it."""

    count: int
    seconds: int
    span: tuple[int, int]


def find_rate(text: str) -> Rate | None:
    """The limit that the request sets; None where it sets none, or asks for one as a condition."""
    if (match := _RATE.search(text)) is None or _TESTED.search(text, 0, match.start()):
        return None
    count = (match.group("count") or match.group("calls") or match.group("bare")).lower()
    unit = match.group("unit").lower()
    seconds = 3600 if unit.startswith(("h", "st")) else 60 if unit.startswith("m") else 1
    return Rate(int(count) if count.isdigit() else _NUMBERS[count], seconds, match.span())
