"""An order in its parts: verb, thing, where to."""

from __future__ import annotations

import re

from nodepilot.composer.reading.plain.verbs import is_order
from nodepilot.composer.reading.plain.words import Words, put_together
from nodepilot.kit.patterns import Pattern

_WHERE_TO = Pattern(
    r",? (?P<prep>over to|to|into|in|on|as|at|via|through|onto) (?:(?:the|my|our|an?) )?(?:[a-z]+ ){0,3}?[\ue000\ue001#@]",
    re.IGNORECASE,
)

SOURCE = Pattern(r"\ue000|\b(?:every|each|new|incoming|form)\b", re.IGNORECASE)
"""Something that comes in."""


def ordered(main: Words) -> tuple[Words, Words, Words] | None:
    """An order in its parts: verb, thing, and where to."""
    start = re.match(r"[a-z-]+(?: (?:up|out|off|over|back))?(?= )", main.masked, re.IGNORECASE)
    if start is None or not is_order(start.group().split()[0]):
        return None
    last: tuple[Words, Words, Words] | None = None
    sourced: tuple[Words, Words, Words] | None = None
    for found in _WHERE_TO.finditer(main.masked, start.end() + 1):
        thing = main[start.end() : found.start()].trimmed(" ,")
        last = main[: start.end()], thing, main[found.start() :]
        if "\ue000" in thing.masked:
            return last
        if (
            sourced is None
            and SOURCE.search(thing.masked)
            and found["prep"].lower() not in {"in", "on", "at"}
        ):
            sourced = last
    return sourced or last


_PLACE_FIRST = Pattern(
    r"(?P<verb>[a-z]+)(?P<place> (?:to|in|into|on|onto) (?:(?:the|my|our|an?) )?(?:[a-z]+ )?\ue000+(?: (?:channel|list|table|sheet|board|folder|base|chat|group|database|collection|bucket|project|space))?(?: [\ue001#][^ ]*)?) "
    r"(?P<thing>(?:(?:the|all|every|each|any|new|incoming|my|our)\b)[^,;:]*?[\ue000\ue002][^,;:]*?)(?P<rest>(?:,|[.] | and | then | when | whenever | if | as soon as | once | every time | each time | at \d).*)?",
    re.IGNORECASE | re.DOTALL,
)


def place_last(sentence: Words) -> Words | None:
    """“Save to Airtable the messages I get in Telegram” as “save the messages I get in Telegram to Airtable”."""
    found = _PLACE_FIRST.fullmatch(sentence.masked)
    if found is None or not is_order(found["verb"]):
        return None
    verb, place, thing, rest = (sentence.group(found, name) for name in ("verb", "place", "thing", "rest"))
    if (inside := re.match(r" (?:in|on) ", place.masked)) is not None:
        # "… all starred emails in Gmail | in Notion": where they come from and where they go are two places.
        if (there := re.search(r" (?:in|on) (?=(?:(?:my|our|the) )?\ue000)", thing.masked)) is not None:
            thing = put_together(thing[: there.start()], "from", thing[there.end() :])
        return put_together(verb, thing, "to", place[inside.end() :], rest)
    return put_together(verb, thing, place, rest)


_ARTICLE = Pattern(r"(?:(?:every|each|all|any|new|incoming|the|our|my|an?)\b(?: of)? ?)+", re.IGNORECASE)


def without_article(thing: Words) -> Words:
    """“every new lead” as “lead”."""
    found = _ARTICLE.match(thing.trimmed().masked)
    thing = thing.trimmed()
    return thing[found.end() :] if found is not None else thing
