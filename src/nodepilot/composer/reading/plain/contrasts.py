"""Some of what comes in and the rest of it: “text me about orders over 100, and log the smaller ones”."""

from __future__ import annotations

import re

from nodepilot.composer.reading.plain.orders import without_article
from nodepilot.composer.reading.plain.passive import active
from nodepilot.composer.reading.plain.verbs import is_order, participle_of
from nodepilot.composer.reading.plain.wishes import made
from nodepilot.composer.reading.plain.words import Words, put_together
from nodepilot.kit.patterns import Pattern

_LESS = r"(?:smaller|bigger|larger|cheaper|shorter|longer|lower|higher|lesser|older|younger|remaining|other)"
_OTHERS = rf"(?:all |any |every )?(?:the |of the )?(?:rest|others|{_LESS} ones|other [a-z]+|everything else|anything else)"
_OF = r"(?:over|above|under|below|of more than|of less than|of at least|worth more than|from|with|in|that|which|whose|where|without)"
_ORDERED = Pattern(
    rf"(?P<order>(?P<verb>[a-z]+) [^;:.]+?) (?:about|of|for|with|on) (?:(?:each|every|any|all) )?(?P<event>(?:new |incoming )[^;:.]+?)(?:,|;)? (?:and|but) (?P<verb2>[a-z]+)(?: only| just)? {_OTHERS}(?P<rest> .+)",
    re.IGNORECASE | re.DOTALL,
)
_PASSIVE = Pattern(
    rf"(?P<event>(?:(?:all|each|every|any) )?(?:new |incoming )?[^,;:.]+?\b{_OF} [^,;:.]+?) (?:should be|shall be|must be|has to be|have to be|needs? to be|is|are|gets?) (?P<verb>[a-z]+)(?P<rest> [^;]+?)(?:,|;)?(?: and| but| while)? {_OTHERS}(?: are| is| should be| get| gets)?(?: just| only| simply)? (?P<verb2>[a-z]+)(?P<rest2> .+)",
    re.IGNORECASE | re.DOTALL,
)
_NOUNS = Pattern(
    rf"(?:(?:i|we)(?: just)?(?:'d| would)? (?:want|need|like)(?: to have)? |there should be )?(?P<thing>an? [^,;:.]+?) (?:for|per|on) (?:each|every|any|all) (?P<event>[^;:.]+?)(?:,|;)? (?:and|but) (?:(?P<thing2>an? [^,;:.]+?)|(?P<order2>[a-z]+ [^,;:.]+?)) (?:for|per|on) {_OTHERS}",
    re.IGNORECASE | re.DOTALL,
)
_WITH = Pattern(
    r"(?P<head>[^,]+?),? (?:with (?:a |an |the )?(?P<field>priority|status|state|type|country|label|severity|category|plan|level|urgency|amount|total|score|value|price) (?P<value>[^,]+)|(?P<over>(?:over|above|under|below|of more than|of less than|of at least|worth more than|from) .+)|(?:that|which|where) (?P<rel>.+)|(?P<has>with(?:out)? .+))",
    re.IGNORECASE | re.DOTALL,
)


_BUT_ONES = Pattern(
    r"(?P<event>[^,;:]+?) (?:(?:should |must )?(?:go|goes|be sent|are sent|are posted|are added|are saved|are written)) (?P<to>(?:to|into|in) [^,;]+?)(?:,|;) but (?:the ones|those|ones|all|anything|everything) (?P<cond>(?:over|above|under|below|with|from|of|that|which|in)\b[^,;]*?) (?:(?:should |must )?(?:go|goes|be sent|are sent|are posted|are added)) (?P<to2>(?:to|into|in) .+)",
    re.IGNORECASE | re.DOTALL,
)


def _but_ones(sentence: Words) -> Words | None:
    """“All deals go to A, but the ones above 5000 go to B”."""
    found = _BUT_ONES.fullmatch(sentence.masked)
    if found is None:
        return None
    event, to, cond, to2 = (sentence.group(found, name) for name in ("event", "to", "cond", "to2"))
    relative = re.match(r"(?:that|which) ", cond.masked, re.IGNORECASE)
    condition = (
        put_together("it", cond[relative.end() :]) if relative is not None else put_together("it is", cond)
    )
    return put_together(
        "When there is a new",
        without_article(event),
        ": if",
        condition,
        ", send it",
        to2,
        ", otherwise send it",
        to,
    )


def contrasted(sentence: Words) -> Words | None:
    """The sentence as a condition with two ways; None where nothing is set against the rest."""
    return _but_ones(sentence) or _ordered(sentence) or _passive(sentence) or _nouns(sentence)


def _ordered(sentence: Words) -> Words | None:
    found = _ORDERED.fullmatch(sentence.masked)
    if found is None or not (is_order(found["verb"]) and is_order(found["verb2"])):
        return None
    otherwise = put_together(sentence.group(found, "verb2"), "it", sentence.group(found, "rest"))
    return _told(sentence.group(found, "event"), sentence.group(found, "order").lowered(), otherwise)


def _passive(sentence: Words) -> Words | None:
    found = _PASSIVE.fullmatch(sentence.masked)
    if found is None or is_order(found["event"].split()[0]):
        return None
    verbs = [participle_of(found[name]) for name in ("verb", "verb2")]
    if None in verbs:
        return None
    first, second = (
        put_together(
            sentence.group(found, name).said_as(str(verb)), "it", sentence.group(found, rest).trimmed()
        )
        for name, verb, rest in zip(("verb", "verb2"), verbs, ("rest", "rest2"), strict=True)
    )
    return _told(sentence.group(found, "event"), first, second)


def _nouns(sentence: Words) -> Words | None:
    found = _NOUNS.fullmatch(sentence.masked)
    if found is None:
        return None
    other = sentence.group(found, "thing2")
    order = sentence.group(found, "order2")
    otherwise = made(other) if other else active(order) or order
    return _told(sentence.group(found, "event"), made(sentence.group(found, "thing")), otherwise)


def _told(event: Words, then: Words, otherwise: Words) -> Words | None:
    """“When there is a new …: if …, then, otherwise …”; None where nothing tells the two apart."""
    found = _WITH.fullmatch(event.masked.strip())
    event = event.trimmed(" ")
    if found is None:
        return None
    condition: tuple[Words | str, ...]
    if found["field"]:
        condition = ("the", event.group(found, "field"), "is", event.group(found, "value"))
    elif found["over"]:
        condition = ("it is", event.group(found, "over"))
    elif found["rel"]:
        condition = ("it", event.group(found, "rel"))
    else:
        condition = ("it is one", event.group(found, "has"))
    head = without_article(event.group(found, "head"))
    return put_together("When there is a new", head, ": if", *condition, ", ", then, ", otherwise", otherwise)
