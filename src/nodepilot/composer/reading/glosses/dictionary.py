"""What words of other languages are in English, and what they do in a sentence: `data/glosses/<language>.json`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache

from nodepilot.composer.language.inflection import base_form, noun_forms, verb_forms
from nodepilot.composer.language.lexicon import load_lexicon
from nodepilot.composer.language.tokens import Kind, Token
from nodepilot.kit.packaged import packaged_json
from nodepilot.kit.records import dataclass

GLOSSED = ("de", "es", "fr", "pt", "it", "nl")
"""The languages that there is a dictionary for."""
ONLY_GLOSSED = frozenset({"it", "nl"})
"""Those of which the lexicon has no more than words for times."""
_LONGEST = 6
_WITH_SUBJUNCTIVE = frozenset({"es", "pt"})
_TOLD_ENDINGS = (("que", "ca"), ("gue", "ga"), ("ce", "za"), ("ce", "ca"), ("e", "a"), ("a", "e"), ("a", "i"))
"""Endings of the subjunctive, and those of the indicative."""
_VERBS = frozenset({"order", "happens"})
_WORDLIKE = frozenset({Kind.WORD, Kind.SLUG})
_IN_PHRASES = _WORDLIKE | {Kind.PUNCT}


@dataclass(frozen=True, slots=True)
class Entry:
    """`english` for a phrase that does what its `kind` says: `order`, `happens`, `noun`, `det` and so on."""

    english: str
    kind: str
    length: int = 1


@dataclass(frozen=True, slots=True)
class Dictionary:
    """`phrases` by all their words, `stems` by their letters; `openers` begin phrases of several words.

    `split` are verbs with a part of their own at the end (`an+leg` is "create"), `halves` first parts of compounds.
    """

    phrases: dict[str, tuple[Entry, ...]]
    stems: dict[str, tuple[Entry, ...]]
    openers: frozenset[str]
    split: dict[tuple[str, str], str]
    halves: dict[str, str]
    has_subjunctive: bool = False
    """Wishes have endings of their own there: “que la IA saque el total”."""

    def at(self, tokens: Sequence[Token], index: int) -> tuple[Entry, ...]:
        """What the longest phrase of several words that begins there may be."""
        if tokens[index].norm.partition("'")[0] not in self.openers:
            return ()
        words = [tokens[index].norm]
        longest: tuple[Entry, ...] = ()
        for token in tokens[index + 1 : index + _LONGEST]:
            if token.kind not in _IN_PHRASES:
                break
            words.append(token.norm)
            for found in self.phrases.get(" ".join(words).replace(" ’ ", "'").replace(" ' ", "'"), ()):
                longest = (Entry(found.english, found.kind, len(words)),)
        return longest

    def word(self, norm: str) -> tuple[Entry, ...]:
        """What one word may be: as it stands there first, then what its stem is."""
        stems = next(
            (self.stems[norm[:size]] for size in range(len(norm), 2, -1) if norm[:size] in self.stems), ()
        )
        found = (*self.phrases.get(norm, ()), *stems)
        return found if found or not self.has_subjunctive else self._wished(norm)

    def _wished(self, norm: str) -> tuple[Entry, ...]:
        """The verb that a wish is the subjunctive of: “saque” is “saca”, “añada” is “añade”."""
        for ending, told in _TOLD_ENDINGS:
            if norm.endswith(ending) and (verb := self.phrases.get(norm.removesuffix(ending) + told)):
                return tuple(each for each in verb if each.kind in _VERBS)
        return ()

    def noun(self, norm: str) -> str:
        """The English noun for a word; "" where it is none."""
        return next((each.english for each in self.word(norm) if each.kind == "noun"), "")

    def particle_verb(self, verb: str, particle: str) -> str | None:
        """The order that a verb and the particle behind it are: “leg … an”."""
        return next(
            (
                english
                for (end, stem), english in self.split.items()
                if end == particle and verb.startswith(stem)
            ),
            None,
        )


@cache
def load_dictionary(language: str) -> Dictionary:
    """The dictionary of one of `GLOSSED`."""
    data = packaged_json("composer", f"data/glosses/{language}.json")
    phrases: dict[str, tuple[Entry, ...]] = {}
    stems: dict[str, tuple[Entry, ...]] = {}
    split: dict[tuple[str, str], str] = {}
    halves: dict[str, str] = {}
    for kind, words in data.items():
        if kind == "about":
            continue
        for english, forms in words.items():
            for form in forms.split(", "):
                if kind == "split":
                    particle, _, stem = form.rstrip("*").partition("+")
                    split[particle, stem] = english
                elif kind == "halves":
                    halves[form] = english
                else:
                    held, key = (stems, form[:-1]) if form.endswith("*") else (phrases, form)
                    held[key] = (*held.get(key, ()), Entry(english.strip(), kind))
    openers = frozenset(
        re.split("[ ']", phrase, maxsplit=1)[0] for phrase in phrases if " " in phrase or "'" in phrase
    )
    return Dictionary(phrases, stems, openers, split, halves, language in _WITH_SUBJUNCTIVE)


@lru_cache(maxsize=1024)
def third_person(verb: str) -> str:
    """“sends”."""
    return _form(verb, 1)


@lru_cache(maxsize=1024)
def participle(verb: str) -> str:
    """“sent”."""
    return _form(verb, -1)


@lru_cache(maxsize=1024)
def plain(verb: str) -> str:
    """“send” for “sent”."""
    head, _, tail = verb.partition(" ")
    known = load_lexicon("en")
    base = base_form(head, lambda form: any(category == "verbs" for category, _ in known.senses(form)))
    if base == head and head.endswith("s"):
        ends = (head[:-1], head[:-2], f"{head[:-3]}y")
        base = next((form for form in ends if third_person(form) == head), head)
    return f"{base} {tail}".strip()


def plural(noun: str) -> str:
    """“rows”."""
    return noun_forms(noun)[-1]


def _form(verb: str, which: int) -> str:
    forms = verb_forms(verb)
    return forms[which] if len(forms) > 1 else verb
