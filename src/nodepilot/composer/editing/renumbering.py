"""“3 days instead of one”, “from 1000 on, not 500”: a number that is told off, where it stands in the workflow."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from nodepilot.composer.editing.edited import Step
from nodepilot.composer.editing.finding import nodes_meant
from nodepilot.composer.editing.knobs import figure_of, is_time
from nodepilot.composer.editing.parameters import at, settable, unit_said
from nodepilot.composer.editing.scene import Scene
from nodepilot.composer.editing.tested import compared
from nodepilot.composer.language.tokens import Token
from nodepilot.composer.reading.comparisons import whole
from nodepilot.kit.paths import render_path
from nodepilot.workflow.edits import Edit, SetParameter
from nodepilot.workflow.leaves import leaves
from nodepilot.workflow.model import Node

_TOLD_OFF = re.compile(
    r"(?<!\w)(?:instead of|rather than|in place of|not|no longer|and not|statt|anstatt|anstelle von|nicht(?: mehr)?|au lieu d[e']|pas|"
    r"plutot que|en vez de|en lugar de|no|y no|em vez de|nao|e nao)\s*(?:the |just |only |die |den |nur |solo |seulement )?$"
)
_CENTS = 100
"""Services that take money in its smallest unit."""
Place = tuple[Node, str, Any]


def renumber(scene: Scene) -> Step | None:
    """The number that is there gives way to the one that is told."""
    if scene.says("also") is not None or scene.says("add_step") is not None:
        return None
    said = [(token, figure) for token in scene.u.tokens if (figure := _figure(scene, token)) is not None]
    if len(said) != 2 or said[0][1] == said[1][1]:
        return None
    for (old_token, old), (new_token, new) in ((said[1], said[0]), (said[0], said[1])):
        if _TOLD_OFF.search(scene.flat[: old_token.start]):
            unit = unit_said(scene.flat, new_token.end) or unit_said(scene.flat, old_token.end)
            found = _only(scene, list(_places(scene, old, unit)))
            factor = 1
            if found is None and unit is None:
                found, factor = _only(scene, list(_bounds(scene, old * _CENTS))), _CENTS
            if found is None:
                return None
            node, path, held = found
            value = whole(new * factor)
            edits: list[Edit] = [
                SetParameter(node.name, path, str(value) if isinstance(held, str) else value)
            ]
            if unit is not None and path == "amount" and at(node, "unit") not in {None, unit}:
                edits.append(SetParameter(node.name, "unit", unit))
            return Step(tuple(edits), 0.85)
    return None


def _figure(scene: Scene, token: Token) -> float | None:
    """A number in digits or as a word; “one” also where nothing is counted behind it ("3 days instead of one")."""
    figure = figure_of(scene, token)
    if figure is None and token.norm in _ONE and _TOLD_OFF.search(scene.flat[: token.start]):
        return 1.0
    return figure


_ONE = frozenset("one eins einen einem einer uno una un une um uma".split())


def _only(scene: Scene, found: list[Place]) -> Place | None:
    """The one place; of several, that of the node which is spoken of."""
    if len(found) > 1:
        meant = [each.node.name for each in nodes_meant(scene)]
        found = [place for place in found if place[0].name in meant[:1]]
    return found[0] if len(found) == 1 else None


def _places(scene: Scene, old: float, unit: str | None) -> Iterator[Place]:
    for node in scene.canvas.nodes:
        for path, held in leaves(node.parameters, ()):
            if not _equals(held, old) or path[-1] in {"version", "typeVersion"}:
                continue
            name = render_path(path)
            if unit is None or _counts_time(scene, node, name):
                yield node, name, held
        if unit is not None and node.type.endswith(".wait") and "amount" not in node.parameters and old == 1:
            # What n8n waits where nothing is set.
            yield node, "amount", 1


def _bounds(scene: Scene, old: float) -> Iterator[Place]:
    """Comparisons with that number."""
    for node in scene.canvas.nodes:
        for test in compared(node):
            if _equals(test.right, old):
                yield node, test.right_path, test.right


def _counts_time(scene: Scene, node: Node, name: str) -> bool:
    return any(path == name and is_time(node, path, prop) for path, prop in settable(scene, node))


def _equals(held: Any, number: float) -> bool:
    if isinstance(held, bool):
        return False
    if isinstance(held, str):
        return re.fullmatch(r"\d+(?:\.\d+)?", held) is not None and float(held) == number
    return isinstance(held, int | float) and held == number
