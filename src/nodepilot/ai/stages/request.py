"""One request that stands by itself, out of a message and what was said before it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from nodepilot.ai.agent import (
    TEXT,
    TEXTS,
    Agent,
    InvalidAnswer,
    an_object,
    read_rows,
    read_text,
    read_texts,
    rows,
)
from nodepilot.ai.ports import Task, Tool


@dataclass(frozen=True, slots=True)
class Ambiguity:
    """What can be read in several ways; the request follows the first choice."""

    text: str
    choices: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Optimised:
    """`filled` says what was taken from the conversation, `missing` what only the person knows."""

    request: str
    ambiguities: tuple[Ambiguity, ...]
    filled: tuple[str, ...]
    missing: tuple[str, ...]


def _read(value: Mapping[str, Any]) -> Optimised:
    request = read_text(value, "request")
    if not request:
        raise InvalidAnswer("`request` is empty")
    ambiguities = tuple(
        Ambiguity(read_text(row, "text"), read_texts(row, "choices"))
        for row in read_rows(value, "ambiguities")
    )
    usable = tuple(each for each in ambiguities if each.text and len(each.choices) > 1)
    return Optimised(request, usable, read_texts(value, "filled"), read_texts(value, "missing"))


REQUEST = Agent(
    Task.REQUEST,
    ("prompt_optimization",),
    Tool(
        "submit_request",
        "Submits the request.",
        an_object(
            {
                "request": TEXT,
                "ambiguities": rows(("text", "choices"), {"text": TEXT, "choices": TEXTS, "why": TEXT}),
                "filled": TEXTS,
                "missing": TEXTS,
            },
            ("request",),
        ),
    ),
    _read,
    900,
)
