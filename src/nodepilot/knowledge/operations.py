"""Which resource and operation of an action node a phrase asks for.

    matches = rank_operations("n8n-nodes-base.slack", ["post"], ["message"], catalog)
    matches[0].parameters        # {"resource": "message", "operation": "post"}

Evidence, added up: the verb (through `data/verbs.toml`), the things it acts on (`data/nouns.toml`), words
that the operation's own label shares with the phrase, and how often the operation is used in public
workflows (`figures/`).
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import compress, product
from typing import NamedTuple

from nodepilot.catalog import Catalog
from nodepilot.knowledge.figures import load_figures
from nodepilot.knowledge.operation_profile import Evidence, Profile, make_profile, total, weigh
from nodepilot.knowledge.phrase import read_phrase
from nodepilot.knowledge.type_facts import base_type, operations_of_type

MOST_USE = 2.0
"""How far use may count, as a logarithm."""
_REASON = 0.2
_TOLD = {
    tells: tuple(compress(("verb", "thing", "learnt"), tells)) for tells in product((False, True), repeat=3)
}
"""The reasons by whether verb, thing and words from node names speak for it."""


class OperationMatch(NamedTuple):
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

    rated, highest, mass = _rated(
        catalog or load_catalog(), node_type, tuple(words), tuple(objects), language
    )
    # Most are asked for the first few: the others are not written out.
    return tuple(_match(each, highest, mass) for each in rated[:limit])


class _Rated(NamedTuple):
    amount: float
    evidence: Evidence
    profile: Profile


@lru_cache(maxsize=1024)
def _rated(
    catalog: Catalog, node_type: str, words: tuple[str, ...], objects: tuple[str, ...], language: str | None
) -> tuple[tuple[_Rated, ...], float, float]:
    """All of them, likeliest first; the highest amount, and what shares are parts of."""
    candidates = _profiles(catalog, node_type)
    if not candidates:
        return (), 0.0, 0.0
    phrase = read_phrase(words, objects, language)
    named = _label_stems(catalog, node_type) & phrase.stems
    weighed = [(weigh(profile, phrase, named), profile) for profile in candidates]
    rated = [_Rated(total(evidence), evidence, profile) for evidence, profile in weighed]
    highest = max(each.amount for each in rated)
    mass = sum(math.exp(each.amount - highest) for each in rated)
    rated.sort(key=lambda each: -round(each.amount, 3))
    return tuple(rated), highest, mass


def _match(rated: _Rated, highest: float, mass: float) -> OperationMatch:
    fact = rated.profile.fact
    return OperationMatch(
        resource=fact.resource,
        operation=fact.operation,
        parameters=fact.parameters,
        score=round(math.exp(rated.amount - highest) / mass, 4),
        evidence=round(rated.amount, 3),
        reasons=_reasons(rated.evidence),
    )


def _reasons(evidence: Evidence) -> tuple[str, ...]:
    return _TOLD[evidence.verb > _REASON, evidence.thing > _REASON, evidence.learnt > _REASON]


@lru_cache(maxsize=1024)
def _label_stems(catalog: Catalog, node_type: str) -> frozenset[str]:
    """Of everything that the labels of its operations say."""
    return frozenset().union(*(profile.stems for profile in _profiles(catalog, node_type)))


@lru_cache(maxsize=1024)
def _profiles(catalog: Catalog, node_type: str) -> tuple[Profile, ...]:
    figures = load_figures(base_type(catalog, node_type))
    facts = operations_of_type(catalog, node_type)
    total = sum(figures.operations.values())
    found: list[Profile] = []
    for fact in facts:
        key = f"{fact.resource or ''}|{fact.operation or ''}"
        share = (figures.operations.get(key, 0) + 0.5) / (total + 0.5 * len(facts))
        found.append(
            make_profile(
                fact,
                max(-MOST_USE, min(MOST_USE, math.log(share * len(facts)))),
                figures.operation_words.get(key, {}),
            )
        )
    return tuple(found)
