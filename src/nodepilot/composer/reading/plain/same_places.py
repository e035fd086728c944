"""Places of one kind that only their names tell apart: “to the VIP list in Mailchimp, everyone else to Regular”."""

from __future__ import annotations

import re

from nodepilot.composer.reading.plain.words import Words, put_together
from nodepilot.kit.patterns import Pattern

_KIND = r"(?:list|sheet|tab|table|folder|board|channel|group|audience|segment|column|project|database|label)"
_NAME = r"(?-i:[A-Z])[\w-]*(?: (?-i:[A-Z])[\w-]*)*"
_PLACED = Pattern(
    rf"\b(?:in|into|to|on) (?:the |our |my )?(?:(?P<name>{_NAME}) (?P<kind>{_KIND})|(?P<service>\ue000+ )?(?P<kind2>{_KIND}) (?:{_NAME}|\ue001+|\"[^\"]+\"))(?P<in> (?:in|on|of) (?:the |our |my )?\ue000+)?(?=[ ,.;])",
    re.IGNORECASE,
)
_ELSE = r"(?:otherwise|else|(?:everyone|everybody|everything|anyone|anything) else|(?:all )?(?:the )?(?:others|rest)|all other [a-z]+|[a-z]+ ones)"
_OTHER = Pattern(
    rf"[,;.:] (?:and |but )?(?:{_ELSE}(?: goe?s?| it goes)?|(?:and|[^,;.]{{2,40}})) (?P<to>in|into|to|on) (?P<name>{_NAME})(?=[,;.]|$| and \b)|(?<= and )(?:otherwise|else) (?P<to2>in|into|to|on) (?P<name2>{_NAME})(?=[,;.]|$)",
    re.IGNORECASE,
)


def same_places(whole: Words) -> Words:
    """The request with the kind of the place, and where it is, behind each name that stands alone."""
    placed = _PLACED.search(whole.masked)
    if placed is None:
        return whole
    kind = "kind" if placed["kind"] else "kind2"
    parts: list[Words | None] = []
    at = 0
    for other in _OTHER.finditer(whole.masked, placed.end()):
        name = "name" if other["name"] else "name2"
        said, inside = whole.group(other, name), placed["in"]
        quoted = Words(f'"{said.text}"', f'"{said.masked}"', (None, *said.places, None))
        where = put_together("the", placed[kind], quoted)
        if placed["service"]:
            where = put_together("the", _again(whole.group(placed, "service")), placed[kind], quoted)
        if inside:
            where = put_together(where, _again(whole.group(placed, "in")))
        parts += [whole[at : other.start(name)], where]
        at = other.end(name)
    return put_together(*parts, whole[at:]) if parts else whole


def _again(words: Words) -> Words:
    """The same words a second time: they stood elsewhere."""
    words = words.trimmed(" ")
    return Words(words.text, words.masked, (None,) * len(words.text))
