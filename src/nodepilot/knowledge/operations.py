"""Which resource and operation of an action node a phrase asks for.

    matches = rank_operations("n8n-nodes-base.slack", ["post"], ["message"], catalog)
    matches[0].parameters        # {"resource": "message", "operation": "post"}

Evidence, added up: the verb (through `data/verbs.toml`), the things it acts on (`data/nouns.toml`), words
that the operation's own label shares with the phrase, and how often the operation is used in public
workflows (`figures/`).
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from nodepilot.catalog import Catalog
from nodepilot.knowledge.figures import load_figures
from nodepilot.knowledge.language import guess_language
from nodepilot.knowledge.lexicon import Hit, Vocabulary, load_lexicon
from nodepilot.knowledge.operation_facts import OperationFact
from nodepilot.knowledge.type_facts import operations_of_type
from nodepilot.knowledge.words import split_identifier, stem, tokens

VERB, THING, ON_LABEL, BOTH, EXTRA, UNSAID = 4.0, 2.4, 0.9, 1.0, 0.6, 0.8
LEARNT, USE, DEFAULT = 0.2, 0.45, 0.25
"""Weights of the evidence: the verb; what it acts on (the resource, or a noun of the operation's label);
both of them; words too many in the label; words of the phrase that another label has and this one has not;
words learnt from node names; use; n8n's default."""

SAME_WORD, NOUN_LIKE, FULL, REASON, MOST_USE = 1.05, 0.1, 0.95, 0.2, 2.5
"""A verb said as n8n says it; a noun that could be a verb; a label wholly named; what is worth telling;
how far use may count."""

_DETERMINERS = frozenset(
    tokens(
        "a an the my our your this that el la los las un una der die das den dem ein eine einen le les une o os um uma mi mein meine mon ma meu minha"
    )
)
_FILLER = frozenset(
    map(
        stem,
        ["a", "an", "the", "of", "to", "from", "in", "on", "for", "by", "or", "and", "with", "all", "many"],
    )
)


@dataclass(frozen=True, slots=True)
class OperationMatch:
    """An operation that may be meant.

    `parameters` choose it on the node (`{"resource": "message", "operation": "post"}`; other names where
    n8n has others). `score` is a share: the scores of all operations of the node type add up to 1.
    `evidence` is how much speaks for it, comparable across node types (about 0 for none, over 3
    for a matching verb). `reasons` are short phrases for people.
    """

    resource: str | None
    operation: str | None
    parameters: Mapping[str, str | int | float | bool]
    score: float
    evidence: float
    reasons: tuple[str, ...] = ()


def rank_operations(
    node_type: str,
    words: Sequence[str],
    objects: Sequence[str] = (),
    catalog: Catalog | None = None,
    *,
    language: str | None = None,
    limit: int = 5,
) -> tuple[OperationMatch, ...]:
    """The operations of an action node, likeliest first.

    `words` are the words of the phrase in any form and language (verb, objects, everything); name
    in `objects` those that the verb acts on, when known: they count more. `language` (`en`, `es`, `de`,
    `fr`, `pt`) settles words that mean different things; it is guessed when not given. Empty for a node type
    that offers no choice. Unknown node types raise `UnknownNodeType`.
    """
    from nodepilot.catalog import load_catalog

    catalog = catalog or load_catalog()
    candidates = _profiles(catalog, node_type)
    if not candidates:
        return ()
    named = frozenset().union(*(profile.stems for profile in candidates))
    phrase = _Phrase.read(words, objects, language)
    rated = [(_rate(profile, phrase, named & phrase.stems), profile) for profile in candidates]
    highest = max(evidence for (evidence, _), _ in rated)
    total = sum(math.exp(evidence - highest) for (evidence, _), _ in rated)
    matches = [
        OperationMatch(
            resource=profile.fact.resource,
            operation=profile.fact.operation,
            parameters=profile.fact.parameters,
            score=round(math.exp(evidence - highest) / total, 4),
            evidence=round(evidence, 3),
            reasons=tuple(reasons),
        )
        for (evidence, reasons), profile in rated
    ]
    matches.sort(key=lambda match: -match.evidence)
    return tuple(matches[:limit])


@dataclass(frozen=True, slots=True)
class _Profile:
    """An operation with what its labels mean, worked out once.

    `things` are nouns of the operation's own label ("Add Label"), `resource` stems of the
    resource's; `rest` are stems of the label that are neither.
    """

    fact: OperationFact
    verbs: frozenset[str]
    verb_stems: frozenset[str]
    resource_nouns: frozenset[str]
    resource_stems: frozenset[str]
    label_nouns: frozenset[str]
    label_stems: frozenset[str]
    words: Mapping[str, float]
    use: float

    @property
    def stems(self) -> frozenset[str]:
        """Stems of everything that the labels say."""
        return self.resource_stems | self.label_stems | self.verb_stems


@dataclass(frozen=True, slots=True)
class _Phrase:
    """What was said, as concepts and stems."""

    verbs: Mapping[str, float]
    nouns: Mapping[str, float]
    stems: frozenset[str]

    @classmethod
    def read(cls, words: Sequence[str], objects: Sequence[str] = (), language: str | None = None) -> _Phrase:
        lexicon = load_lexicon()
        said = [token for word in words for token in tokens(word)]
        acted_on = [token for each in objects for token in tokens(each)]
        language = language or guess_language(said)
        noun_hits = list(lexicon.nouns.find(said, language))
        noun_places = {place for hit in noun_hits for place in range(hit.at, hit.at + hit.length)}
        nouns: dict[str, float] = {}
        for hits, weight in ((noun_hits, 0.9), (lexicon.nouns.find(acted_on, language), 1.0)):
            for hit in hits:
                nouns[hit.concept] = max(nouns.get(hit.concept, 0.0), weight * hit.weight)
        return cls(
            _verbs_said(lexicon.verbs.find(said, language), said, noun_places),
            nouns,
            frozenset(map(stem, (*said, *acted_on))),
        )


def _verbs_said(hits: Iterable[Hit], said: Sequence[str], noun_places: set[int]) -> dict[str, float]:
    """Concepts of the verbs. "Comment" and the like are verbs where they begin the phrase only."""
    hits = list(hits)
    first = min((hit.at for hit in hits), default=0)
    verbs: dict[str, float] = {}
    for hit in hits:
        weight = hit.weight + 0.1 * (hit.length - 1)
        if (
            hit.length == 1
            and hit.at in noun_places
            and (hit.at > first or (hit.at > 0 and said[hit.at - 1] in _DETERMINERS))
        ):
            weight *= NOUN_LIKE
        verbs[hit.concept] = max(verbs.get(hit.concept, 0.0), weight)
    return verbs


@lru_cache(maxsize=256)
def _profiles(catalog: Catalog, node_type: str) -> tuple[_Profile, ...]:
    figures = load_figures(node_type)
    facts = operations_of_type(catalog, node_type)
    total = sum(figures.operations.values())
    found: list[_Profile] = []
    for fact in facts:
        key = f"{fact.resource or ''}|{fact.operation or ''}"
        share = (figures.operations.get(key, 0) + 0.5) / (total + 0.5 * len(facts))
        found.append(
            _profile(
                fact,
                max(-MOST_USE, min(MOST_USE, math.log(share * len(facts)))),
                figures.operation_words.get(key, {}),
            )
        )
    return tuple(found)


def _profile(fact: OperationFact, use: float, words: Mapping[str, float]) -> _Profile:
    lexicon = load_lexicon()
    label = tokens(fact.operation_label)
    value = split_identifier(fact.operation or "")
    verbs: set[str] = set()
    verb_words: set[str] = set()
    for written in (label, value):
        for hit in lexicon.verbs.find_in_label(written):
            verbs.add(hit.concept)
            verb_words.update(written[hit.at : hit.at + hit.length])
    rest = [word for word in (*label, *value) if word not in verb_words and word not in _FILLER]
    resource = tokens(fact.resource_label)
    resource_stems = frozenset(map(stem, resource)) - _FILLER
    first = label[0] if label else ""
    return _Profile(
        fact=fact,
        verbs=frozenset(verbs),
        verb_stems=frozenset(
            {stem(first)} if first in verb_words or not any(lexicon.nouns.find([first])) else ()
        ),
        resource_nouns=frozenset(hit.concept for hit in lexicon.nouns.find_in_label(resource)),
        resource_stems=resource_stems,
        label_nouns=frozenset(hit.concept for hit in lexicon.nouns.find_in_label(rest)),
        label_stems=frozenset(map(stem, rest)) - resource_stems,
        words=words,
        use=use,
    )


def _rate(profile: _Profile, phrase: _Phrase, named: frozenset[str]) -> tuple[float, list[str]]:
    """`named` are the stems of the phrase that some operation of the node type has in its labels."""
    lexicon = load_lexicon()
    verb = _best(phrase.verbs, profile.verbs, lexicon.verbs)
    if profile.verb_stems & phrase.stems:
        verb = max(verb, SAME_WORD)
    resource = _likeness(profile.resource_stems, profile.resource_nouns, phrase, lexicon.nouns)
    label = _likeness(profile.label_stems, profile.label_nouns, phrase, lexicon.nouns)
    extra = len(profile.label_stems - phrase.stems) if label < FULL else 0
    learnt = min(sum(odds for word, odds in profile.words.items() if word in phrase.stems), 3.0)
    evidence = (
        VERB * verb
        + THING * max(resource, ON_LABEL * label)
        + BOTH * min(resource, label)
        - EXTRA * min(extra, 2)
        - UNSAID * min(len(named - profile.stems), 2)
        + LEARNT * learnt
        + USE * profile.use
        + DEFAULT * profile.fact.is_default
    )
    told = (("verb", verb), ("resource", resource), ("label", label), ("figures", learnt))
    return evidence, [name for name, value in told if value > REASON]


def _best(wanted: Mapping[str, float], offered: Iterable[str], vocabulary: Vocabulary) -> float:
    return max(
        (
            weight * vocabulary.nearness(concept, other)
            for concept, weight in wanted.items()
            for other in offered
        ),
        default=0.0,
    )


def _likeness(stems: frozenset[str], nouns: frozenset[str], phrase: _Phrase, vocabulary: Vocabulary) -> float:
    """How well a resource or label is named by the phrase; over 1 when several of its words are."""
    if not stems:
        return 0.0
    shared = len(stems & phrase.stems)
    if shared == len(stems):
        return 1.0 + 0.25 * (shared - 1)
    literal = 0.7 * shared / len(stems)
    meant = 0.85 * _best(phrase.nouns, nouns, vocabulary)
    return 1 - (1 - literal) * (1 - meant)
