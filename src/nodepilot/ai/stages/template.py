"""Which ready workflow to start from, if any."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from nodepilot.ai.agent import (
    SHARE,
    TEXT,
    TEXTS,
    Agent,
    an_object,
    read_rows,
    read_share,
    read_text,
    read_texts,
    rows,
)
from nodepilot.ai.ports import Task, Tool
from nodepilot.knowledge.templates import Template

LEAST_FIT = 0.5


@dataclass(frozen=True, slots=True)
class Chosen:
    """`key` is "" when none fits. `replace` are services that give way to others."""

    key: str
    replace: tuple[tuple[str, str], ...]
    lacking: tuple[str, ...]


def template_lines(templates: Sequence[Template]) -> tuple[str, ...]:
    """The templates as the prompt shows them."""
    return tuple(
        f"- {each.key}: {each.name}. {each.description} Nodes: {', '.join(each.node_types)}"
        for each in templates
    )


def _read(value: Mapping[str, Any]) -> Chosen:
    fits = read_share(value, "fit") >= LEAST_FIT
    replace = tuple((read_text(row, "from"), read_text(row, "to")) for row in read_rows(value, "replace"))
    return Chosen(read_text(value, "key") if fits else "", replace, read_texts(value, "lacking"))


TEMPLATE = Agent(
    Task.TEMPLATE,
    ("template_matching",),
    Tool(
        "submit_template",
        "Submits the template to start from, or none.",
        an_object(
            {
                "key": TEXT,
                "fit": SHARE,
                "replace": rows(("from", "to"), {"from": TEXT, "to": TEXT}),
                "lacking": TEXTS,
            },
            ("key", "fit"),
        ),
    ),
    _read,
    300,
)
