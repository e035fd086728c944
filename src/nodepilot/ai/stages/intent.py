"""What a message wants, where the built-in engine is not sure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from nodepilot.ai.agent import (
    SHARE,
    TEXT,
    Agent,
    InvalidAnswer,
    an_object,
    read_rows,
    read_share,
    read_text,
    rows,
)
from nodepilot.ai.ports import Task, Tool

LABELS = ("workflow_request", "workflow_edit", "workflow_question", "general_conversation")
_KINDS = ("service", "trigger", "action", "condition", "schedule", "name", "value")


@dataclass(frozen=True, slots=True)
class Entity:
    """Words of the message, and what they are."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Understood:
    """`label` is one of `LABELS`; `complexity` is about the number of steps, from 1 to 10."""

    label: str
    confidence: float
    entities: tuple[Entity, ...]
    complexity: int


def _read(value: Mapping[str, Any]) -> Understood:
    label = read_text(value, "label")
    if label not in LABELS:
        raise InvalidAnswer("there is no such label")
    complexity = value.get("complexity", 1)
    if isinstance(complexity, bool) or not isinstance(complexity, int | float):
        raise InvalidAnswer("`complexity` is no number")
    entities = tuple(
        Entity(read_text(row, "kind"), read_text(row, "text"))
        for row in read_rows(value, "entities")
        if read_text(row, "kind") in _KINDS and read_text(row, "text")
    )
    return Understood(label, read_share(value, "confidence"), entities, min(10, max(1, round(complexity))))


INTENT = Agent(
    Task.INTENT,
    ("intent_classification",),
    Tool(
        "submit_intent",
        "Submits what the message wants.",
        an_object(
            {
                "label": {"type": "string", "enum": list(LABELS)},
                "confidence": SHARE,
                "entities": rows(
                    ("kind", "text"), {"kind": {"type": "string", "enum": list(_KINDS)}, "text": TEXT}
                ),
                "complexity": {"type": "integer", "minimum": 1, "maximum": 10},
            },
            ("label", "confidence"),
        ),
    ),
    _read,
    400,
)
