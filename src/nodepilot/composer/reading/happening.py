"""Whether something happens, or is ordered, in the words around a place."""

from __future__ import annotations

from nodepilot.composer.language.tokens import Kind
from nodepilot.composer.language.utterance import Utterance
from nodepilot.composer.reading.verbs import Verbs

_DEPENDING = (
    ("depending", "on"),
    ("based", "on"),
    ("according", "to"),
    ("je", "nach"),
    ("segun",),
    ("selon",),
    ("dependendo", "de"),
    ("dependiendo", "de"),
    ("abhangig", "von"),
)


def depends_at(utterance: Utterance, index: int) -> int:
    """Tokens of “depending on” at `index`; 0 if it is not there."""
    for words in _DEPENDING:
        if tuple(t.norm for t in utterance.tokens[index : index + len(words)]) == words:
            return len(words)
    return 0


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


def ends_in_infinitive(u: Utterance, verbs: Verbs, index: int) -> bool:
    """“Rechnungen aus dem Postfach holen | und per E-Mail schicken”: German puts the order last."""
    before = u.tokens[index - 1].norm if index else ""
    return u.language == "de" and len(before) > 3 and before.endswith("en") and verbs.score(index - 1) >= 1.5
