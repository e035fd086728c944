"""“GitLab: when a pipeline fails …”: whose thing it is stands before the event."""

from __future__ import annotations

import re

from nodepilot.composer.reading.plain.words import Words, put_together
from nodepilot.kit.patterns import Pattern

_HEADED = Pattern(
    r"(?:(?:from|in|on|our|my|the) )?(?P<service>\ue000+)(?: (?:events?|webhooks?|notifications?|updates?|activity|side))?: (?P<when>when(?:ever)?|if|once|as soon as|every time|each time) (?P<article>(?:an?|the|my|some) (?:new )?)(?P<rest>(?:[a-z-]+ ){1,5}.+)",
    re.IGNORECASE | re.DOTALL,
)
_STARTS_ITSELF = frozenset({"webhook", "form", "chat", "endpoint", "api"})
"""What is called or filled in itself, whatever its data says."""
_SUBJECT = 3
"""Words in which another service would be whose thing it is."""


def headed_event(request: Words) -> Words | None:
    """“When a GitLab pipeline fails …”; None where no such heading stands before the event."""
    found = _HEADED.fullmatch(request.masked)
    if found is None or "\ue000" in " ".join(found["rest"].split()[:_SUBJECT]):
        return None
    if request.group(found, "service").text.lower() in _STARTS_ITSELF:
        return None
    when = request.group(found, "when")
    return put_together(
        when.said_as(when.text.capitalize()),
        request.group(found, "article"),
        request.group(found, "service"),
        request.group(found, "rest"),
    )
