"""Places of one kind that only their names tell apart: “to the VIP list in Mailchimp, everyone else to Regular”."""

from __future__ import annotations

import re

from nodepilot.composer.reading.plain.words import Change, Words, changed, put_together
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
    service, inside = (whole.group(placed, each).trimmed(" ").again() for each in ("service", "in"))
    changes: list[Change] = []
    for other in _OTHER.finditer(whole.masked, placed.end()):
        name = "name" if other["name"] else "name2"
        where = put_together("the", service, placed[kind], whole.group(other, name).quoted(), inside)
        changes.append((*other.span(name), [where]))
    return changed(whole, changes)
