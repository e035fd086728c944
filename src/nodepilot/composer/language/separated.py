"""Fields that hold several values with a sign between them: “a tags field with comma separated values”.

find_separated("split the comma separated tags in each record into rows")
# Separated(field="tags", sign=",")
"""

from __future__ import annotations

import re

from nodepilot.kit.patterns import Pattern
from nodepilot.kit.records import dataclass

_SIGNS = {
    "comma": ",",
    "komma": ",",
    "coma": ",",
    "virgule": ",",
    "vírgula": ",",
    ",": ",",
    "semicolon": ";",
    "semikolon": ";",
    "strichpunkt": ";",
    "punto y coma": ";",
    "point-virgule": ";",
    ";": ";",
    "pipe": "|",
    "|": "|",
    "slash": "/",
    "/": "/",
    "newline": "\n",
    "line break": "\n",
}
_SIGN = "|".join(re.escape(sign) for sign in sorted(_SIGNS, key=len, reverse=True))
_BEFORE = Pattern(
    r"\b(?P<sign>comma|komma|semicolon|semikolon|pipe|newline)s?[- ]?(?:separated|delimited|getrennte[nrs]?)\s+(?P<thing>\w+)",
    re.IGNORECASE,
)
_BEHIND = Pattern(
    rf"(?:(?P<thing>\w+)\s+)?(?:(?:that|which) )?(?:are |is |sind )?(?:separated|delimited|divided|getrennt|séparée?s?|separad[oa]s?) (?:by|with|durch|mit|par|por)"
    rf" (?:an? |des |une |un |comas? )?[\"'`]?(?P<sign>{_SIGN})s?",
    re.IGNORECASE,
)
_COLUMN = r"(?:column|field|spalte|feld|columna|campo|colonne|champ)"
_NAMED = (
    Pattern(
        rf"\b{_COLUMN} (?:called |named |namens )?[\"'`]?(?P<name>(?!in\b|of\b|with\b|that\b|which\b|is\b|are\b|has\b|holds\b|contains\b)\w+)",
        re.IGNORECASE,
    ),
    Pattern(rf"\b(?P<name>(?!the\b|a\b|this\b|that\b|one\b)\w+) {_COLUMN}\b", re.IGNORECASE),
)
_VALUES = frozenset(
    "value values list lists string strings text texts entries items words werte liste valores valeurs".split()
)
_APART = Pattern(
    r"\b(?:split|break|separate|turn|explode|flatten|one (?:row|line|record|item|entry)|own row|single rows?|separate rows?|each \w+ (?:gets|becomes)|"
    r"(?:row|line|record|entry) (?:per|for each|for every)|teile|trenne|zerlege|sépare|divide|separa)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Separated:
    """The field by its name in the request, and the sign that stands between its values."""

    field: str
    sign: str


def find_separated(text: str) -> Separated | None:
    """The field whose values shall stand by themselves; None where the request takes none apart."""
    found = _BEFORE.search(text) or _BEHIND.search(text)
    if found is None or _APART.search(text) is None:
        return None
    named = next((match.group("name") for each in _NAMED if (match := each.search(text))), None)
    thing = found.group("thing")
    field = named or (thing if thing and thing.lower() not in _VALUES else None)
    return Separated(field, _SIGNS[found.group("sign").lower()]) if field else None
