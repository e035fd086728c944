"""Conditions that name a thing ("the workflow Billing") or a word within a field ("AI in the title")."""

from __future__ import annotations

import re

from nodepilot.composer.editing.scene import Scene, Span
from nodepilot.composer.reading.comparisons import Condition, Test

NONE = frozenset("no any kein keine keinen aucun aucune ningun ninguna nenhum nenhuma empty".split())
"""Words that say that nothing is there."""
_CALLED = re.compile(
    r"(?<![\w'])(?P<thing>[a-z]+) (?:is |are |ist |heisst )?(?:named|called|with the name|by the name of|namens|mit dem namen|"
    r"nommee?s?|appelee?s?|llamad[oa]s?|chamad[oa]s?)\s+(?:the\s+)?"
)


_TITLED = re.compile(
    r"(?<![\w'])(?P<thing>workflow|project|repo|repository|channel|board|list|folder|form|product|campaign|event|account|team|user|customer|company|"
    r"projekt|kunde|firma|ordner|projet|dossier|client|proyecto|carpeta|cliente|projeto|pasta)s?\s+(?=[\"'“„«]?\w)"
)


_NAME = re.compile(r"[\"'“„«](?P<quoted>[^\"'”“»]+)[\"'”“»]|[A-Z0-9][\w.-]*(?: [A-Z0-9][\w.-]*)*")


_TO_THE_END = re.compile(
    r"(?P<quoted>(?!))?[A-Z0-9][\w.-]*(?: (?!and\b|or\b|please\b|if\b|is\b)[\w.-]+){1,3}(?=\W*$)"
)


_OF_WORKFLOWS = re.compile(r"(?<!\w)(?:in|of|from|for)\s+(?:the |our |my )?(?P<kind>[\w-]+) workflows?\W*$")
"""“errors in production workflows”: what names a workflow stands in its name."""
_ANY = frozenset(
    "the all any this that these those other every each active some failed failing my our".split()
)


def called(scene: Scene, start: int) -> tuple[Condition, Span] | None:
    """“for the workflow called Billing”: a thing by its name, which is written large or quoted."""
    if (kind := _OF_WORKFLOWS.search(scene.flat, start)) is not None and kind["kind"] not in _ANY:
        value = scene.text[slice(*kind.span("kind"))]
        return Condition((Test("workflow name", "contains", value, "string", kind.span()),)), kind.span()
    match = _CALLED.search(scene.flat, start) or _TITLED.search(scene.flat, start)
    name = _name_at(scene.text, match) if match is not None else None
    if match is None or name is None:
        return None
    if match.re is _TITLED and name["quoted"] is None and "de" in scene.u.languages:
        # German writes every noun large.
        return None
    value = name["quoted"] or name.group().rstrip(".")
    span = (match.start(), name.end())
    return Condition((Test(f"{match['thing']} name", "eq", value, "string", span),)), span


def _name_at(text: str, match: re.Match[str]) -> re.Match[str] | None:
    """The name behind what introduces it; one that is introduced as a name may go on in small letters to the end."""
    whole = _TO_THE_END.match(text, match.end()) if match.re is _CALLED else None
    return whole or _NAME.match(text, match.end())


_INSIDE = re.compile(
    r"(?<!\w)(?:with|having|mentioning|containing|(?:that|which) (?:have|has|mention|mentions|contain|contains|say|says)|mit|avec|con|com)\s+"
    r"(?:the words? |the term |das wort |le mot |la palabra |a palavra )?(?P<value>[\w&+.-]+(?: [\w&+.-]+){0,2}?)\s+"
    r"(?:in|im|dans|en|no|na|em)\s+(?:the|its|their|der|dem|le|la|el|o|a)?\s*(?P<field>\w+)(?P<column> (?:column|field|spalte|feld))?\W*$"
)


_INSIDE_DE = re.compile(
    r"(?<!\w)(?:wenn |falls )?(?:im|in der|in dem)\s+(?P<field>\w+)\s+(?:das wort )?(?P<value>[\w&+.-]+(?: [\w&+.-]+){0,2}?)\s+(?:vorkommt|steht|auftaucht|enthalten ist|genannt wird|erwahnt wird)\W*$"
)
"""The verb comes last in German."""


def inside(scene: Scene, start: int) -> tuple[Condition, Span] | None:
    """“posts with AI in the title”: a word that stands in a field, without quotation marks."""
    match = _INSIDE.search(scene.flat, start) or _INSIDE_DE.search(scene.flat, start)
    if match is None or match["value"] in NONE:
        return None
    place = next(i for i, token in enumerate(scene.u.tokens) if token.end > match.start("field"))
    if match.groupdict().get("column") is None and not scene.u.has(place, "fields"):
        return None
    value = scene.text[slice(*match.span("value"))]
    return Condition((Test(match["field"], "contains", value, "string", match.span()),)), match.span()
