"""A value that a branching step tells apart, and what such a step compares."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from nodepilot.composer.editing.canvas import BASE
from nodepilot.composer.editing.cues import flat
from nodepilot.composer.editing.scene import Span
from nodepilot.composer.editing.tested import rules_of, tests_of
from nodepilot.workflow.model import Node


@dataclass(frozen=True, slots=True)
class Case:
    """A further value of what a branching node looks at."""

    node: Node
    test: dict[str, Any]
    value: str
    span: Span


def field_of(left: str) -> str:
    """What is compared, by the last word of its path."""
    name = re.search(r"([A-Za-z_]\w*)\W*$", left.rstrip("} '\"])"))
    return flat(re.sub(r"(?<=[a-z])(?=[A-Z])|_", " ", name.group(1))) if name is not None else ""


def tests_compared(node: Node) -> list[dict[str, Any]]:
    """What an If compares, or the first comparison of each rule of a Switch."""
    if node.type == BASE + "if":
        return tests_of(node)
    if node.type != BASE + "switch":
        return []
    return [test for _, test in rules_of(node)]


def is_text(test: dict[str, Any]) -> bool:
    """It compares with a text that somebody wrote."""
    right = test.get("rightValue")
    return isinstance(right, str) and right != "" and not right.startswith("=")
