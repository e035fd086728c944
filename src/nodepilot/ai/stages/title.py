"""A conversation's name."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from nodepilot.ai.agent import TEXT, Agent, InvalidAnswer, an_object, read_text
from nodepilot.ai.ports import Task, Tool

LONGEST_TITLE = 60
"""Characters."""


def _read(value: Mapping[str, Any]) -> str:
    """One line; "" when there is no topic yet."""
    title = " ".join(read_text(value, "title").split()).strip(" .\"'“”")
    if len(title) > LONGEST_TITLE:
        raise InvalidAnswer("a title that is too long")
    return title


TITLE = Agent(
    Task.TITLE,
    ("conversation_title",),
    Tool("submit_title", "Submits the title.", an_object({"title": TEXT}, ("title",))),
    _read,
    60,
)
