"""Which event of a trigger node a phrase asks for.

matches = rank_trigger_events("n8n-nodes-base.hubspotTrigger", ["new", "contact"], catalog)
matches[0].parameters   # {"eventsUi": {"eventValues": [{"name": "contact.creation"}]}}
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Any

from nodepilot.catalog import Catalog
from nodepilot.kit.records import dataclass
from nodepilot.knowledge.built import load_popular_events
from nodepilot.knowledge.event_facts import EventFact
from nodepilot.knowledge.figures import load_figures
from nodepilot.knowledge.language import guess_language
from nodepilot.knowledge.lexicon import load_lexicon
from nodepilot.knowledge.loaded_events import loaded_events
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


HAPPENING, THING, LITERAL, EXTRA_THING, EXTRA_WORD, UNSAID = 2.6, 2.4, 1.0, 0.5, 0.2, 0.6
FURTHER, USE, POPULAR, DEFAULT, ANY = 1.4, 0.2, 1.8, 0.3, 2.0
"""Weights: what happens; to what; the same word as in n8n's label; nouns and other words of the label that
the phrase does not have; words of the phrase that another event's label has and this one has not; a second thing that happens ("a dispute is opened"); how common
the event is in public workflows and in our own judgement; n8n's default; "any event" where that is said."""
SHORT = 2
"""Words in a label that can name what happens where the event is split in two ("Updated", "Deal")."""
FOREIGN, OTHER_THING, MISSED, SAME_WORD, WHOLE = 0.8, 1.2, 1.5, 0.3, 0.4
"""An event of something else that happens ("customer replied", where one was created); of a further thing ("message in a
channel"), where the phrase names things of the trigger; one that is not about what happens, where another is ("someone
reacts to a message"); the label's very word for what happens; a label of which nothing is left unsaid ("customer deleted", where an
event "customer subscription deleted" is commoner)."""
NAMED = 0.9
"""From which nearness on an event is called after what is said to happen."""
REACHED, STATE = 0.3, 0.8
"""From which nearness on an event stands for what is said to happen; how much a state means a change."""
NO_HAPPENING = 0.5
"""How much a phrase that tells nothing that happens ("a lead") means something new."""

_FILLER = frozenset(map(stem, tokens("event is was has been the a an to in of on by or and with for com")))
_ARRIVING = frozenset({"created", "received"})
_ANYTHING = frozenset({"any", "updated"})
_BECOMING = frozenset({"get", "gets", "got", "wird", "wurde"})
_FILLED_IN = frozenset({"form", "survey", "response", "submission", "questionnaire"})
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
    phrase = _Phrase.read(_answered(_without_bounds(words)), language).among(profiles)
    named = frozenset().union(*(profile.nouns | profile.others for profile in profiles)) & phrase.stems
    rated = [(*_rate(profile, phrase, named), profile) for profile in profiles]
    highest = max(evidence for evidence, *_ in rated)
    total = sum(math.exp(evidence - highest) for evidence, *_ in rated)
    rated.sort(key=lambda each: -round(each[0], 3))
    return tuple(
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
        for evidence, reasons, profile in rated[:limit]
    )


def _without_bounds(words: Sequence[str]) -> list[str]:
    """“a payment over 500”: how much it is, where “the call is over” would tell what happened."""
    return [
        word
        for word, following in zip(words, [*words[1:], ""], strict=False)
        if not (word.lower() == "over" and following[:1].isdigit())
    ]


_FILLED = frozenset("completes completed fills filled answers answered takes took submits submitted".split())
_SURVEYS = frozenset({"survey", "surveys", "questionnaire", "poll", "quiz"})


def _answered(words: list[str]) -> list[str]:
    """“someone completes my survey”: a response comes in; the survey is there already."""
    said = {word.lower() for word in words}
    if not (said & _FILLED and said & _SURVEYS):
        return words
    return [*(word for word in words if word.lower() not in _SURVEYS), "response"]


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


_VAGUE = frozenset({"created", "received", "updated", "changed", "scheduled", "any"})
"""What may happen to anything."""


@dataclass(frozen=True, slots=True)
class _Profile:
    """An event with what its labels mean, worked out once.

    `things` are concepts of nouns, `nouns` their stems, `told` stems of what happens, `others` those of words that
    are neither.
    """

    fact: EventFact
    happenings: frozenset[str]
    things: frozenset[str]
    nouns: frozenset[str]
    others: frozenset[str]
    told: frozenset[str]
    is_wildcard: bool
    prior: float


@dataclass(frozen=True, slots=True)
class _Phrase:
    """What was said: `said` are the concepts of what happens, the others as in `Phrase`."""

    said: frozenset[str]
    happenings: Mapping[str, float]
    things: Mapping[str, float]
    stems: frozenset[str]
    state: bool = False
    named: bool = False

    def among(self, profiles: Sequence[_Profile]) -> _Phrase:
        """“A deal is won”: what none of the events is called after is a state, and getting there a change."""
        specific = not self.said & _ARRIVING and bool(self.said - _ANYTHING)
        # "A ticket is resolved": that sprints are closed there says nothing of tickets.
        own = [each for each in profiles if _best(self.things, each.things) >= NAMED] or profiles
        nearest = max(_best(self.happenings, each.happenings) for each in own)
        if specific and nearest >= NAMED:
            return replace(self, named=True)
        if not specific or nearest >= REACHED:
            return self
        return replace(self, happenings={**self.happenings, "updated": STATE}, state=True)

    @classmethod
    def read(cls, words: Sequence[str], language: str | None = None) -> _Phrase:
        said = [token for word in words for token in tokens(word)]
        lexicon = load_lexicon()
        language = language or guess_language(said)
        happenings: dict[str, float] = {}
        named = lexicon.nouns.find(said, language)
        places = {place for hit in named for place in range(hit.at, hit.at + hit.length)}
        told = lexicon.events.find(said, language)
        if any(hit.concept not in _VAGUE for hit in told if hit.at not in places):
            # "a booking is cancelled": the booking is a thing here, nothing that happens.
            told = tuple(hit for hit in told if hit.at not in places or hit.concept not in _VAGUE)
        if any(said[hit.at] not in _BECOMING for hit in told):
            # "gets resolved": what it becomes has happened.
            told = tuple(hit for hit in told if said[hit.at] not in _BECOMING)
        if not any(hit.concept in _FILLED_IN for hit in named):
            finished = {hit.at for hit in told if hit.concept == "completed"}
            told = tuple(hit for hit in told if hit.concept != "submitted" or hit.at not in finished)
        for hit in told:
            weight = hit.weight + 0.15 * (hit.length - 1)
            happenings[hit.concept] = max(happenings.get(hit.concept, 0.0), weight)
        things = {hit.concept: hit.weight for hit in named}
        happened = frozenset(happenings)
        happenings = happenings or {"created": NO_HAPPENING}
        return cls(
            said=happened,
            happenings=lexicon.events.reach(happenings),
            things=lexicon.nouns.reach(things),
            stems=frozenset(map(stem, said)),
        )


@lru_cache(maxsize=512)
def _profiles(catalog: Catalog, node_type: str) -> tuple[_Profile, ...]:
    uses = load_figures(node_type).events
    popular = _popular(node_type)
    found: list[_Profile] = []
    for fact in loaded_events(node_type) or events_of_type(catalog, node_type):
        prior = USE * math.log1p(uses.get("|".join(fact.values), 0)) + DEFAULT * fact.is_default
        if fact.values[-1] in popular:
            prior += POPULAR * (1 - popular.index(fact.values[-1]) / (2 * len(popular)))
        found.append(_profile(fact, prior))
    return tuple(found)


def _popular(node_type: str) -> Sequence[str]:
    listed: Sequence[str] = load_popular_events().get(node_type.rpartition(".")[2], ())
    return listed


def _profile(fact: EventFact, prior: float) -> _Profile:
    lexicon = load_lexicon()
    happenings: set[str] = set()
    things: set[str] = set()
    nouns: set[str] = set()
    others: set[str] = set()
    told: set[str] = set()
    for written in (*fact.values, *fact.labels):
        words = split_identifier(written)
        rest = set(range(len(words)))
        for hit in lexicon.events.find_in_label(words):
            # What surrounds the event ("Changes Involving a Specific Folder") says nothing of it.
            if written in (fact.values[-1], fact.labels[-1]) or len(words) <= SHORT:
                happenings.add(hit.concept)
            rest -= set(range(hit.at, hit.at + hit.length))
            told.update(map(stem, words[hit.at : hit.at + hit.length]))
        for hit in lexicon.nouns.find_in_label(words):
            things.add(hit.concept)
            nouns.update(map(stem, words[hit.at : hit.at + hit.length]))
        others.update(stem(words[place]) for place in rest)
    return _Profile(
        fact=fact,
        happenings=frozenset(happenings),
        things=frozenset(things),
        nouns=frozenset(nouns),
        others=frozenset(others) - nouns - _FILLER,
        told=frozenset(told),
        is_wildcard=any(value in _WILDCARDS for value in fact.values),
        prior=prior,
    )


def _rate(profile: _Profile, phrase: _Phrase, named: frozenset[str]) -> tuple[float, list[str]]:
    """`named` are the stems of the phrase that some event of the trigger has in its labels."""
    happening = _best(phrase.happenings, profile.happenings)
    further = max(len(phrase.said & profile.happenings) - 1, 0)
    too_many = len(profile.happenings - phrase.said) if happening else 0
    foreign = len(profile.happenings - frozenset(phrase.happenings)) if phrase.said else 0
    thing = _best(phrase.things, profile.things)
    own = profile.nouns | profile.others
    literal = len(own & phrase.stems)
    evidence = (
        HAPPENING * happening
        + FURTHER * further
        - EXTRA_WORD * min(too_many, 2)
        - FOREIGN * min(foreign, 1)
        - MISSED * (phrase.named and happening < NAMED / 2)
        + SAME_WORD * bool(profile.told & phrase.stems)
        + THING * max(thing, 0.9 * bool(literal))
        + LITERAL * min(literal, 2)
        + WHOLE * (bool(profile.told & phrase.stems) and bool(literal) and own <= phrase.stems)
        - (EXTRA_THING + OTHER_THING * bool(named)) * min(len(profile.nouns - phrase.stems), 3)
        - EXTRA_WORD * min(len(profile.others - phrase.stems), 3)
        - UNSAID * min(len(named - own), 2)
        + profile.prior
    )
    if profile.is_wildcard:
        evidence += ANY * phrase.happenings.get("any", 0.0) - 0.5
    told = (("event", happening), ("thing", thing), ("label", literal))
    return evidence, [name for name, value in told if value] + ["state"] * phrase.state


def _best(reach: Mapping[str, float], offered: frozenset[str]) -> float:
    return max([reach[concept] for concept in offered if concept in reach], default=0.0)
