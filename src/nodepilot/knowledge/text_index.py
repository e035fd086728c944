"""A small ranked text index: words to documents with weights worked out ahead of time.

Scores follow BM25F: a word counts by the field it stands in, by how rare it is among the documents,
and with diminishing returns. A query costs one dictionary look-up and one short loop per word.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from nodepilot.kit.records import dataclass

SATURATION = 4.0
"""The weight at which a word in a document gets half of what it can get."""
LENGTH = 0.3
"""How much long documents are held back, between 0 and 1."""


@dataclass(frozen=True, slots=True)
class TextIndex:
    """`postings` maps a word to (document number, score) pairs, `rarity` to its weight in a query."""

    postings: Mapping[str, Sequence[tuple[int, float]]]
    rarity: Mapping[str, float]

    def search(self, query: Mapping[str, float]) -> dict[int, float]:
        """Scores of all documents that have a word of the query; `query` maps words to weights."""
        scores: dict[int, float] = defaultdict(float)
        matched: dict[int, float] = defaultdict(float)
        possible = 0.0
        for word, weight in query.items():
            worth = weight * self.rarity.get(word, 0.0)
            possible += worth
            for document, score in self.postings.get(word, ()):
                scores[document] += weight * score
                matched[document] += worth
        if not possible:
            return {}
        return {
            document: score * math.sqrt(matched[document] / possible) for document, score in scores.items()
        }


def build_index(documents: Iterable[Mapping[str, float]]) -> TextIndex:
    """The index of documents given as words with weights (field weight times occurrences)."""
    documents = list(documents)
    lengths = [sum(words.values()) for words in documents]
    average = sum(lengths) / max(len(lengths), 1) or 1.0
    having: dict[str, int] = defaultdict(int)
    for words in documents:
        for word in words:
            having[word] += 1
    rarity = {
        word: math.log(1 + (len(documents) - count + 0.5) / (count + 0.5)) for word, count in having.items()
    }
    postings: dict[str, list[tuple[int, float]]] = defaultdict(list)
    for number, words in enumerate(documents):
        hold = 1 - LENGTH + LENGTH * lengths[number] / average
        for word, weight in words.items():
            share = weight / hold
            postings[word].append((number, round(rarity[word] * share / (share + SATURATION), 2)))
    return TextIndex(
        postings={word: tuple(found) for word, found in sorted(postings.items())},
        rarity={word: round(value, 2) for word, value in sorted(rarity.items())},
    )


def index_document(index: TextIndex) -> dict[str, Any]:
    """The index as a JSON value: per word its rarity, documents and scores."""
    return {
        word: [
            index.rarity[word],
            [int(number) for number, _ in found],
            [score for _, score in found],
        ]
        for word, found in index.postings.items()
    }


def load_index(document: Mapping[str, Any]) -> TextIndex:
    """What `index_document` wrote."""
    return TextIndex(
        postings={
            word: tuple(zip(numbers, scores, strict=True)) for word, (_, numbers, scores) in document.items()
        },
        rarity={word: rarity for word, (rarity, _, _) in document.items()},
    )
