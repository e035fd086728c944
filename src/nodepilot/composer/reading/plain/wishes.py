"""Things that are wished for: “I need a page with the number of tickets, created on Mondays”."""

from __future__ import annotations

import re

from nodepilot.composer.reading.plain.words import Words, put_together
from nodepilot.kit.patterns import Pattern

_WISHED_THING = Pattern(
    r"(?:i|we)(?: just)?(?:'d| would)? (?:want|need|like|love)(?: to have| to get)? (?P<thing>(?:an?|one) .+)",
    re.IGNORECASE | re.DOTALL,
)

_TIMED = Pattern(
    r"(?P<order>.+?), (?P<made>created|sent|posted|delivered|mailed|written|made|generated|added)(?P<when>(?: automatically| always)? (?:on|every|each|at|once|daily|weekly|monthly|by)\b.*)",
    re.IGNORECASE | re.DOTALL,
)


def wished(sentence: Words) -> Words | None:
    """“I need a page with the number of tickets, created on Mondays”: create it on Mondays."""
    found = _WISHED_THING.fullmatch(sentence.masked)
    if found is None:
        return None
    thing = sentence.group(found, "thing")
    order = made(thing)
    if (timed := _TIMED.fullmatch(order.masked)) is not None:
        order = put_together(order.group(timed, "order"), ",", order.group(timed, "when"))
    return order


_MESSAGES = Pattern(
    r"\b(?:alert|message|ping|notification|note|sms|text|e-?mail|mail|reminder|heads-?up|post|push|dm)\b",
    re.IGNORECASE,
)


def made(thing: Words) -> Words:
    """“A Slack alert” is sent, all else is created."""
    thing = thing.trimmed()
    verb = "send" if _MESSAGES.search(thing.masked) else "create"
    article = "" if re.match(r"(?:an?|the|one)\b", thing.masked, re.IGNORECASE) else "a"
    return put_together(verb, article, thing)
