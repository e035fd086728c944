"""What verbs and nouns mean: words of five languages to concepts (`data/verbs.toml`, `data/nouns.toml`).

A concept is named by an English word: "schicke", "ping" and "envía" are the verb concept `send`;
"Zeile", "row" and "fila" the noun concept `row`. A word may stand for several concepts.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from nodepilot.knowledge.authored import load_data, phrases
from nodepilot.knowledge.words import stem, tokens

LANGUAGES = ("en", "es", "de", "fr", "pt")
WEAK = 0.55
"""How much a word counts for a concept that it means only at times."""
_GAP = "…"
_WIDEST_GAP = 12


@dataclass(frozen=True, slots=True)
class Hit:
    """Words that stand for a concept: `words[at]` and what follows; `weight` is between 0 and 1."""

    concept: str
    weight: float
    at: int
    length: int


@dataclass(frozen=True)
class Vocabulary:
    """The words of one kind (verbs or nouns).

    `entries` maps a phrase (words joined by blanks, each stemmed) to concepts with weights; `split`
    holds phrases in two parts (German "lege … an") by their first part. `near` says how well an
    operation or resource of another concept serves.
    """

    entries: Mapping[str, Mapping[str, float]]
    split: Mapping[str, Sequence[tuple[str, str]]]
    near: Mapping[str, Mapping[str, float]]
    longest: int = field(default=4)

    def find(self, words: Sequence[str]) -> Iterator[Hit]:
        """All concepts in a list of folded words; phrases may overlap, longer ones come first."""
        stems = [stem(word) for word in words]
        taken: set[int] = set()
        for length in range(min(self.longest, len(stems)), 0, -1):
            for at in range(len(stems) - length + 1):
                phrase = " ".join(stems[at : at + length])
                found = self.entries.get(phrase)
                if found is None or (length == 1 and at in taken):
                    continue
                if length > 1:
                    taken.update(range(at, at + length))
                for concept, weight in found.items():
                    yield Hit(concept, weight, at, length)
        yield from self._find_split(stems)

    def nearness(self, wanted: str, offered: str) -> float:
        """How well something of concept `offered` serves who wants `wanted`."""
        return 1.0 if wanted == offered else self.near.get(wanted, {}).get(offered, 0.0)

    def _find_split(self, stems: Sequence[str]) -> Iterator[Hit]:
        for at, word in enumerate(stems):
            for second, concept in self.split.get(word, ()):
                window = stems[at + 1 : at + 1 + _WIDEST_GAP]
                if second in window:
                    yield Hit(concept, 1.0, at, window.index(second) + 2)


@dataclass(frozen=True)
class Lexicon:
    """What is to be done (`verbs`), to what (`nouns`), and what happened (`events`)."""

    verbs: Vocabulary
    nouns: Vocabulary
    events: Vocabulary


@cache
def load_lexicon() -> Lexicon:
    """The lexicon; the same object every time."""
    return Lexicon(
        verbs=_vocabulary(load_data("verbs")),
        nouns=_vocabulary(load_data("nouns")),
        events=_vocabulary(load_data("events")),
    )


def _vocabulary(data: Mapping[str, Mapping[str, Any]]) -> Vocabulary:
    entries: dict[str, dict[str, float]] = {}
    split: dict[str, list[tuple[str, str]]] = {}
    near: dict[str, Mapping[str, float]] = {}
    for concept, fact in data.items():
        near[concept] = fact.get("near", {})
        entries.setdefault(_phrase_key(concept), {})[concept] = 1.0
        strong = (phrase for language in LANGUAGES for phrase in phrases(fact.get(language, "")))
        _enter(entries, split, concept, strong, 1.0)
        _enter(entries, split, concept, phrases(fact.get("weak", "")), WEAK)
    longest = max(key.count(" ") for key in entries) + 1
    return Vocabulary(entries, split, near, longest)


def _enter(
    entries: dict[str, dict[str, float]],
    split: dict[str, list[tuple[str, str]]],
    concept: str,
    listed: Iterable[str],
    weight: float,
) -> None:
    for phrase in listed:
        if _GAP in phrase:
            first, _, second = phrase.partition(_GAP)
            split.setdefault(_phrase_key(first), []).append((_phrase_key(second), concept))
        else:
            known = entries.setdefault(_phrase_key(phrase), {})
            known[concept] = max(known.get(concept, 0.0), weight)


def _phrase_key(phrase: str) -> str:
    return " ".join(stem(word) for word in tokens(phrase))
