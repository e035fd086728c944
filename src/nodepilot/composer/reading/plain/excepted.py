"""Exceptions: “do A, but do B if X”, “do A unless X, then do B” as “if X, B, otherwise A”."""

from __future__ import annotations

import re

from nodepilot.composer.reading.plain.arms import ANY_SUB, is_ordered, order_of
from nodepilot.composer.reading.plain.orders import SOURCE, ordered, without_article
from nodepilot.composer.reading.plain.words import Words, put_together
from nodepilot.kit.patterns import Pattern

_UNLESS = Pattern(
    r"(?P<main>.+?),? unless (?P<if>[^,;]+?)(?:(?:,|;) (?:then |in that case |in which case |if so,? )?(?P<then>.+))?",
    re.IGNORECASE | re.DOTALL,
)

_BUT_IF = Pattern(
    r"(?P<main>.+?)(?:,|;|\.)? (?:but|except|only)(?: that)? (?:(?P<then>(?!only (?:if|when|in case)\b)[^,;]+?) (?:if|when|in case) (?P<if>[^,;]+)|(?:if|when|in case) (?P<if2>[^,:;]+)[,:] (?:then )?(?P<then2>.+))",
    re.IGNORECASE | re.DOTALL,
)


def excepted(sentence: Words) -> Words | None:
    """“Do A, but do B if X” and “do A unless X, then do B”: if X, B, otherwise A. None for other sentences."""
    if ANY_SUB.match(sentence.masked):
        return None
    return _unless(sentence) or _but_if(sentence)


def _unless(body: Words) -> Words | None:
    """“Do it unless X, then do that”: if X, that, otherwise it."""
    found = _UNLESS.fullmatch(body.masked)
    if found is None or not is_ordered(body.group(found, "main")):
        return None
    condition, then = body.group(found, "if").trimmed(" ,;."), body.group(found, "then").trimmed(" ,;.")
    if not then:
        return None
    return _otherwise(body.group(found, "main"), condition, order_of(then))


def _but_if(body: Words) -> Words | None:
    """“Do it, but do that if X”: if X, that, otherwise it."""
    found = _BUT_IF.fullmatch(body.masked)
    if found is None:
        return None
    names = ("if", "then") if found["if"] else ("if2", "then2")
    condition, then = (body.group(found, name).trimmed(" ,;.") for name in names)
    main = body.group(found, "main")
    if not (is_ordered(main) and is_ordered(then)):
        return None
    return _otherwise(main, condition, then)


def _otherwise(main: Words, condition: Words, then: Words) -> Words:
    """If the condition holds, that, otherwise the main order; what the cases are of comes first, where it comes in."""
    main = order_of(main)
    parts = ordered(main)
    event: list[Words | str] = []
    if parts is not None and SOURCE.search(parts[1].masked) is not None:
        verb, thing, rest = parts
        event = ["When there is a new", without_article(thing), ": "]
        main = put_together(verb, "it", rest)
    return put_together(*event, "If", condition, ", ", then, ", otherwise", main)
