"""Emojis by their names: “reacts with a thumbs up”, “with the eyes emoji”, “with :x:”."""

from __future__ import annotations

from nodepilot.composer.language.tokens import Kind
from nodepilot.composer.language.utterance import Utterance
from nodepilot.composer.reading.comparisons import Condition, Test

_NAMED = {
    "thumbs up": "+1",
    "thumb up": "+1",
    "thumbs-up": "+1",
    "thumbs down": "-1",
    "thumb down": "-1",
    "thumbs-down": "-1",
    "check mark": "white_check_mark",
    "checkmark": "white_check_mark",
    "green check": "white_check_mark",
    "tick": "white_check_mark",
    "red x": "x",
    "cross": "x",
    "lightbulb": "bulb",
    "light bulb": "bulb",
    "heart": "heart",
    "eyes": "eyes",
    "fire": "fire",
    "flame": "fire",
    "rocket": "rocket",
    "bug": "bug",
    "star": "star",
    "question mark": "question",
    "warning": "warning",
    "party": "tada",
    "memo": "memo",
    "ticket": "ticket",
}
"""What Slack calls the emojis that people name in words."""
_CERTAIN = frozenset({"thumbs up", "thumb up", "thumbs-up", "thumbs down", "thumb down", "thumbs-down"})
_REACTING = frozenset("emoji emojis reaction reactions reacts react reacted reacting".split())


def reaction_at(u: Utterance, first: int, last: int) -> tuple[Condition, int] | None:
    """The emoji that is named from `first` on, and where the words end; None where nobody speaks of emojis."""
    if not any(token.norm in _REACTING for token in u.tokens):
        return None
    start = first + u.has(first, "words", "with")
    while start < last and u.has(start, "words", "det"):
        start += 1
    if start >= last:
        return None
    token = u.tokens[start]
    if token.kind is Kind.QUOTED and token.text.startswith(":"):
        return _told(u, token.text.strip(":"), first, start + 1, last)
    for length in (2, 1):
        name = " ".join(t.norm for t in u.tokens[start : min(start + length, last)])
        if name in _NAMED:
            end = start + length
            said = end < last and u.tokens[end].norm in {"emoji", "reaction", "emojis"}
            if said or name in _CERTAIN or u.has(first - 1, "events", "reacted"):
                return _told(u, _NAMED[name], first, end, last)
    return None


def _told(u: Utterance, name: str, first: int, end: int, last: int) -> tuple[Condition, int]:
    if end < last and u.tokens[end].norm in {"emoji", "reaction", "emojis"}:
        end += 1
    return Condition((Test("reaction", "eq", name, "string", u.span(first, end)),)), end
