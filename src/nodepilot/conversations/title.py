"""A conversation's title, made from its first message."""

from __future__ import annotations

import re

LONGEST = 60
"""Characters."""

UNTITLED = "New conversation"

_POLITENESS = re.compile(
    r"^(?:(?:hi|hello|hey)(?: there)?\s*[,!.]+\s*|please\s+|(?:could|can|would) you (?:please )?|"
    r"i(?:'d| would) like (?:you )?to\s+|i (?:want|need) (?:you )?(?:to\s+)?|"
    r"(?:(?:create|build|make|set up|write|generate) (?:me )?)?(?:an? )?(?:n8n )?(?:workflow|automation) "
    r"(?:that|which|to|where|for)\s+)",
    re.IGNORECASE,
)
_END_OF_SENTENCE = re.compile(r"(?<=[.!?])\s|\n")


def make_title(message: str) -> str:
    """The first sentence without its politeness, cut at a word: never empty, at most `LONGEST` characters."""
    whole = message.strip()
    text = " ".join(_END_OF_SENTENCE.split(_without_politeness(whole) or whole, maxsplit=1)[0].split())
    text = text.rstrip(" .,;:!")
    if len(text) > LONGEST:
        cut = text[: LONGEST - 1]
        text = (cut.rsplit(" ", 1)[0] if " " in cut else cut).rstrip(" .,;:!") + "…"
    return text[:1].upper() + text[1:] if text else UNTITLED


def _without_politeness(text: str) -> str:
    while True:
        shorter = _POLITENESS.sub("", text, count=1)
        if shorter == text:
            return text
        text = shorter
