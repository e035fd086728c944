"""The request with stand-ins for what is not said in words."""

from __future__ import annotations

from nodepilot.composer.language.tokens import Kind
from nodepilot.composer.language.utterance import Utterance

SERVICE, LITERAL, ADDRESS = "\ue000", "\ue001", "\ue002"
"""What stands for each letter of a service's name, of a value that is no word, and of a web address, while rules are tried."""
_TASKS = frozenset({"sentimentAnalysis", "textClassifier", "informationExtractor", "chainSummarization"})
"""What a model does, though a node bears its name."""
_TOLD_BY_THINGS = frozenset({"coinGecko"})
"""Services that are meant when only what they know is named ("bitcoin")."""


def masked_text(u: Utterance, *, kinds: bool = True) -> str:
    """As long as the request; letters of services, values and addresses are stand-ins.

    Without `kinds` words for a kind of service ("mail", "form") stay.
    """
    letters = list(u.text)
    for token in u.tokens:
        if token.is_literal and token.kind not in {Kind.PATH, Kind.SLUG, Kind.DOTTED}:
            stands = ADDRESS if token.kind is Kind.URL else LITERAL
            letters[token.start : token.end] = stands * (token.end - token.start)
    for hit in u.services:
        if hit.is_generic and not kinds:
            continue
        if hit.key in _TASKS or (hit.key in _TOLD_BY_THINGS and hit.mention.text.lower() != hit.key.lower()):
            continue
        start, end = u.span(hit.first, hit.last)
        letters[start:end] = SERVICE * (end - start)
    return "".join(letters)
