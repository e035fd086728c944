"""“A mail with an attachment …, without one …”: what is done with those that have it, and with all others."""

from __future__ import annotations

import re

from nodepilot.composer.reading.plain.verbs import is_order
from nodepilot.composer.reading.plain.words import Words, put_together
from nodepilot.kit.patterns import Pattern

_WITHOUT = r"[,;.] (?:and |but )?(?:if (?:it comes )?|those |the ones )?without (?:one|any|it|them|(?:an? )?[a-z]+(?: (?:number|address))?),? (?P<other>[a-z].+)"
_EVENTS = (
    r"(?P<event>(?:when|whenever|if|each time|once) [^,;:]+?) with {thing}(?P<comes> (?:arrives|comes in|is (?:received|created|added|sent|submitted)))?,? ",
    r"(?P<event>[^:;]+?)(?P<comes>):(?: those| the ones)? with {thing},? ",
    r"(?P<event>(?:an? |every |each )?new [^,;:]+?) with {thing}(?P<comes>) ",
)
_THINGS = (r"(?P<thing>(?:an? )?[a-z]+ (?!arrives\b|comes\b|is\b)[a-z]+)", r"(?P<thing>(?:an? )?[a-z]+)")
_TOLD = tuple(
    Pattern(
        rf"{event.format(thing=thing)}(?P<order>(?P<verb>[a-z]+) [^;]+?){_WITHOUT}", re.IGNORECASE | re.DOTALL
    )
    for event in _EVENTS
    for thing in _THINGS
)
_GOING = frozenset({"goes", "go"})


def with_and_without(request: Words) -> Words | None:
    """The request as one that asks whether the thing is there; None where it does not tell them apart so."""
    if " without " not in request.masked.lower():
        return None
    for pattern in _TOLD:
        found = pattern.fullmatch(request.masked.rstrip(".! "))
        if found is None or not (is_order(found["verb"]) or found["verb"] in _GOING):
            continue
        thing = request.group(found, "thing")
        article = "" if re.match(r"an? ", thing.masked, re.IGNORECASE) or thing.text.endswith("s") else "an"
        order, other = request.group(found, "order").lowered(), request.group(found, "other").lowered()
        goes = "it" if found["verb"] in _GOING else ""
        return put_together(
            request.group(found, "event"),
            request.group(found, "comes"),
            ": if it has",
            article,
            thing,
            ", ",
            goes,
            order,
            ", otherwise",
            other,
        )
    return None
