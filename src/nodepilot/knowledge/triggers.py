"""Which event of a trigger node a phrase asks for.

matches = rank_trigger_events("n8n-nodes-base.hubspotTrigger", ["new", "contact"], catalog)
matches[0].parameters   # {"eventsUi": {"eventValues": [{"name": "contact.creation"}]}}
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from nodepilot.catalog import Catalog
from nodepilot.knowledge.event_facts import EventFact
from nodepilot.knowledge.figures import load_figures
from nodepilot.knowledge.language import guess_language
from nodepilot.knowledge.lexicon import load_lexicon
from nodepilot.knowledge.type_facts import events_of_type
from nodepilot.knowledge.words import split_identifier, stem, tokens


@dataclass(frozen=True, slots=True)
class EventMatch:
    """An event that may be meant.

    `parameters` are what to set on the trigger, in n8n's shape; `path` is the dotted path of the
    parameter that names the event and `values` what it chooses. `takes_many` tells that several events
    can be waited for at once (`merge_events`). `score` is a share of 1, `evidence` comparable
    across node types, as in `OperationMatch`.
    """

    parameters: Mapping[str, Any]
    path: str
    values: tuple[str, ...]
    labels: tuple[str, ...]
    takes_many: bool
    score: float
    evidence: float
    reasons: tuple[str, ...] = ()


HAPPENING, THING, LABEL, EXTRA, USE, DEFAULT, ANY = 2.4, 2.6, 1.2, 0.7, 0.4, 0.3, 2.0
"""Weights: what happens, to what, words of the label, words too many in it, use, default, "any event"."""

_FILLER = frozenset(
    map(
        stem,
        [
            "event",
            "is",
            "was",
            "has",
            "been",
            "the",
            "a",
            "an",
            "to",
            "in",
            "of",
            "on",
            "by",
            "or",
            "and",
            "with",
            "for",
        ],
    )
)
_WILDCARDS = frozenset({"*", "all", "any_event"})


def rank_trigger_events(
    node_type: str,
    words: Sequence[str],
    catalog: Catalog | None = None,
    *,
    language: str | None = None,
    limit: int = 5,
) -> tuple[EventMatch, ...]:
    """The events of a trigger node, likeliest first.

    `words` are the words of the phrase that says when to start, in any form and language. Empty for
    a trigger without a choice of events (or one that loads them from the service). Unknown node
    types raise `UnknownNodeType`.
    """
    from nodepilot.catalog import load_catalog

    catalog = catalog or load_catalog()
    profiles = _profiles(catalog, node_type)
    if not profiles:
        return ()
    phrase = _Phrase.read(words, language)
    rated = [(*_rate(profile, phrase), profile) for profile in profiles]
    highest = max(evidence for evidence, *_ in rated)
    total = sum(math.exp(evidence - highest) for evidence, *_ in rated)
    matches = [
        EventMatch(
            parameters=profile.fact.parameters,
            path=profile.fact.path,
            values=profile.fact.values,
            labels=profile.fact.labels,
            takes_many=profile.fact.takes_many,
            score=round(math.exp(evidence - highest) / total, 4),
            evidence=round(evidence, 3),
            reasons=tuple(reasons),
        )
        for evidence, reasons, profile in rated
    ]
    matches.sort(key=lambda match: -match.evidence)
    return tuple(matches[:limit])


def merge_events(matches: Sequence[EventMatch]) -> Mapping[str, Any]:
    """Parameters that wait for all the given events; they must take many and share their path."""
    merged: dict[str, Any] = {}
    for match in matches:
        merged = _merge(merged, match.parameters)
    return merged


def _merge(one: Any, other: Any) -> Any:
    if isinstance(one, Mapping) and isinstance(other, Mapping):
        return {
            key: _merge(one[key], other[key]) if key in one and key in other else value
            for key, value in {**other, **one}.items()
        }
    if isinstance(one, list) and isinstance(other, list):
        return [*one, *(each for each in other if each not in one)]
    return one


@dataclass(frozen=True, slots=True)
class _Profile:
    """An event with what its labels mean, worked out once."""

    fact: EventFact
    happenings: frozenset[str]
    things: frozenset[str]
    stems: frozenset[str]
    is_wildcard: bool
    use: float


@dataclass(frozen=True, slots=True)
class _Phrase:
    happenings: Mapping[str, float]
    things: Mapping[str, float]
    stems: frozenset[str]

    @classmethod
    def read(cls, words: Sequence[str], language: str | None = None) -> _Phrase:
        said = [token for word in words for token in tokens(word)]
        lexicon = load_lexicon()
        language = language or guess_language(said)
        happenings: dict[str, float] = {}
        for hit in lexicon.events.find(said, language):
            weight = hit.weight + 0.15 * (hit.length - 1)
            happenings[hit.concept] = max(happenings.get(hit.concept, 0.0), weight)
        things = {hit.concept: hit.weight for hit in lexicon.nouns.find(said, language)}
        return cls(happenings, things, frozenset(map(stem, said)))


@lru_cache(maxsize=128)
def _profiles(catalog: Catalog, node_type: str) -> tuple[_Profile, ...]:
    uses = load_figures(node_type).events
    lexicon = load_lexicon()
    found: list[_Profile] = []
    for fact in events_of_type(catalog, node_type):
        words = [part for value in (*fact.values, *fact.labels) for part in split_identifier(value)]
        happenings = {hit.concept for hit in lexicon.events.find(words)}
        things = {hit.concept for hit in lexicon.nouns.find(words) if hit.weight == 1.0}
        stems = frozenset(map(stem, words)) - _FILLER
        count = uses.get("|".join(fact.values), 0)
        found.append(
            _Profile(
                fact,
                frozenset(happenings),
                frozenset(things),
                stems,
                any(value in _WILDCARDS for value in fact.values),
                math.log1p(count),
            )
        )
    return tuple(found)


def _rate(profile: _Profile, phrase: _Phrase) -> tuple[float, list[str]]:
    lexicon = load_lexicon()
    happening = max(
        (
            weight * lexicon.events.nearness(said, offered)
            for said, weight in phrase.happenings.items()
            for offered in profile.happenings
        ),
        default=0.0,
    )
    thing = max(
        (
            weight * lexicon.nouns.nearness(said, offered)
            for said, weight in phrase.things.items()
            for offered in profile.things
        ),
        default=0.0,
    )
    shared = profile.stems & phrase.stems
    extra = profile.stems - phrase.stems
    reasons = [name for name, value in (("event", happening), ("thing", thing), ("label", shared)) if value]
    evidence = (
        HAPPENING * happening
        + THING * thing
        + LABEL * min(len(shared), 3)
        - EXTRA * min(len(extra), 4) * 0.5
        + USE * profile.use
        + DEFAULT * profile.fact.is_default
    )
    if profile.is_wildcard:
        evidence += ANY * phrase.happenings.get("any", 0.0) - 0.5
    return evidence, reasons
