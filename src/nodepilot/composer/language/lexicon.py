"""Words to concepts: `sends`, `schicke` and `envía` all mean the verb `send`.

The words stand in `data/lexicon/<language>.json`: category → concept → words, separated by commas. A
word that ends in `*` is a stem (`envi*`). A lookup gives every sense of a phrase; which one is meant
is decided by the clause.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from nodepilot.composer.language.inflection import noun_forms, verb_forms
from nodepilot.composer.language.tokens import Kind, Token, fold
from nodepilot.kit.packaged import packaged_json
from nodepilot.kit.records import dataclass

LANGUAGES = ("en", "es", "de", "fr", "pt", "it", "nl")
_LONGEST = 7  # words in the longest phrase of any lexicon


_CONTENT = frozenset({"verbs", "nouns", "events", "fields", "statistics"})


@dataclass(frozen=True, slots=True)
class Sense:
    """One reading of a phrase. `category` is `verbs`, `nouns`, `events`, `words`, `conditions` or `fields`."""

    category: str
    concept: str
    length: int = 1


class Lexicon:
    """All words of one language."""

    def __init__(
        self, entries: dict[str, tuple[tuple[str, str], ...]], stems: dict[str, tuple[tuple[str, str], ...]]
    ) -> None:
        self._entries = entries
        self._stems = stems
        self._stem_lengths = sorted({len(stem) for stem in stems}, reverse=True)
        self._starts = {phrase.split(" ", 1)[0] for phrase in entries if " " in phrase}
        self.nouns = frozenset(
            phrase for phrase, senses in entries.items() if any(category == "nouns" for category, _ in senses)
        )

    def senses(self, phrase: str) -> tuple[tuple[str, str], ...]:
        """(category, concept) of a folded phrase."""
        found = self._entries.get(phrase, ())
        if found and not all(category in _CONTENT for category, _ in found):
            return found
        for length in self._stem_lengths:
            if length <= len(phrase) and (hit := self._stems.get(phrase[:length])) is not None:
                return (*found, *(sense for sense in hit if sense not in found))
        return found

    def knows(self, word: str) -> bool:
        """Whether the word itself stands in the lexicon, not only its stem."""
        return word in self._entries

    def words(self, categories: frozenset[str]) -> Iterator[str]:
        """The single words of these categories."""
        for phrase, senses in self._entries.items():
            if " " not in phrase and any(category in categories for category, _ in senses):
                yield phrase

    def beginning_with(self, word: str) -> Iterator[tuple[str, str]]:
        """(category, concept) of the word and of every phrase that begins with it."""
        yield from self.senses(word)
        if self.starts_phrase(word):
            for phrase, senses in self._entries.items():
                if phrase.startswith(f"{word} "):
                    yield from senses

    def has_phrase(self, phrase: str) -> bool:
        """Whether these words are a phrase of their own."""
        return phrase in self._entries

    def starts_phrase(self, word: str) -> bool:
        """Whether a phrase of several words begins with this one."""
        return word in self._starts


@cache
def load_lexicon(language: str) -> Lexicon:
    """The lexicon of one of `LANGUAGES`."""
    data = packaged_json("composer", f"data/lexicon/{language}.json")
    inflect = bool(data.get("inflect"))
    exact: dict[str, dict[tuple[str, str], None]] = {}
    stems: dict[str, dict[tuple[str, str], None]] = {}
    for category, concepts in data.items():
        if not isinstance(concepts, dict):
            continue
        for concept, words in concepts.items():
            for word in words.split(", "):
                for form in (
                    *_forms(category, fold(word), inflect=inflect),
                    *_wished(language, category, fold(word)),
                ):
                    where, key = (stems, form[:-1]) if form.endswith("*") else (exact, form)
                    where.setdefault(key, {})[category, concept] = None
    return Lexicon({k: tuple(v) for k, v in exact.items()}, {k: tuple(v) for k, v in stems.items()})


def _forms(category: str, word: str, *, inflect: bool) -> tuple[str, ...]:
    if inflect and category == "verbs":
        return verb_forms(word)
    if inflect and category in {"nouns", "fields"}:
        return noun_forms(word)
    return (word,)


_WISHED_STEMS = {"es": {"c": "qu", "g": "gu", "z": "c"}, "pt": {"c": "qu", "g": "gu"}}
"""How the end of a verb's stem is written before the e of a wish: “publica”, “que publique”."""


def _wished(language: str, category: str, word: str) -> tuple[str, ...]:
    """The stem as it is written in the subjunctive; nothing where that is the same."""
    ends = _WISHED_STEMS.get(language, {})
    if category not in {"verbs", "events"} or not word.endswith("*") or word[-2:-1] not in ends:
        return ()
    return (f"{word[:-2]}{ends[word[-2]]}*",)


@lru_cache(maxsize=256)
def vocabulary(language: str) -> frozenset[str]:
    """Every single word of a language's lexicon (for guessing the language and mending typos)."""
    lexicon = load_lexicon(language)
    return frozenset(word for phrase in lexicon._entries for word in phrase.split())  # noqa: SLF001


_BEFORE_ORDERS = frozenset({"polite", "then", "and", "but", "adv"})


@lru_cache(maxsize=1024)
def may_open_order(word: str, languages: tuple[str, ...]) -> bool:
    """Whether a sentence that begins with this (folded) word may be an order, in one of the languages.

    A word that English does not know may be misspelt, and be any other.
    """
    if not load_lexicon("en").senses(word):
        return True
    return any(
        _without_pronoun(language, word)
        or any(
            category == "verbs" or (category == "words" and concept in _BEFORE_ORDERS)
            for category, concept in load_lexicon(language).beginning_with(word)
        )
        for language in languages
    )


_SHORTEST_HALF = 4
_BY_ITSELF = frozenset({"auto", "automatically", "automatisch"})
"""“Auto-reply to …” orders a reply."""


def _second_half(language: str, word: str) -> tuple[tuple[str, str], ...]:
    """“Postgres-Tabelle”: the noun that a compound ends with."""
    lexicon = load_lexicon(language)
    first, _, last = word.rpartition("-")
    if first in _BY_ITSELF:
        return tuple(sense for sense in lexicon.senses(last) if sense[0] == "verbs")
    if len(first) <= 1:
        last = compound_end(word) if language == "de" else ""
    return tuple(sense for sense in lexicon.senses(last) if sense[0] == "nouns") if last else ()


@lru_cache(maxsize=4096)
def compound_end(word: str) -> str:
    """“Willkommensmail” → “mail”: the German noun that a word written as one ends with; "" where none does."""
    nouns = load_lexicon("de").nouns
    return next(
        (word[at:] for at in range(_SHORTEST_HALF, len(word) - _SHORTEST_HALF + 1) if word[at:] in nouns), ""
    )


_CLITICS = {
    "fr": re.compile(r"^(\w{3,})-(?:le|la|les|lui|leur|moi|nous|toi|en|y)$"),
    "pt": re.compile(r"^(\w{3,})-(?:[nl]?[oa]s?|lhes?|me|nos)$"),
    "es": re.compile(r"^(\w{3,}?)(?:se)?(?:l[oae]s?|me|nos)$"),
}
"""Pronouns that are written on to the verb: `ajoute-le`, `guárdalo`, `envia-o`."""


def _without_pronoun(language: str, word: str) -> str:
    """The verb that a pronoun hangs on; "" where none does."""
    pattern = _CLITICS.get(language)
    match = pattern.match(word) if pattern is not None else None
    if match is None:
        return ""
    verb = match.group(1)
    return verb if any(sense[0] == "verbs" for sense in load_lexicon(language).senses(verb)) else ""


_PARTICLES = frozenset("up out off over back down away".split())
_FARTHEST = 7
_JOINTS = frozenset("and or to in into from on with via then for that when if".split())


def _separated(tokens: list[Token], index: int) -> Iterator[str]:
    """“look the customer up”, “pass it on”: a verb whose second word stands behind its object."""
    lexicon = load_lexicon("en")
    if not lexicon.starts_phrase(tokens[index].norm) or (
        index and tokens[index - 1].norm in _JOINTS - {"and", "then", "to"}
    ):
        return
    for place in range(index + 2, min(index + _FARTHEST, len(tokens))):
        token = tokens[place]
        if token.kind is Kind.PUNCT or tokens[place - 1].norm in _JOINTS:
            return
        if token.norm in _PARTICLES:
            phrase = f"{tokens[index].norm} {token.norm}"
            yield from (c for category, c in lexicon._entries.get(phrase, ()) if category == "verbs")  # noqa: SLF001
            return


_NAMES = frozenset({"IT", "US"})
"""Pronouns in small letters, a department and a country in capitals."""


def _stands_out(tokens: list[Token], index: int) -> bool:
    """Whether words beside it are in small letters: not all is shouted."""
    near = tokens[max(0, index - 3) : index] + tokens[index + 1 : index + 4]
    return any(token.kind is Kind.WORD and token.text[1:].islower() for token in near)


def senses_at(tokens: list[Token], index: int, languages: tuple[str, ...]) -> tuple[Sense, ...]:
    """All senses of the phrases that begin at `tokens[index]`, longest first."""
    token = tokens[index]
    if token.kind not in _WORDLIKE or (token.text in _NAMES and _stands_out(tokens, index)):
        return ()
    found: dict[Sense, None] = {}
    for language in languages:
        lexicon = load_lexicon(language)
        if found and load_lexicon(languages[0]).knows(token.norm):
            # "no", "for" and "mail" are words of their own there, whatever they mean in English.
            break
        bare = "" if lexicon.senses(token.norm) else _without_pronoun(language, token.norm)
        if bare or lexicon.starts_phrase(token.norm):
            phrase = [bare or token.norm]
            for other in tokens[index + 1 : index + _LONGEST]:
                if other.kind not in _WORDLIKE:
                    break
                phrase.append(other.norm)
                for category, concept in lexicon._entries.get(" ".join(phrase), ()):  # noqa: SLF001
                    found[Sense(category, concept, len(phrase))] = None
        if language == "en":
            found.update({Sense("verbs", concept): None for concept in _separated(tokens, index)})
        for category, concept in lexicon.senses(bare):
            if category == "verbs":
                found[Sense(category, concept)] = None
        for category, concept in lexicon.senses(token.norm) or _second_half(language, token.norm):
            found[Sense(category, concept)] = None
    return tuple(sorted(found, key=lambda sense: -sense.length))


_WORDLIKE = frozenset({Kind.WORD, Kind.SLUG, Kind.NUMBER, Kind.PUNCT})
