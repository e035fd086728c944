"""What matters of a long conversation."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from nodepilot.ai.agent import SHARE, TEXT, Agent, an_object, read_rows, read_share, read_text, rows
from nodepilot.ai.budget import estimated_tokens
from nodepilot.ai.ports import Task, Tool

KINDS = ("decision", "name", "preference", "constraint")
LEAST_SCORE = 0.2
LONGEST_TEXT = 300
"""Characters of one memory."""
MOST_TOKENS = 600
"""Of all memories that go with a question."""


@dataclass(frozen=True, slots=True)
class Memory:
    """One sentence that can be understood alone. `replaces` is a known sentence that it takes the place of."""

    kind: str
    text: str
    score: float
    replaces: str = ""


def within_budget(memories: Iterable[Memory], tokens: int = MOST_TOKENS) -> tuple[Memory, ...]:
    """Those that matter most, as many as there is room for."""
    kept: list[Memory] = []
    for memory in sorted(memories, key=lambda each: (-each.score, each.text)):
        cost = estimated_tokens(memory.text)
        if cost <= tokens:
            kept.append(memory)
            tokens -= cost
    return tuple(kept)


def memory_lines(memories: Iterable[Memory]) -> tuple[str, ...]:
    """Memories as prompts show them."""
    return tuple(f"- {each.kind}: {each.text}" for each in memories)


def _read(value: Mapping[str, Any]) -> tuple[Memory, ...]:
    found = (
        Memory(
            read_text(row, "kind"),
            read_text(row, "text"),
            read_share(row, "score"),
            read_text(row, "replaces"),
        )
        for row in read_rows(value, "memories")
    )
    return tuple(
        each
        for each in found
        if each.kind in KINDS and 0 < len(each.text) <= LONGEST_TEXT and each.score >= LEAST_SCORE
    )


MEMORY = Agent(
    Task.MEMORY,
    ("memory_scoring",),
    Tool(
        "submit_memories",
        "Submits what will still matter.",
        an_object(
            {
                "memories": rows(
                    ("kind", "text", "score"),
                    {
                        "kind": {"type": "string", "enum": list(KINDS)},
                        "text": TEXT,
                        "score": SHARE,
                        "replaces": TEXT,
                    },
                )
            },
            ("memories",),
        ),
    ),
    _read,
    900,
)
