"""What verbs and nouns mean: words of five languages to concepts (`data/verbs.toml`, `data/nouns.toml`).

A concept is named by an English word: "schicke", "ping" and "envía" are the verb concept `send`;
"Zeile", "row" and "fila" the noun concept `row`. A word may stand for several concepts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache, cached_property, lru_cache
from typing import Any, NamedTuple

from nodepilot.kit.records import dataclass
from nodepilot.knowledge.authored import load_data, phrases
from nodepilot.knowledge.built import load_built
from nodepilot.knowledge.language import ENGLISH
from nodepilot.knowledge.words import stem, tokens

KINDS = ("verbs", "nouns", "events")
LANGUAGES = ("en", "es", "de", "fr", "pt")
WEAK = 0.55
"""How much a word counts for a concept that it means only at times."""
_OR = frozenset({"or", "o", "oder", "ou"})
_GAP = "…"
_WIDEST_GAP = 12
GERMAN = "de"
_GERMAN_ENDINGS = ("en", "n", "er", "e")
_LEAST_GERMAN = 3


class Hit(NamedTuple):
    """Words that stand for a concept: `words[at]` and what follows; `weight` is between 0 and 1."""

    concept: str
    weight: float
    at: int
    length: int


Entries = Mapping[str, Mapping[str, float]]
"""Phrases (words joined by blanks, each stemmed) to concepts with weights."""


@dataclass(frozen=True)
class Vocabulary:
    """The words of one kind (verbs, nouns, events), by language.

    `split` holds phrases in two parts (German "lege … an") by their first part. `near` says how well
    an operation or resource of another concept serves. `labels` maps phrases of n8n's own labels to
    concepts.
    """

    entries: Mapping[str, Entries]
    split: Mapping[str, Sequence[tuple[str, str]]]
    near: Mapping[str, Mapping[str, float]]
    labels: Mapping[str, Sequence[str]]
    longest: int

    def find(self, words: Sequence[str], language: str | None = None) -> Sequence[Hit]:
        """All concepts in a list of folded words, those of longer phrases first.

        A word is looked up in its language, then in English; without a language in English, then in
        all others: "charge" is a French verb for "load", but not in an English phrase.
        """
        return self._known(tuple(words), language)

    @cached_property
    def _known(self) -> Callable[[tuple[str, ...], str | None], tuple[Hit, ...]]:
        """What was found, for a while: a clause is searched for node types, for operations and for events."""
        return lru_cache(maxsize=512)(lambda words, language: tuple(self._find(words, language)))

    def _find(self, words: Sequence[str], language: str | None) -> Iterator[Hit]:
        stems = [stem(word) for word in words]
        meaning_of = self._meanings
        parted = list(self._find_split(stems))
        # "take … off" is no taking, "mark … as read" no reading: the words mean nothing of their own there.
        taken: set[int] = {place for hit, second in parted for place in (hit.at, *second)}
        begins = self._begins
        for length in range(min(self.longest, len(stems)), 0, -1):
            for at in range(len(stems) - length + 1):
                if at in taken if length == 1 else stems[at] not in begins:
                    continue
                found = meaning_of(" ".join(stems[at : at + length]), language)
                if found and length > 1:
                    # The first word goes on meaning what it means alone ("add a comment"), but for
                    # alternatives ("create or update").
                    either = not _OR.isdisjoint(stems[at : at + length])
                    taken.update(range(at + (not either), at + length))
                for concept, weight in found.items():
                    yield Hit(concept, weight, at, length)
        yield from (hit for hit, _ in parted)

    @cached_property
    def _begins(self) -> frozenset[str]:
        """The first words of phrases of several words."""
        return frozenset(
            phrase.partition(" ")[0] for known in self.entries.values() for phrase in known if " " in phrase
        )

    @cached_property
    def _meanings(self) -> Callable[[str, str | None], Mapping[str, float]]:
        """`_look_up`, done once for a phrase: the words of a request are looked up again for every clause and node."""
        return lru_cache(maxsize=8192)(self._look_up)

    def _look_up(self, phrase: str, language: str | None) -> Mapping[str, float]:
        if language is not None:
            own = self.entries.get(language, {}).get(phrase)
            if own is None and language == GERMAN:
                own = self._look_up_german(phrase)
            return own or self.entries[ENGLISH].get(phrase, {})
        english = self.entries[ENGLISH].get(phrase)
        if english:
            return english
        merged: dict[str, float] = {}
        for entries in self.entries.values():
            merged.update(entries.get(phrase, {}))
        return merged or self._look_up_german(phrase)

    def _look_up_german(self, phrase: str) -> Mapping[str, float]:
        """German plurals and cases: `zeilen`, `tickets`, `dateien`."""
        for ending in _GERMAN_ENDINGS:
            if phrase.endswith(ending) and len(phrase) - len(ending) >= _LEAST_GERMAN:
                found = self.entries[GERMAN].get(stem(phrase.removesuffix(ending)))
                if found:
                    return found
        return {}

    def find_in_label(self, words: Sequence[str]) -> Iterator[Hit]:
        """The concepts that a label of n8n's ("Create or Update") stands for, read more strictly."""
        stems = [stem(word) for word in words]
        taken: set[int] = set()
        for length in range(min(self.longest, len(stems)), 0, -1):
            for at in range(len(stems) - length + 1):
                if taken & set(range(at, at + length)):
                    continue
                concepts = self.labels.get(" ".join(stems[at : at + length]))
                if concepts:
                    taken.update(range(at, at + length))
                    yield from (Hit(concept, 1.0, at, length) for concept in concepts)

    def reach(self, said: Mapping[str, float]) -> Mapping[str, float]:
        """How well each concept serves who said these (concepts with weights); those in reach only."""
        found = dict(said)
        for concept, weight in said.items():
            for other, share in self.near.get(concept, {}).items():
                if weight * share > found.get(other, 0.0):
                    found[other] = weight * share
        return found

    def nearness(self, wanted: str, offered: str) -> float:
        """How well something of concept `offered` serves who wants `wanted`."""
        return 1.0 if wanted == offered else self.near.get(wanted, {}).get(offered, 0.0)

    def _find_split(self, stems: Sequence[str]) -> Iterator[tuple[Hit, range]]:
        """Phrases in two parts, with the places of a second part of several words."""
        for at, word in enumerate(stems):
            for second, concept in self.split.get(word, ()):
                words = second.split(" ")
                for place in range(at + 1, min(at + 1 + _WIDEST_GAP, len(stems) - len(words) + 1)):
                    if stems[place : place + len(words)] == words:
                        yield (
                            Hit(concept, 1.0, at, 1),
                            range(place, place + (len(words) if len(words) > 1 else 0)),
                        )
                        break


@dataclass(frozen=True)
class Lexicon:
    """What is to be done (`verbs`), to what (`nouns`), and what happened (`events`)."""

    verbs: Vocabulary
    nouns: Vocabulary
    events: Vocabulary


@cache
def load_lexicon() -> Lexicon:
    """The lexicon; the same object every time."""
    built = load_built("lexicon.json.z")
    if built is None:
        built = {kind: vocabulary_document(load_data(kind)) for kind in KINDS}
    return Lexicon(**{kind: _vocabulary(built[kind]) for kind in KINDS})


def vocabulary_document(data: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    """A vocabulary as one JSON value, made of the content of `data/<kind>.toml`."""
    entries: dict[str, dict[str, dict[str, float]]] = {language: {} for language in LANGUAGES}
    split: dict[str, list[tuple[str, str]]] = {}
    labels: dict[str, list[str]] = {}
    for concept, fact in data.items():
        _enter(entries[ENGLISH], split, concept, [concept], 1.0)
        for language in LANGUAGES:
            _enter(entries[language], split, concept, phrases(fact.get(language, "")), 1.0)
        _enter(entries[ENGLISH], split, concept, phrases(fact.get("weak", "")), WEAK)
        for label in dict.fromkeys(map(_phrase_key, phrases(fact.get("labels", concept)))):
            labels.setdefault(label, []).append(concept)
    return {
        "entries": entries,
        "split": split,
        "near": {concept: fact.get("near", {}) for concept, fact in data.items()},
        "labels": labels,
        "longest": max(key.count(" ") for known in entries.values() for key in known) + 1,
    }


def _vocabulary(document: Mapping[str, Any]) -> Vocabulary:
    return Vocabulary(
        entries=document["entries"],
        split=document["split"],
        near=document["near"],
        labels=document["labels"],
        longest=document["longest"],
    )


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
