"""The parameters of a node that n8n shows, where they stand, and what they hold."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from nodepilot.catalog import Property
from nodepilot.catalog.defaults import UnreadableParameters, fill_defaults
from nodepilot.catalog.display import is_shown
from nodepilot.composer.editing.cues import flat, table
from nodepilot.composer.editing.scene import Scene
from nodepilot.workflow.model import Node

_IN_SECONDS = {"milliseconds": 0.001, "seconds": 1, "minutes": 60, "hours": 3600, "days": 86400}
_THOUSAND = 1000
PLUMBING = frozenset({"resource", "operation", "authentication", "select", "notice"})
"""Parameters that tell what a node is, rather than what it does."""


def shown(scene: Scene, node: Node) -> list[Property]:
    """The properties that n8n shows for the node as it is set."""
    return scene.once(("shown", node.name), lambda: _shown(scene, node))


def _shown(scene: Scene, node: Node) -> list[Property]:
    version = scene.canvas.version(node)
    if version is None:
        return []
    try:
        filled = fill_defaults(version, dict(node.parameters))
    except UnreadableParameters:
        return []
    return [prop for prop in version.properties if is_shown(prop.display_options, filled, version)]


def settable(scene: Scene, node: Node) -> Iterator[tuple[str, Property]]:
    """What can be set on the node, options in collections too, each with its dotted path."""
    for prop in shown(scene, node):
        yield prop.name, prop
        for child in prop.children:
            yield f"{prop.name}.{child.name}", child


def at(node: Node, path: str) -> Any:
    """A parameter's value by its dotted path; None when it is not set."""
    held: Any = node.parameters
    for part in path.split("."):
        held = held.get(part) if isinstance(held, dict) else None
    return held


def counted_in(prop: Property) -> str:
    """The unit that a number of time is in: what its name says, else what its size by default tells."""
    known = table("counted_in").get(prop.name)
    if known is not None:
        return known
    named = flat(f"{re.sub(r'(?<=[a-z])(?=[A-Z])|_', ' ', prop.name)} {prop.display_name}")
    for unit, words in table("units").items():
        if re.search(rf"(?<!\w)(?:{words})(?!\w)", named):
            return unit
    # Nobody waits for thousands of seconds: a round thousand counts milliseconds.
    is_thousands = isinstance(prop.default, int) and prop.default and prop.default % _THOUSAND == 0
    return "milliseconds" if is_thousands else "seconds"


def unit_said(text: str, start: int) -> str | None:
    """The unit of time right behind a number that ends at `start` in text that `flat` made."""
    for unit, words in table("units").items():
        if re.match(rf"[\s-]*(?:{words})(?!\w)", text[start:]):
            return unit
    return None


def converted(number: float, said: str, wanted: str) -> float:
    """A span of time in another unit."""
    return number * _IN_SECONDS[said] / _IN_SECONDS[wanted]
