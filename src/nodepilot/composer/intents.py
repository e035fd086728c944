"""What a message wants: a new workflow, a change, an answer about workflows, or just talk.

    classify("also post it to Teams", services, has_workflow=True)   # workflow_edit, 0.9

Cues with weights stand in `data/intents.json`; services that are named and what lies open on the canvas
add to them.
"""

from __future__ import annotations

import json
import math
import re
from dataclasses import dataclass
from functools import cache
from typing import Literal, TypeAlias, cast

from nodepilot.composer.language.utterance import read_utterance
from nodepilot.composer.reading.verbs import Verbs
from nodepilot.kit.packaged import packaged
from nodepilot.knowledge.services import Services

Label: TypeAlias = Literal["workflow_request", "workflow_edit", "workflow_question", "general_conversation"]

_LONGEST = 2000
"""Characters that are looked at: what a message wants shows at its beginning."""

_BEGINNING = 80
"""Characters in which an order begins."""
_OPENING, _SURE_VERB = 4, 2.5
"""Words of politeness that an order may begin with; how sure its verb has to be."""
_SHORTEST_ORDER = 3
_ORDERED = 1.2
"""What an order at the beginning speaks for."""
_ABOUT_IT = 0.45
"""How much of what speaks for a new workflow speaks for a change when one is open."""
_CHATTY = 0.3
"""What remains of what speaks for talk where two services are named."""
_TALK = 1.0
"""What speaks for mere talk as long as nothing else does."""


@dataclass(frozen=True, slots=True)
class Intent:
    """`confidence` is between 0 and 1: how far the label is ahead of the others."""

    label: Label
    confidence: float


def classify(message: str, services: Services, *, has_workflow: bool) -> Intent:
    """The intent of a message; `has_workflow` tells whether a workflow is open that "it" can mean."""
    text = " ".join(message[:_LONGEST].lower().split()).lstrip("¿¡\"'(„“ ")
    scores = {label: _score(text, label) for label in _cues()}
    scores["general_conversation"] += _TALK
    ordered = _is_order(message[:_LONGEST], services)
    mentions = services.find_mentions(message[:_LONGEST])
    named = len({each.candidates[0].service for each in mentions})
    apps = {each.candidates[0].service for each in mentions if each.need is None}
    is_question = bool(re.search(r"\?\s*$", text)) or scores["workflow_question"] >= 2.0
    scores["workflow_request"] += min(named, 3) * (0.3 if is_question else 0.9)
    if len(apps) > 1 and not is_question:
        # "yo when sum1 stars my GitHub repo shoot a msg in Slack lol": nobody names two services for a chat.
        scores["general_conversation"] *= _CHATTY
    if ordered:
        scores["workflow_edit" if has_workflow else "workflow_request"] += _ORDERED
    if has_workflow:
        # With a workflow open, an order is about that workflow, unless a new one is spoken of.
        scores["workflow_edit"] += 0.8 if scores["workflow_edit"] else 0.0
        scores["workflow_edit"] += _ABOUT_IT * max(0.0, min(scores["workflow_request"], 3.0))
        scores["workflow_request"] -= 1.0
    else:
        scores["workflow_request"] += 0.6 * scores["workflow_edit"]
        scores["workflow_edit"] = -1.0
    label = max(scores, key=lambda each: scores[each])
    weights = {each: math.exp(score) for each, score in scores.items()}
    return Intent(cast("Label", label), round(weights[label] / sum(weights.values()), 2))


def _is_order(message: str, services: Services) -> bool:
    """Whether the message begins with an order ("send it to …", "mueve …"), whatever the language."""
    utterance = read_utterance(message[:_BEGINNING], services)
    verbs = Verbs(utterance)
    place = 0
    while place < min(len(utterance.tokens), _OPENING) and (
        utterance.has(place, "words", "polite", "then", "and", "but", "adv")
        or utterance.tokens[place].norm in {",", "ok", "okay"}
    ):
        if verbs.is_verb(place):
            break
        place += 1
    if len(utterance.tokens) < _SHORTEST_ORDER:
        return False
    return verbs.score(place) >= _SURE_VERB and not utterance.has(place, "verbs", "be", "want", "let")


def _score(text: str, label: str) -> float:
    return sum(weight for pattern, weight in _cues()[label] if pattern.search(text))


@cache
def _cues() -> dict[str, list[tuple[re.Pattern[str], float]]]:
    source = packaged("composer", "data/intents.json").read_text("utf-8")
    return {
        label: [(re.compile(pattern), weight) for pattern, weight in cues]
        for label, cues in json.loads(source).items()
    }
