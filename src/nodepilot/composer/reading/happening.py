"""Whether something happens in the words that follow a preposition (“after a deal is won”)."""

from __future__ import annotations

from nodepilot.composer.language.tokens import Kind
from nodepilot.composer.language.utterance import Utterance


def timed(u: Utterance, index: int) -> bool:
    """“2 days after …”: a delay stands before it."""
    return u.is_scheduled(index) or any(
        u.tokens[place].kind is Kind.NUMBER or u.is_scheduled(place)
        for place in range(max(0, index - 2), index)
    )


def event_follows(u: Utterance, index: int) -> bool:
    """Whether something happens right after ("after a deal is won", not "after 3 days")."""
    if index < len(u.tokens) and u.tokens[index].kind is Kind.NUMBER:
        return False
    for place in range(index, min(index + 9, len(u.tokens))):
        if u.tokens[place].norm in {",", ".", ";", ":"}:
            return False
        if u.has(place, "events"):
            return True
    return False
