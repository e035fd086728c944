"""A value that a branching step tells apart, and what such a step compares."""

from __future__ import annotations

import re
from typing import Any

from nodepilot.composer.editing.canvas import BASE
from nodepilot.composer.editing.cues import flat
from nodepilot.composer.editing.giving import form_fields
from nodepilot.composer.editing.scene import Span
from nodepilot.composer.editing.tested import rules_of, tests_of
from nodepilot.kit.records import dataclass
from nodepilot.workflow.model import Node, Workflow


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


def only_other_choice(workflow: Workflow, left: str, right: str) -> str | None:
    """“Designer” where a form offers that and “Engineer”, and an If asks for the latter: what its other output gets."""
    for form in workflow.nodes:
        for each in form_fields(form):
            label, options = str(each.get("fieldLabel", "")), each.get("fieldOptions")
            held = options.get("values") if isinstance(options, dict) else None
            if not label or not isinstance(held, list) or not names_field(left, label):
                continue
            others = [str(one.get("option", "")) for one in held if isinstance(one, dict)]
            others = [one for one in others if flat(one) != flat(right)]
            return others[0] if len(others) == 1 and len(held) > 1 and others[0] else None
    return None


def names_field(left: str, label: str) -> bool:
    """Whether an expression reads the field of a form that bears the label."""
    return re.search(rf"[.\"']{re.escape(label)}(?!\w)", left) is not None
