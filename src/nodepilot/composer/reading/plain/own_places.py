"""“A team dropdown (red, blue), each goes to its own Slack channel”: a case for each value, with a place that bears its name."""

from __future__ import annotations

import re
from collections.abc import Iterator

from nodepilot.composer.reading.plain.words import Words, put_together
from nodepilot.kit.patterns import Pattern

_OWN = r"(?:its|their|an?|the)(?: very)? (?:own|different|separate|matching|right|respective|corresponding|appropriate|dedicated)"
_VALUE = r"[\w-]+(?: [\w-]+)?"
_VALUES = rf"{_VALUE}(?:, {_VALUE})*,? ?(?:,|and|or|/) ?{_VALUE}"
_CHOICE = r"(?:dropdown|drop-down|choice|select(?:ion)?|options?|menu|radio|property|value)"
_OFFERED = Pattern(
    rf"(?P<head>.*?\b(?P<field>[a-z-]+)(?: (?:field|{_CHOICE}))*) ?(?:\((?P<listed>{_VALUES})\)|(?::| of| with) (?P<told>{_VALUES})(?=[,.;]))",
    re.IGNORECASE,
)
_EACH = Pattern(
    rf"[,;.:]? ?(?:and )?(?:each|every)(?: (?:of them|one|[a-z]+))? (?:(?:goes|go|is (?:sent|posted|added|saved|routed)|gets (?:posted|sent|added|saved|routed)|posts|lands|ends up) (?:to|in|into|on)|gets|has) {_OWN} (?P<place>[^,;.]+?)\.?",
    re.IGNORECASE,
)
_DEPENDING = Pattern(
    rf"[,;.:]? ?(?:and |that |which )?(?P<order>[a-z]+(?: (?:it|them))?) (?:to|in|into|on) {_OWN} (?P<place>[^,;.]+?) (?:depending on|based on|according to|for|per|by) (?:it|(?:the|each|every)(?: (?P<by>[a-z]+))?(?: one)?)\.?",
    re.IGNORECASE,
)


def own_places(request: Words) -> Words | None:
    """The request with a case for each value that it offers; None where it promises no place for each."""
    offered = _OFFERED.match(request.masked)
    if offered is None:
        return None
    behind = request[offered.end() :]
    found = _EACH.fullmatch(behind.masked) or _DEPENDING.fullmatch(behind.masked)
    if found is None:
        return None
    place = behind.group(found, "place")
    values = request.group(offered, "listed") or request.group(offered, "told")
    told: list[Words | str | None] = [request[: offered.end()], ". "]
    for value in _split(values):
        told += [value, "goes to the", place, value, ", "]
    return put_together(*told[:-1])


def _split(values: Words) -> Iterator[Words]:
    start = 0
    for cut in re.finditer(r",? ?(?:,|\band\b|\bor\b|/) ?", values.masked):
        yield values[start : cut.start()]
        start = cut.end()
    yield values[start:]
