"""Guides: short answers to what people ask about n8n and about NodePilot.

    found = find_guide("difference between IF and Switch")
    found.guide.title, found.likeness     # "IF, Switch or Filter", 1.0

Each guide is an entry in `data/guides/<topic>.toml` with the ways in which people ask for it, in all languages
that are understood. A question is compared with each of them: how much of what both say, by how telling
the words are, they have in common.
"""

from __future__ import annotations

import math
from collections import Counter
from functools import cache

from nodepilot.kit.records import dataclass
from nodepilot.knowledge.authored import load_entries
from nodepilot.knowledge.language import is_function_word
from nodepilot.knowledge.words import stem, tokens

_ASKING = frozenset(
    map(
        stem,
        tokens(
            "how what which why where when do does is are can could i my me you it this the a an to in of n8n please tell "
            "explain use using work works wie was warum wo kann ich como que cual puedo comment quoi puis je qual posso"
        ),
    )
)
"""Words that say that something is asked, not what; "work" and "use" among them."""
_ABOUT_ITSELF = "nodepilot"


@dataclass(frozen=True, slots=True)
class Guide:
    """`text` is Markdown. `topic` is the data file's name, `types` the node types that it is about (short names)."""

    key: str
    topic: str
    title: str
    text: str
    asked: tuple[str, ...]
    types: tuple[str, ...] = ()

    @property
    def is_about_nodepilot(self) -> bool:
        """Whether it is about this program, not about n8n."""
        return self.topic == _ABOUT_ITSELF


@dataclass(frozen=True, slots=True)
class FoundGuide:
    """`likeness` is between 0 and 1: how near the question is to a way in which the guide is asked for."""

    guide: Guide
    likeness: float


@cache
def load_guides() -> tuple[Guide, ...]:
    """All guides, by topic and then in the order of their file."""
    return tuple(
        Guide(
            key=fact["key"],
            topic=topic,
            title=fact["title"],
            text=fact["text"].strip(),
            asked=tuple(phrase.strip() for phrase in fact["ask"].split(";") if phrase.strip()),
            types=tuple(fact.get("types", ())),
        )
        for topic, fact in load_entries("guides")
    )


def guide_called(title: str) -> Guide:
    """The guide of that title; raises `KeyError` where there is none."""
    return {guide.title: guide for guide in load_guides()}[title]


def find_guides(question: str, limit: int = 3) -> tuple[FoundGuide, ...]:
    """The guides that are nearest to the question, nearest first; those without a word in common are left out."""
    asked = _telling(question)
    if not asked:
        return ()
    best: dict[int, float] = {}
    for number, phrase in _phrases():
        common = asked & phrase
        if common:
            likeness = 2 * _weight(common) / (_weight(asked) + _weight(phrase))
            best[number] = max(best.get(number, 0.0), likeness)
    ranked = sorted(best.items(), key=lambda each: (-each[1], each[0]))
    return tuple(FoundGuide(load_guides()[number], round(likeness, 3)) for number, likeness in ranked[:limit])


def _telling(text: str) -> frozenset[str]:
    """The stems that say what it is about; all of them when none does ("if", "wait")."""
    stems = [stem(word) for word in tokens(text)]
    telling = frozenset(
        each
        for each, word in zip(stems, tokens(text), strict=True)
        if each not in _ASKING and (not is_function_word(word) or word in _NODES)
    )
    return telling or frozenset(stems)


_NODES = frozenset({"if", "wait", "code", "form", "set"})
"""Names of nodes that are small words as well."""


@cache
def _phrases() -> tuple[tuple[int, frozenset[str]], ...]:
    return tuple(
        (number, _telling(phrase))
        for number, guide in enumerate(load_guides())
        for phrase in (guide.title, *guide.asked)
    )


@cache
def _rarity() -> dict[str, float]:
    """How telling a word is: by how few guides have it."""
    having: Counter[str] = Counter()
    by_guide: dict[int, set[str]] = {}
    for number, phrase in _phrases():
        by_guide.setdefault(number, set()).update(phrase)
    for words in by_guide.values():
        having.update(words)
    return {word: math.log(1 + len(by_guide) / count) for word, count in having.items()}


def _weight(words: frozenset[str]) -> float:
    rarity = _rarity()
    unknown = math.log(1 + len(load_guides()))
    return sum(rarity.get(word, unknown) for word in words)
