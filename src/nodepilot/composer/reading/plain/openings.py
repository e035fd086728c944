"""What begins a request and says what happens without saying “when”: “Our shop POSTs to /orders.”, “Messages in #help: …”."""

from __future__ import annotations

import re

from nodepilot.composer.reading.plain.case_orders import case_order
from nodepilot.composer.reading.plain.words import Words, put_together

_POSTED = re.compile(
    r"(?P<who>(?!when|if|whenever|once|every|after)(?:(?:our|my|the|an?|your|some) )?[^,.;:/]{2,40}?) (?:POSTs?|posts?|sends?|submits?|pushes|delivers?|calls?)"
    r"(?P<what> (?!to\b|at\b)[^,.;:/]{2,40}?)?(?: (?:in)?to| at)? (?P<path>/[\w/-]+)(?=[.,:;]? )",
    re.IGNORECASE,
)
_MESSAGES = re.compile(
    r"(?:all |the )?(?P<what>(?:messages?|posts|comments|replies|questions|mentions) (?:in|on|to|at)\b[^.;:]{2,50}?)(?=: )",
    re.IGNORECASE,
)
_FEED = re.compile(
    r"(?:read|watch|check|poll|follow|get|fetch|monitor|use) (?:the |this |our )?(?:news |atom )?(?:feed|\ue000+(?: feed)?) (?:of |at |from )?(?P<url>\ue002+)(?=[.:;]? (?:if|when|for|items?|posts?|articles?|titles?|entries)\b)",
    re.IGNORECASE,
)
_AND_IT = re.compile(
    r"(?P<event>(?:when|if|whenever|every time|each time|once) [^,.;:]+?) and (?P<condition>(?:it|its [a-z]+|the [a-z]+) (?:says|contains|mentions|starts|ends|reads|is|has|includes)\b[^,.;:]*), "
    r"(?P<then>.+?)[,;.] (?:and |but )?(?P<other>any other [a-z]+|all other [a-z]+|(?:anything|everything|everyone|anyone) else|all others|the (?:rest|others)),? (?P<else>.+)",
    re.IGNORECASE | re.DOTALL,
)
_BARE_VALUE = re.compile(
    r"\b(?P<how>(?:starts?|begins?|ends?) with) (?P<value>(?!(?:an?|the)\b)[\w#/-]+:?)(?=,? )", re.IGNORECASE
)


def opened(whole: Words, *, timed: bool) -> Words:
    """The request with what happens told as an event; itself where nothing is to change. `timed`: it names a time."""
    return _quoted_values(_divided(_begun(whole, timed=timed)))


def _begun(whole: Words, *, timed: bool) -> Words:
    masked = whole.masked
    if (posted := _POSTED.match(masked)) is not None:
        what = whole.group(posted, "what")
        with_it = ("with", what.trimmed()) if what else ()
        return put_together(
            "When there is a POST to", whole.group(posted, "path"), *with_it, whole[posted.end() :]
        )
    if (told := _MESSAGES.match(masked)) is not None:
        return put_together("New", whole.group(told, "what").lowered(), whole[told.end() :])
    feed = None if timed else _FEED.match(masked)
    if feed is not None and re.search(r"\b(?:feed|rss)\b", whole.text[: feed.start("url")], re.IGNORECASE):
        return put_together(
            "When there is a new article in the feed", whole.group(feed, "url"), whole[feed.end() :]
        )
    return whole


def _divided(whole: Words) -> Words:
    """“When a message comes in and it says STOP, …, any other message goes to …”: the event, then what it says."""
    found = _AND_IT.fullmatch(whole.masked)
    other = case_order(whole.group(found, "else")) if found is not None else None
    if found is None or other is None:
        return whole
    event, condition, then = (whole.group(found, name) for name in ("event", "condition", "then"))
    return put_together(event, ". If", condition, ", ", then, ". Otherwise", other)


def _quoted_values(whole: Words) -> Words:
    """“if it starts with IT: make …” with quotation marks around what it starts with."""
    parts: list[Words | str] = []
    at = 0
    for found in _BARE_VALUE.finditer(whole.masked):
        value = whole.group(found, "value")
        if value.text.lower() in {"it", "that", "this"} and not value.text.isupper():
            continue
        parts += [
            whole[at : found.start("value")],
            Words(f'"{value.text}"', f'"{value.masked}"', (None, *value.places, None)),
        ]
        if value.text.endswith(":"):
            parts.append(",")
        at = found.end("value")
    return put_together(*parts, whole[at:]) if parts else whole
