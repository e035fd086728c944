"""Cases with names: “promoters (9 or 10) should get a link, passives (7 or 8) are saved, …” as “if it is 9 or 10, …”."""

from __future__ import annotations

import re

from nodepilot.composer.reading.plain.passive import active
from nodepilot.composer.reading.plain.verbs import is_order
from nodepilot.composer.reading.plain.words import Words, put_together
from nodepilot.kit.patterns import Pattern

_NAMED = Pattern(
    r"(?:the |all )?[a-z]+ \((?P<case>[^()]*\d[^()]*)\)[:,]? (?P<told>.+)",
    re.IGNORECASE | re.DOTALL,
)
_FOR = Pattern(
    r"(?P<told>.+?),? (?:for|with|at) (?:a score of |scores of |a value of )?(?P<case>\d[^,;]*)",
    re.IGNORECASE | re.DOTALL,
)
_GETS = Pattern(
    r"(?:(?:should|shall|must) (?:get|receive|be sent)|gets?|receives?) (?P<thing>an? .+)",
    re.IGNORECASE | re.DOTALL,
)
_CUT = Pattern(r"(?:,|;)(?: and| while)? | and ", re.IGNORECASE)
_LEAST = 2


def labelled(sentence: Words) -> Words | None:
    """The sentence with its cases as conditions; None where fewer than two are told so."""
    if "(" not in sentence.masked:
        return None
    told: list[Words] = []
    for part in _parts(sentence):
        case = _case(part)
        if case is None:
            return None
        told.append(case)
    if len(told) < _LEAST:
        return None
    return put_together(*(each for case in told for each in (case, ". ")))


def _parts(sentence: Words) -> list[Words]:
    parts, start = [], 0
    for cut in _CUT.finditer(sentence.masked):
        behind = sentence.masked[cut.end() :]
        if (_NAMED.match(behind) and _is_head(behind)) or (
            start and _FOR.fullmatch(behind.rstrip(" .")) and cut.group().strip()
        ):
            parts.append(sentence[start : cut.start()])
            start = cut.end()
    parts.append(sentence[start:])
    return parts


def _is_head(text: str) -> bool:
    return re.match(r"(?:the |all )?[a-z]+ \(", text, re.IGNORECASE) is not None


def _case(part: Words) -> Words | None:
    part = part.trimmed(" ,;.")
    found = _NAMED.fullmatch(part.masked)
    if found is not None:
        told = part.group(found, "told")
        gets = _GETS.fullmatch(told.masked)
        if gets is not None:
            order = put_together("send", told.group(gets, "thing"))
        else:
            order = active(put_together("it", told), states=True) or told
    elif (found := _FOR.fullmatch(part.masked)) is not None:
        told = part.group(found, "told")
        order = active(told, states=True) or told
    else:
        return None
    if not is_order(order.masked.split(" ")[0]):
        return None
    return put_together("If it is", part.group(found, "case"), ", ", order)
