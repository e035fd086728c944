"""“The tone should be 'cheerful'”: a value that a Set node keeps under that name."""

from __future__ import annotations

import re

from nodepilot.composer.editing.canvas import BASE
from nodepilot.composer.editing.cues import flat
from nodepilot.composer.editing.edited import Step
from nodepilot.composer.editing.scene import Scene
from nodepilot.composer.language.tokens import Kind, Token
from nodepilot.workflow.edits import Edit, SetParameter
from nodepilot.workflow.model import Node

_BETWEEN = 6
"""Words that may stand between a name and its value."""
_JOINED = frozenset(
    {"is", "be", "to", "=", ":", "called", "named", "as", "auf", "ist", "est", "es", "a", "sein"}
)


def assign(scene: Scene) -> Step | None:
    """Values of a Set node, by their names."""
    if scene.says("also") is not None or scene.says("when") is not None:
        return None
    edits: list[Edit] = []
    for node in scene.canvas.nodes:
        if node.type == BASE + "set":
            edits += _edits(scene, node)
    return Step(tuple(edits), 0.85) if edits else None


def _edits(scene: Scene, node: Node) -> list[Edit]:
    held = node.parameters.get("assignments")
    entries = held.get("assignments") if isinstance(held, dict) else None
    found: list[Edit] = []
    for index, entry in enumerate(entries if isinstance(entries, list) else []):
        value = _value_of(scene, str(entry.get("name", ""))) if isinstance(entry, dict) else None
        if value is not None:
            found.append(SetParameter(node.name, f"assignments.assignments[{index}].value", value))
    return found


def _value_of(scene: Scene, name: str) -> str | None:
    """The quoted value or number that stands behind one of the name's words."""
    words = [
        w for w in re.findall(r"[a-z]{3,}", flat(re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name))) if w != "name"
    ]
    tokens = scene.u.tokens
    for place, token in enumerate(tokens):
        if token.norm not in words:
            continue
        behind = tokens[place + 1 : place + 1 + _BETWEEN]
        value = next((i for i, each in enumerate(behind) if _is_value(each)), None)
        if value is not None and any(each.norm in _JOINED for each in behind[:value]):
            return behind[value].text.strip("'\"“”‘’„")
    return None


def _is_value(token: Token) -> bool:
    return token.is_literal or token.kind is Kind.NUMBER
