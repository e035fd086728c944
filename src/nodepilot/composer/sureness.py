"""How sure the engine is of a plan, by what of the request came out of it.

The share of requests read rightly falls with the words that nothing in the plan stands for ("lost" ones), with a
start by hand that nobody asked for, and with choices that had to be made. How much each of them counts is learnt
from the suites in `evals` (`tools.sureness`), so that 0.8 means: of ten such plans, eight are right.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import astuple
from functools import cache, lru_cache
from itertools import chain
from typing import Any

from nodepilot.composer.build.draft import Draft
from nodepilot.composer.language.tokens import Kind
from nodepilot.composer.language.utterance import Utterance
from nodepilot.composer.reading.comparisons import parse_number
from nodepilot.composer.texts import texts_in
from nodepilot.composer.time_words import NUMBER_WORDS
from nodepilot.composer.unused import unused_phrases, unused_words
from nodepilot.kit.packaged import packaged, packaged_json
from nodepilot.kit.records import dataclass
from nodepilot.knowledge.language import is_function_word
from nodepilot.knowledge.services import Services
from nodepilot.knowledge.words import fold, split_identifier, stem, tokens
from nodepilot.plan.model import Plan, Step

WEIGHTS = packaged("composer", "data", "sureness.json")
DOUBTFUL = 0.6
"""Below it, it is said which words nothing stands for."""
LEAST, MOST = 0.05, 0.98

_SAYS_NOTHING = frozenset({Kind.PUNCT, Kind.ARROW, Kind.NEWLINE})
_THOUSANDS = frozenset("k thousand tausend mil mille".split())
_FIGURES = frozenset({Kind.NUMBER, Kind.MONEY})
_LEAST_PART, _LONGEST_PHRASE = 3, 4
_NEAR, _MOST_PHRASES = 2, 3
FORKS = ("if", "switch", "filter", "textClassifier", "sentimentAnalysis")
_BY_HAND = "manualTrigger"
_KEEPING = (".filter", ".limit", ".sort")
_LONGEST_VALUE = 40
"""Characters of a stretch that one parameter is made of; a longer one is a whole order."""
_STRUCTURE = frozenset({"conditions", "words"})
"""Senses of words that stand between things: heard where something branches."""


@dataclass(frozen=True, slots=True)
class Signs:
    """What tells of a plan how likely it is right."""

    lost: float
    """Words that nothing stands for."""
    lost_share: float
    said: float
    """Words that say something, logarithmic."""
    idle_acts: float
    """The share of what shall be done that names neither service nor object."""
    by_hand: float
    """1 where it starts by hand."""
    assumptions: float


def sureness(signs: Signs) -> float:
    """Between `LEAST` and `MOST`: how likely such a plan is right."""
    weights = _weights()
    exponent = weights["bias"] + sum(
        weights[name] * value for name, value in zip(Signs.__slots__, astuple(signs), strict=True)
    )
    return round(max(LEAST, min(MOST, 1 / (1 + math.exp(-exponent)))), 2)


def signs_of(draft: Draft, plan: Plan, idle_acts: float) -> Signs:
    """`idle_acts` is between 0 and 1."""
    said = said_words(draft.utterance)
    lost = lost_words(draft.utterance, draft.steps.values(), draft.services)
    return Signs(
        # What nobody says without meaning it counts twice.
        lost=float(len(lost) + len(unused_words(draft.utterance, lost))),
        lost_share=len(lost) / max(1, len(said)),
        said=math.log1p(len(said)),
        idle_acts=idle_acts,
        by_hand=float(any(step.node_type.endswith(_BY_HAND) for step in plan.steps)),
        assumptions=float(len(plan.assumptions)),
    )


def missed_phrases(
    u: Utterance, steps: Collection[Step], services: Services, sure: float
) -> list[tuple[int, int]]:
    """The parts of the request that became nothing, as characters from and to, in the order of the request.

    Always what tells something by itself; where the plan is doubtful, the longest runs of other words as well.
    """
    lost = lost_words(u, steps, services)
    told = unused_phrases(u, lost)
    more = _runs(u, lost) if sure < DOUBTFUL else []
    apart = [span for span in told if not any(first <= span[0] < last for first, last in more)]
    return sorted([*more, *apart])


def _runs(u: Utterance, lost: Sequence[int]) -> list[tuple[int, int]]:
    """Lost words that stand near to each other are one part; a single one may be mere colour, and so may a verb:
    "take", "put" and "get" say little."""
    runs: list[list[int]] = []
    for index in lost:
        if runs and index - runs[-1][-1] <= _NEAR:
            runs[-1].append(index)
        else:
            runs.append([index])
    things = {id(run): sum(u.concept(index, "verbs") is None for index in run) for run in runs}
    telling = sorted((run for run in runs if things[id(run)] > 1), key=len, reverse=True)
    return [u.span(run[0], run[-1] + 1) for run in telling[:_MOST_PHRASES]]


def lost_words(u: Utterance, steps: Collection[Step], services: Services) -> list[int]:
    """Tokens that nothing in the steps stands for."""
    heard = _heard(steps, services)
    return [index for index in said_words(u) if not heard.has(u, index)]


def said_words(u: Utterance) -> list[int]:
    """Tokens that say something beside when it happens."""
    return [
        index
        for index, token in enumerate(u.tokens)
        if token.kind not in _SAYS_NOTHING and not is_function_word(token.norm) and not u.is_scheduled(index)
    ]


@dataclass(frozen=True, slots=True)
class _Heard:
    """What the plan stands for: stems and text of its steps, their services, whether anything branches."""

    stems: frozenset[str]
    text: str
    services: frozenset[str]
    branches: bool
    spans: tuple[tuple[int, int], ...]
    """Stretches of the request that parameters were made of."""

    def has(self, utterance: Utterance, index: int) -> bool:
        """Whether the plan stands for this token."""
        token, service = utterance.tokens[index], utterance.service_at(index)
        if service is not None and any(each.service in self.services for each in service.mention.candidates):
            return True
        if any(first <= token.start < last for first, last in self.spans):
            return True
        said = token.norm.strip("\"'`“”‘’«»")
        said = str(NUMBER_WORDS[said]) if said in NUMBER_WORDS else said
        if said in _THOUSANDS and index and utterance.tokens[index - 1].kind in _FIGURES:
            return self.has(utterance, index - 1)
        if token.kind in _FIGURES and (number := parse_number(token)) is not None:
            behind = utterance.tokens[index + 1].norm if index + 1 < len(utterance.tokens) else ""
            # `10k` stands as 10000.
            said = f"{number * (1000 if behind in _THOUSANDS else 1):.15g}"
        if stem(said) in self.stems or (len(said) >= _LEAST_PART and said in self.text):
            return True
        return any(
            (sense.category in _STRUCTURE and self.branches)
            or not self.stems.isdisjoint(map(stem, split_identifier(sense.concept)))
            for first in range(max(0, index - _LONGEST_PHRASE), index + 1)
            for sense in utterance.senses[first]
            if first + sense.length > index
        )


def _heard(steps: Collection[Step], services: Services) -> _Heard:
    parts: list[str] = []
    for step in steps:
        parts += [step.node_type.rpartition(".")[2], step.name, *_names_and_texts(step.parameters)]
    known = (services.of_type(step.node_type) for step in steps)
    return _Heard(
        stems=frozenset().union(*map(_stems, parts)),
        text=fold(" ".join(parts)),
        services=frozenset(each.key for each in known if each is not None),
        branches=any(step.node_type.endswith(FORKS) for step in steps),
        spans=tuple(span for step in steps for span in _asked_for(step)),
    )


@lru_cache(maxsize=4096)
def _stems(part: str) -> frozenset[str]:
    """Of the same names and texts, reading after reading."""
    return frozenset(map(stem, chain(split_identifier(part), tokens(part))))


def _asked_for(step: Step) -> Iterator[tuple[int, int]]:
    """The words that a single parameter, or a whole filter, was made of."""
    whole = step.origins[""].span if "" in step.origins else None
    if (whole is not None and step.node_type.endswith(_KEEPING)) or (
        whole is not None and step.node_type.endswith(FORKS) and whole[1] - whole[0] <= _LONGEST_VALUE
    ):
        yield whole
    for path, origin in step.origins.items():
        span = origin.span
        if path and span is not None and span != whole and span[1] - span[0] <= _LONGEST_VALUE:
            yield span


def _names_and_texts(parameters: Mapping[str, Any]) -> Iterator[str]:
    yield from parameters
    for held in parameters.values():
        if isinstance(held, Mapping):
            yield from held
    yield from texts_in(parameters)
    yield from _numbers_in(parameters)


def _numbers_in(value: Any) -> Iterator[str]:
    match value:
        case bool() | str():
            return
        case int() | float():
            yield f"{value:.15g}"
        case Mapping():
            for each in value.values():
                yield from _numbers_in(each)
        case list() | tuple():
            for each in value:
                yield from _numbers_in(each)


@cache
def _weights() -> Mapping[str, float]:
    weights: Mapping[str, float] = packaged_json("composer", "data", "sureness.json")
    return weights
