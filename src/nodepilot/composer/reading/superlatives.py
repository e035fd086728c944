"""Superlatives: by which value, and in which order, “the cheapest”, “the most recent” are the first."""

from __future__ import annotations

from functools import cache

from nodepilot.composer.language.utterance import Utterance
from nodepilot.kit.packaged import packaged_json


def superlative_at(u: Utterance, index: int) -> tuple[str, str, int] | None:
    """Field, order and length in tokens of the superlative that begins there."""
    table = _superlatives()
    for length in (2, 1):
        words = " ".join(token.norm for token in u.tokens[index : index + length])
        if (found := table.get(words)) is not None:
            return *found, words.count(" ") + 1
    return None


@cache
def _superlatives() -> dict[str, tuple[str, str]]:
    """The field and the order that a superlative stands for, by its words without accents."""
    return {
        words: (field, order)
        for order, fields in packaged_json("composer", "data", "superlatives.json").items()
        for field, known in fields.items()
        for words in known
    }
