"""Which language a phrase is in, as far as its small words tell."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from nodepilot.knowledge.authored import load_data, phrases

ENGLISH = "en"
_LEAST = 2


@cache
def _function_words() -> dict[str, frozenset[str]]:
    return {
        language: frozenset(phrases(words))
        for language, words in load_data("common_words")["function"].items()
    }


def guess_language(words: Sequence[str]) -> str | None:
    """`en`, `es`, `de`, `fr`, `pt`, or None when the folded words do not tell.

    It takes a lead: two small words of a language, or one when no other language has it.
    """
    counts = {language: sum(word in known for word in words) for language, known in _function_words().items()}
    ranked = sorted(counts, key=lambda language: (-counts[language], language != ENGLISH))
    best, second = ranked[0], ranked[1]
    if counts[best] == 0 or counts[best] == counts[second]:
        return None
    return best if counts[best] >= _LEAST or counts[second] == 0 else None


def is_function_word(word: str) -> bool:
    """True for a small word ("the", "und") of one of the languages, folded."""
    return word in _all_function_words()


@cache
def _all_function_words() -> frozenset[str]:
    return frozenset().union(*_function_words().values())
