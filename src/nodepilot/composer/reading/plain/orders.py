"""An order in its parts: verb, thing, where to."""

from __future__ import annotations

import re

from nodepilot.composer.reading.plain.verbs import is_order
from nodepilot.composer.reading.plain.words import Words

_WHERE_TO = re.compile(
    r",? (?P<prep>over to|to|into|in|on|as|at|via|through|onto) (?:(?:the|my|our|an?) )?(?:[a-z]+ ){0,3}?[\ue000\ue001#@]",
    re.IGNORECASE,
)

SOURCE = re.compile(r"\ue000|\b(?:every|each|new|incoming|form)\b", re.IGNORECASE)
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


_ARTICLE = re.compile(r"(?:(?:every|each|all|any|new|incoming|the|our|my|an?)\b(?: of)? ?)+", re.IGNORECASE)


def without_article(thing: Words) -> Words:
    """“every new lead” as “lead”."""
    found = _ARTICLE.match(thing.trimmed().masked)
    thing = thing.trimmed()
    return thing[found.end() :] if found is not None else thing
