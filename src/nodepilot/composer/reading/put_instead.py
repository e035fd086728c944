"""Places that are put right by an order: “email me the cards. No wait, put them in Slack instead (of email)”."""

from __future__ import annotations

import re

from nodepilot.composer.language.service_signs import ServiceHit
from nodepilot.composer.language.utterance import Utterance
from nodepilot.composer.reading.case_lists import Piece
from nodepilot.composer.reading.rewording import Rewording, joined
from nodepilot.kit.patterns import Pattern

_THOUGHT = (
    r"(?:oh|hm+|no|wait|actually|sorry|rather|better|i mean|on second thought|scratch that|never ?mind)"
)
_INSTEAD = Pattern(
    rf"(?:\s*[,.;…–-]+|\s+(?:and|but))+\s*(?P<thought>(?:{_THOUGHT}[\s,.:!–-]+)*)(?:and |but )?(?:please )?(?:just )?"
    r"(?:put|post|send|drop|write|save|store|push|log|add|have|message|text|dm|tell|notify|ping) (?:it|them|that|this|everything|those|me|us) (?P<where>(?:in|into|to|on|via|by|through|over)(?: the| my| our)? (?P<place>[^.;,]+?))(?P<instead> instead)?"
    r"(?: of (?:in |on |by |via |to |the |my |an? )*(?P<old>[^.;,]+?))?[.! ]*$",
    re.IGNORECASE,
)
_SURE = re.compile(r"wait|actually|sorry|better|i mean|second thought|scratch|never", re.IGNORECASE)
"""A mere “no” may be the other answer to a question."""
_TELLS = Pattern(r"\b(?P<verb>e-?mail|mail|text|message|dm|ping|sms) (?:me|us)\b", re.IGNORECASE)
_WAYS = {
    "email": "mail",
    "e-mail": "mail",
    "mail": "mail",
    "text": "text",
    "sms": "text",
    "message": "message",
}


def put_instead(u: Utterance) -> Rewording | None:
    """The request with the place that counts; None where no order puts a place right."""
    found = _INSTEAD.search(u.text)
    if found is None or u.language != "en":
        return None
    if not found["instead"] and _SURE.search(found["thought"]) is None:
        return None
    start, place = found.start(), found.span("where")
    if not any(place[0] <= u.tokens[hit.first].start < place[1] for hit in u.services):
        return None
    old = (found["old"] or "").strip().lower()
    tells = _TELLS.search(u.text, 0, start)
    if tells is not None and (not old or _WAYS.get(old) == _WAYS.get(tells["verb"].lower(), "message")):
        verb = tells.span("verb")
        pieces: list[Piece] = [(0, verb[0]), ("send", verb), (verb[1], start), " ", place]
        return joined(u.text, pieces)
    hit = _replaced(u, old, start)
    if hit is None:
        return None
    first, last = u.span(hit.first, hit.last)
    return joined(u.text, [(0, first), found.span("place"), (last, start)])


def _replaced(u: Utterance, old: str, end: int) -> ServiceHit | None:
    """The service that is named before and taken back: the one that is called so, else the last."""
    before = [hit for hit in u.services if u.tokens[hit.last - 1].end <= end]
    if old:
        before = [hit for hit in before if hit.mention.text.lower() in old or old in hit.mention.text.lower()]
    return before[-1] if before else None
