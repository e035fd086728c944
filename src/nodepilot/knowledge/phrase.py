"""A phrase ("add the label to the card") as verbs, things and places.

The readings are rough on purpose: they are evidence for ranking, not grammar.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from nodepilot.kit.records import dataclass
from nodepilot.knowledge.authored import phrases
from nodepilot.knowledge.language import guess_language, is_function_word
from nodepilot.knowledge.lexicon import Hit, load_lexicon
from nodepilot.knowledge.words import stem, tokens

FAMILY = 6
"""Letters that words of one family share at their beginning."""
NOUN_LIKE = 0.1
"""How much a word counts as a verb where it is rather a noun ("the message", after another verb)."""
IN_PLACE = 0.75
"""How much a thing counts that is only where something is done ("in the channel")."""

_DETERMINERS = frozenset(
    phrases(
        "a, an, the, my, our, your, this, that, el, la, los, las, un, una, der, die, das, den, dem, ein, eine, "
        "einen, le, les, une, o, os, um, uma, mi, mein, meine, mon, ma, meu, minha"
    )
)
_PLACE_PREPOSITIONS = frozenset(
    phrases(
        "to, in, into, on, onto, inside, under, within, en, al, dentro, zu, zum, zur, im, ins, auf, dans, "
        "sur, au, aux, no, na, em, ao, para, nos, nas"
    )
)
_PLACE_ENDS = frozenset(phrases("and, or, then, with, for, from, of, by, y, und, mit, et, avec, e, com, de"))
_LONGEST_PLACE = 5
_ALL = frozenset(phrases("all, every, latest, recent, newest, last, unread, many, several, multiple"))


@dataclass(frozen=True, slots=True)
class Phrase:
    """What was said. Weights are between 0 and about 1.

    `verbs` and `nouns` tell how well each concept of the lexicon serves what was said; `main` the same
    for the first clear verb alone; `stems` are all words, `placed` those
    that stand only after a preposition of place. `many`: several things are meant ("the messages").
    `families` are the beginnings of its long words: those that begin alike and part late are relatives.
    """

    verbs: Mapping[str, float]
    main: Mapping[str, float]
    nouns: Mapping[str, float]
    stems: frozenset[str]
    placed: frozenset[str]
    many: bool
    families: frozenset[str]


def read_phrase(words: Sequence[str], objects: Sequence[str] = (), language: str | None = None) -> Phrase:
    """Reads the words of a phrase; `objects` are those that the verb acts on, when known."""
    return _read(tuple(words), tuple(objects), language)


@lru_cache(maxsize=512)
def _read(words: tuple[str, ...], objects: tuple[str, ...], language: str | None) -> Phrase:
    lexicon = load_lexicon()
    said = [token for word in words for token in tokens(word)]
    acted_on = [token for each in objects for token in tokens(each)]
    language = language or guess_language(said)
    in_place = _places(said)
    noun_hits = list(lexicon.nouns.find(said, language))
    noun_places = {place for hit in noun_hits for place in range(hit.at, hit.at + hit.length)}
    nouns: dict[str, float] = {}
    for hit in noun_hits:
        weight = hit.weight * (IN_PLACE if hit.at in in_place else 0.95)
        nouns[hit.concept] = max(nouns.get(hit.concept, 0.0), weight)
    for hit in lexicon.nouns.find(acted_on, language):
        nouns[hit.concept] = max(nouns.get(hit.concept, 0.0), hit.weight)
    many = _means_many(said, noun_places - in_place)
    outside = {stem(word) for at, word in enumerate(said) if at not in in_place}
    outside.update(map(stem, acted_on))
    stems = frozenset(map(stem, (*said, *acted_on)))
    verb_hits = list(lexicon.verbs.find(said, language))
    verbs = _verbs(verb_hits, said, noun_places)
    main = _main_verb(verb_hits, noun_places)
    if "get" in verbs and noun_places - in_place:
        if many:
            verbs["list"] = max(verbs.get("list", 0.0), verbs["get"])
            verbs["get"] *= 0.6
        else:
            verbs["list"] = min(verbs.get("list", 0.0), 0.4)
    return Phrase(
        verbs=lexicon.verbs.reach(verbs),
        main=lexicon.verbs.reach(dict.fromkeys(main, 1.0)),
        nouns=lexicon.nouns.reach(nouns),
        stems=stems,
        placed=stems - outside,
        many=many,
        families=frozenset(each[:FAMILY] for each in stems if len(each) >= FAMILY),
    )


def _verbs(hits: Iterable[Hit], said: Sequence[str], noun_places: set[int]) -> dict[str, float]:
    hits = list(hits)
    first = min((hit.at for hit in hits), default=0)
    verbs: dict[str, float] = {}
    for hit in hits:
        weight = hit.weight + 0.15 * (hit.length - 1)
        after_determiner = hit.at > 0 and said[hit.at - 1] in _DETERMINERS
        if hit.length == 1 and hit.at in noun_places and (hit.at > first or after_determiner):
            weight *= NOUN_LIKE
        verbs[hit.concept] = max(verbs.get(hit.concept, 0.0), weight)
    return verbs


def _main_verb(hits: Iterable[Hit], noun_places: set[int]) -> frozenset[str]:
    """What the first word that is surely a verb means; empty when there is none."""
    clear = [
        hit
        for hit in hits
        if hit.weight >= 1.0 and not (hit.at in noun_places and hit.at > 0 and hit.length == 1)
    ]
    first = min((hit.at for hit in clear), default=-1)
    return frozenset(hit.concept for hit in clear if hit.at == first)


def _places(said: Sequence[str]) -> set[int]:
    """Positions of the words after a preposition of place, up to the next verb or preposition."""
    found: set[int] = set()
    for at, word in enumerate(said):
        if at == 0 or word not in _PLACE_PREPOSITIONS:
            continue
        for place in range(at + 1, min(at + 1 + _LONGEST_PLACE, len(said))):
            if said[place] in _PLACE_ENDS or said[place] in _PLACE_PREPOSITIONS:
                break
            found.add(place)
    return found


def _means_many(said: Sequence[str], things: set[int]) -> bool:
    if any(word in _ALL for word in said):
        return True
    return any(is_plural(word) and not is_function_word(word) for at, word in enumerate(said) if at in things)


def is_plural(noun: str) -> bool:
    """A guess, good for English, Spanish, French and Portuguese."""
    return len(noun) > 3 and noun.endswith("s") and not noun.endswith(("ss", "us", "is", "news"))
