"""Which resource and operation of an action node a phrase asks for.

    matches = rank_operations("n8n-nodes-base.slack", ["post"], ["message"], catalog)
    matches[0].parameters        # {"resource": "message", "operation": "post"}

Evidence, added up: the verb (through `data/verbs.toml`), the things it acts on (`data/nouns.toml`), words
that the operation's own label shares with the phrase, and how often the operation is used in public
workflows (`figures/`).
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from nodepilot.catalog import Catalog
from nodepilot.knowledge.lexicon import Lexicon, load_lexicon
from nodepilot.knowledge.operation_facts import OperationFact
from nodepilot.knowledge.type_facts import operations_of_type, uses_of_operations
from nodepilot.knowledge.words import split_identifier, stem, tokens

VERB, NOUN, LABEL, EXTRA, USE, DEFAULT = 3.0, 2.2, 1.4, 0.9, 0.45, 0.25
"""Weights of the evidence: verb, resource, words of the label, words too many in it, use, default."""

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
    limit: int = 5,
) -> tuple[OperationMatch, ...]:
    """The operations of an action node, likeliest first.

    `words` are the words of the phrase in any form and language (verb, objects, everything); name
    in `objects` those that the verb acts on, when known: they count more. Empty for a node type
    that offers no choice. Unknown node types raise `UnknownNodeType`.
    """
    from nodepilot.catalog import load_catalog

    catalog = catalog or load_catalog()
    candidates = _profiles(catalog, node_type)
    if not candidates:
        return ()
    phrase = _Phrase.read(load_lexicon(), words, objects)
    rated = [(_rate(profile, phrase), profile) for profile in candidates]
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
    """An operation with what its labels mean, worked out once."""

    fact: OperationFact
    verbs: Mapping[str, float]
    verb_stems: frozenset[str]
    nouns: Mapping[str, float]
    resource_stems: frozenset[str]
    label_stems: frozenset[str]
    use: float


@dataclass(frozen=True, slots=True)
class _Phrase:
    """What was said, as concepts and stems."""

    verbs: Mapping[str, float]
    nouns: Mapping[str, float]
    stems: frozenset[str]
    object_stems: frozenset[str]

    @classmethod
    def read(cls, lexicon: Lexicon, words: Sequence[str], objects: Sequence[str]) -> _Phrase:
        said = [token for word in words for token in tokens(word)]
        acted_on = [token for each in objects for token in tokens(each)]
        verbs: dict[str, float] = {}
        for hit in lexicon.verbs.find(said):
            verbs[hit.concept] = max(verbs.get(hit.concept, 0.0), hit.weight + 0.1 * (hit.length - 1))
        nouns: dict[str, float] = {}
        for given, weight in ((said, 0.8), (acted_on, 1.0)):
            for hit in lexicon.nouns.find(given):
                nouns[hit.concept] = max(nouns.get(hit.concept, 0.0), weight * hit.weight)
        return cls(verbs, nouns, frozenset(map(stem, (*said, *acted_on))), frozenset(map(stem, acted_on)))


@lru_cache(maxsize=256)
def _profiles(catalog: Catalog, node_type: str) -> tuple[_Profile, ...]:
    lexicon = load_lexicon()
    uses = uses_of_operations(node_type)
    total = sum(uses.values())
    facts = operations_of_type(catalog, node_type)
    found: list[_Profile] = []
    for fact in facts:
        label = [*tokens(fact.operation_label), *split_identifier(fact.operation or "")]
        verbs: dict[str, float] = {}
        verb_words: set[str] = set()
        for words in (tokens(fact.operation_label), split_identifier(fact.operation or "")):
            for hit in lexicon.verbs.find(words):
                verbs[hit.concept] = max(
                    verbs.get(hit.concept, 0.0), hit.weight * (1.0 if hit.at == 0 else 0.7)
                )
                verb_words |= set(words[hit.at : hit.at + hit.length])
        label_nouns = {hit.concept: 0.7 for hit in lexicon.nouns.find(label)}
        resource = [*tokens(fact.resource_label), *split_identifier(fact.resource or "")]
        nouns = {hit.concept: 1.0 for hit in lexicon.nouns.find(resource) if hit.weight == 1.0}
        resource_stems = frozenset(map(stem, tokens(fact.resource_label)))
        rest = {stem(word) for word in label if word not in verb_words} - resource_stems - _FILLER
        count = uses.get(f"{fact.resource or ''}|{fact.operation or ''}", 0)
        found.append(
            _Profile(
                fact=fact,
                verbs=verbs,
                verb_stems=frozenset(stem(word) for word in tokens(fact.operation_label)[:1]),
                nouns={**label_nouns, **nouns},
                resource_stems=resource_stems,
                label_stems=frozenset(rest),
                use=math.log((count + 0.5) / (total + 0.5 * len(facts)) * len(facts)),
            )
        )
    return tuple(found)


def _rate(profile: _Profile, phrase: _Phrase) -> tuple[float, list[str]]:
    reasons: list[str] = []
    verb = _best(phrase.verbs, profile.verbs, load_lexicon().verbs.nearness)
    if profile.verb_stems & phrase.stems:
        verb = max(verb, 1.05)
    if verb:
        reasons.append("verb")
    noun = 0.6 * _best(phrase.nouns, profile.nouns, load_lexicon().nouns.nearness)
    if profile.resource_stems:
        said = len(profile.resource_stems & phrase.stems) / len(profile.resource_stems)
        noun = max(noun, said)
    if noun:
        reasons.append("resource")
    label = profile.label_stems & phrase.stems
    extra = profile.label_stems - phrase.stems
    if label:
        reasons.append("label")
    evidence = (
        VERB * verb
        + NOUN * noun
        + LABEL * min(len(label), 2)
        - EXTRA * min(len(extra), 2)
        + USE * profile.use
        + DEFAULT * profile.fact.is_default
    )
    return evidence, reasons


def _best(
    wanted: Mapping[str, float], offered: Mapping[str, float], nearness: Callable[[str, str], float]
) -> float:
    return max(
        (
            weight * share * nearness(concept, other)
            for concept, weight in wanted.items()
            for other, share in offered.items()
        ),
        default=0.0,
    )
