"""How sure the engine is of a plan, by what of the request came out of it.

The share of requests read rightly falls with the words that nothing in the plan stands for ("lost" ones), with a
start by hand that nobody asked for, and with choices that had to be made. How much each of them counts is learnt
from the suites in `evals` (`tools.sureness`), so that 0.8 means: of ten such plans, eight are right.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import astuple, dataclass
from functools import cache
from typing import Any

from nodepilot.composer.build.draft import Draft
from nodepilot.composer.language.tokens import Kind
from nodepilot.composer.language.utterance import Utterance
from nodepilot.composer.texts import texts_in
from nodepilot.kit.packaged import packaged, packaged_json
from nodepilot.knowledge.language import is_function_word
from nodepilot.knowledge.words import fold, split_identifier, stem, tokens
from nodepilot.plan.model import Plan

WEIGHTS = packaged("composer", "data", "sureness.json")
DOUBTFUL = 0.6
"""Below it, it is said which words nothing stands for."""
LEAST, MOST = 0.05, 0.98

_SAYS_NOTHING = frozenset({Kind.PUNCT, Kind.ARROW, Kind.NEWLINE})
_LEAST_PART, _LONGEST_PHRASE = 3, 4
_NEAR, _MOST_PHRASES = 2, 3
FORKS = ("if", "switch", "filter", "textClassifier", "sentimentAnalysis")
_BY_HAND = "manualTrigger"
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
    lost = lost_words(draft)
    return Signs(
        lost=float(len(lost)),
        lost_share=len(lost) / max(1, len(said)),
        said=math.log1p(len(said)),
        idle_acts=idle_acts,
        by_hand=float(any(step.node_type.endswith(_BY_HAND) for step in plan.steps)),
        assumptions=float(len(plan.assumptions)),
    )


def lost_phrases(draft: Draft) -> list[tuple[int, int]]:
    """The parts of the request that became nothing, as characters from and to, longest first.

    Lost words that stand near to each other are one part; a single one may be mere colour, and so may a verb:
    "take", "put" and "get" say little.
    """
    runs: list[list[int]] = []
    for index in lost_words(draft):
        if runs and index - runs[-1][-1] <= _NEAR:
            runs[-1].append(index)
        else:
            runs.append([index])
    u = draft.utterance
    things = {id(run): sum(u.concept(index, "verbs") is None for index in run) for run in runs}
    telling = sorted((run for run in runs if things[id(run)] > 1), key=len, reverse=True)
    return [u.span(run[0], run[-1] + 1) for run in telling[:_MOST_PHRASES]]


def lost_words(draft: Draft) -> list[int]:
    """Tokens that nothing in the plan stands for."""
    heard = _heard(draft)
    return [index for index in said_words(draft.utterance) if not heard.has(draft.utterance, index)]


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

    def has(self, utterance: Utterance, index: int) -> bool:
        """Whether the plan stands for this token."""
        token, service = utterance.tokens[index], utterance.service_at(index)
        if service is not None:
            return any(candidate.service in self.services for candidate in service.mention.candidates)
        said = token.norm.strip("\"'`“”‘’«»")
        if stem(said) in self.stems or (len(said) >= _LEAST_PART and said in self.text):
            return True
        return any(
            (sense.category in _STRUCTURE and self.branches)
            or not self.stems.isdisjoint(map(stem, split_identifier(sense.concept)))
            for first in range(max(0, index - _LONGEST_PHRASE), index + 1)
            for sense in utterance.senses[first]
            if first + sense.length > index
        )


def _heard(draft: Draft) -> _Heard:
    parts: list[str] = []
    for step in draft.steps.values():
        parts += [step.node_type.rpartition(".")[2], step.name, *_names_and_texts(step.parameters)]
    text = " ".join(parts)
    steps = draft.steps.values()
    services = (draft.services.of_type(step.node_type) for step in steps)
    return _Heard(
        stems=frozenset(stem(word) for word in split_identifier(text))
        | {stem(word) for word in tokens(text)},
        text=fold(text),
        services=frozenset(each.key for each in services if each is not None),
        branches=any(step.node_type.endswith(FORKS) for step in steps),
    )


def _names_and_texts(parameters: Mapping[str, Any]) -> Iterator[str]:
    yield from parameters
    yield from texts_in(parameters)


@cache
def _weights() -> Mapping[str, float]:
    weights: Mapping[str, float] = packaged_json("composer", "data", "sureness.json")
    return weights
