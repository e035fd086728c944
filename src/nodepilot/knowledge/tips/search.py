"""Which tips are about what the words say."""

from __future__ import annotations

from functools import cache

from nodepilot.knowledge.search import document_words, query_words
from nodepilot.knowledge.text_index import TextIndex, build_index
from nodepilot.knowledge.tips.tip import Tip, load_tips
from nodepilot.knowledge.words import tokens

TITLE, CATEGORY, TEXT = 4.0, 2.0, 1.0


def search_tips(text: str, limit: int = 5) -> tuple[Tip, ...]:
    """The tips that fit the text, best first; empty when nothing fits."""
    scores = _index().search(query_words(tokens(text)))
    ranked = sorted(scores.items(), key=lambda each: (-each[1], each[0]))
    return tuple(load_tips()[number] for number, _ in ranked[:limit])


@cache
def _index() -> TextIndex:
    return build_index(
        document_words(((TITLE, tip.title), (CATEGORY, tip.category), (TEXT, tip.text)))
        for tip in load_tips()
    )
