"""Boxes to tick: “with a checkbox "newsletter"”, and what “checked” and “unticked” say of them."""

from __future__ import annotations

from nodepilot.composer.language.tokens import Kind
from nodepilot.composer.language.utterance import Utterance
from nodepilot.composer.reading.comparisons import Condition, Test

BOXES = frozenset("checkbox checkboxes tickbox kontrollkästchen häkchen casilla case".split())
_TICKED = frozenset("checked ticked selected angehakt angekreuzt marcada cochée cochee marcado".split())
_CLEAR = frozenset("unchecked unticked unselected unmarked desmarcada décochée decochee desmarcado".split())
_LEADING = frozenset(
    "for called named labelled labeled saying with the a an to that says : if whether".split()
)


def box_named(u: Utterance) -> str:
    """What the first box is called; empty where there is none, or none with a name."""
    for place, token in enumerate(u.tokens):
        if token.norm not in BOXES:
            continue
        after = place + 1
        while after < len(u.tokens) and u.tokens[after].norm in _LEADING:
            after += 1
        if after < len(u.tokens) and u.tokens[after].kind is Kind.QUOTED:
            return u.tokens[after].text[1:-1]
        before = u.tokens[place - 1] if place else None
        if before is not None and before.kind is Kind.WORD and not u.has(place - 1, "words"):
            return before.text
        if after > place + 1 and after < len(u.tokens) and u.tokens[after].kind is Kind.WORD:
            return u.tokens[after].text
    return ""


def ticked(u: Utterance, first: int, last: int) -> Condition | None:
    """`checked`, `not ticked`: whether the box is; None where something else is said, or there is no box."""
    said = [u.tokens[i].norm for i in range(first, last) if not u.has(i, "verbs", "be")]
    turned = bool(said) and said[0] in {"not", "nicht", "no", "pas", "isn't"}
    words = said[1:] if turned else said
    if len(words) != 1 or words[0] not in _TICKED | _CLEAR:
        return None
    name = box_named(u)
    holds = (words[0] in _TICKED) is not turned
    span = u.span(first, last)
    return Condition((Test(name, "true" if holds else "false", None, "string", span),)) if name else None


def ticked_at(u: Utterance, first: int, last: int) -> tuple[Condition, int] | None:
    """“if it's checked …”, “when not ticked …”: whether the form's box is, and where the words end."""
    start = first + bool(u.has(first, "words", "pronoun"))
    for end in range(start + 1, min(first + 4, last) + 1):
        if (found := ticked(u, start, end)) is not None:
            return found, end
    return None
