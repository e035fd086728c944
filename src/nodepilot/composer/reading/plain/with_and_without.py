"""“A mail with an attachment …, without one …”: what is done with those that have it, and with all others."""

from __future__ import annotations

import re

from nodepilot.composer.reading.plain.case_orders import case_order
from nodepilot.composer.reading.plain.verbs import is_order
from nodepilot.composer.reading.plain.words import Words, put_together
from nodepilot.kit.patterns import Pattern

_WITHOUT = r"[,;.] (?:and |but )?(?:if (?:it comes )?|those |the ones |(?:all |the )?(?:other )?[a-z]+s )?without (?:one|any|it|them|(?:an? )?[a-z]+(?: (?:number|address|date|file|name|field|code|label|tag|page|id))?),? (?P<other>[a-z].+)"
_EVENTS = (
    r"(?P<event>(?:when|whenever|if|each time|once) [^,;:]+?) with {thing}(?P<comes> (?:arrives|comes in|is (?:received|created|added|sent|submitted)))?,? ",
    r"(?P<event>[^:;]+?)(?P<comes>):(?: those| the ones)? with {thing},? ",
    r"(?P<event>[^,;:.]+?) with {thing}(?P<comes>): ",
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
_EVENTS_THAT_GO = Pattern(
    rf"(?P<intro>[^;:]+?[.:] )?(?P<event>[^,;:.]+?) with (?P<thing>(?:an? )?[a-z]+(?: (?!go)[a-z]+)?)(?P<comes>) (?P<order>(?P<verb>goe?s?|land|lands) [^;]+?){_WITHOUT}",
    re.IGNORECASE | re.DOTALL,
)
_LACKING_FIRST = Pattern(
    r"(?P<event>(?:when|whenever|if|each time|once) [^,;:]+?) without (?P<thing>an? [a-z]+(?: (?:address|number|date|name|file|code))?),? (?P<other>(?P<verb>[a-z]+) [^;]+?)"
    r"[,;.] (?:and |but )?(?:if it (?:has|comes with) one|with (?:one|an? [a-z]+(?: (?:address|number|date|name|file|code))?)),? (?P<order>[a-z]+ .+)",
    re.IGNORECASE | re.DOTALL,
)
_GOING = frozenset({"goes", "go", "land", "lands"})


def with_and_without(request: Words) -> Words | None:
    """The request as one that asks whether the thing is there; None where it does not tell them apart so."""
    if " without " not in request.masked.lower():
        return None
    for pattern in (_LACKING_FIRST, *_TOLD, _EVENTS_THAT_GO):
        found = pattern.fullmatch(request.masked.rstrip(".! "))
        if found is None or not (is_order(found["verb"]) or found["verb"] in _GOING):
            continue
        thing = request.group(found, "thing")
        intro = request.group(found, "intro") if pattern is _EVENTS_THAT_GO else request[:0]
        if intro and "attachment" not in thing.masked.lower():
            # What came in was told before, and the cases are told by what they have.
            continue
        if thing.masked.lower() == "attachments":
            thing = thing.said_as("an attachment")
        article = "" if re.match(r"an? ", thing.masked, re.IGNORECASE) or thing.text.endswith("s") else "an"
        order, other = request.group(found, "order").lowered(), request.group(found, "other").lowered()
        other = case_order(other) or other
        if found["verb"] in _GOING:
            order = put_together("it goes", order[len(found["verb"]) :])
        if intro:
            return put_together(intro, "If it has", article, thing, ", ", order, ", otherwise", other)
        return put_together(
            request.group(found, "event"),
            request.group(found, "comes") if pattern is not _LACKING_FIRST else None,
            ": if it has",
            article,
            thing,
            ", ",
            order,
            ", otherwise",
            other,
        )
    return None
