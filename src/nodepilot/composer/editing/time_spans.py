"""“It should be for the last 30 days”: how far back a query or a formula looks."""

from __future__ import annotations

import re

from nodepilot.composer.editing.edited import Step
from nodepilot.composer.editing.scene import Scene
from nodepilot.kit.paths import render_path
from nodepilot.workflow.edits import SetParameter
from nodepilot.workflow.leaves import leaves

_SAID = re.compile(
    r"(?<!\w)(?:last|past|previous|letzten|vergangenen|derniers|dernieres|ultimos|ultimas)\s+(?P<count>\d{1,4})\s+(?P<unit>days?|hours?|weeks?|months?|tage?n?|stunden|wochen|monaten?|jours|heures|semaines|mois|dias|horas|semanas|meses)(?!\w)"
)
_UNITS = {"d": "day", "h": "hour", "w": "week", "m": "month", "t": "day", "s": "hour", "j": "day"}
_SPANISH_WEEK = "sem"
_HELD = (
    re.compile(
        r"(?P<lead>interval\s+'?)(?P<count>\d+)(?P<between>\s+)(?P<unit>day|hour|week|month)(?P<many>s?)",
        re.IGNORECASE,
    ),
    re.compile(
        r"(?P<lead>(?:minus|plus)\(\{\s*)(?P<unit>day|hour|week|month)(?P<many>s?)(?P<between>:\s*)(?P<count>\d+)"
    ),
    re.compile(
        r"(?P<lead>\$(?:now|today)\.minus\()(?P<count>\d+)(?P<between>,\s*['\"])(?P<unit>day|hour|week|month)(?P<many>s?)"
    ),
    re.compile(r"(?P<lead>newer_than:)(?P<count>\d+)(?P<between>)(?P<unit>[dhwm])(?P<many>)"),
)


def look_back(scene: Scene) -> Step | None:
    """The one span of time that some step is told, as it is said now."""
    said = _SAID.search(scene.flat)
    if said is None or any(
        scene.says(each) is not None for each in ("also", "skip", "before", "after", "remove")
    ):
        return None
    found = [
        (node.name, path, value, match)
        for node in scene.canvas.nodes
        for path, value in leaves(node.parameters, ())
        if isinstance(value, str)
        for pattern in _HELD
        for match in pattern.finditer(value)
    ]
    if len(found) != 1:
        return None
    node, path, value, match = found[0]
    new = _spelt(match, said["count"], _unit(said["unit"]))
    changed = f"{value[: match.start()]}{new}{value[match.end() :]}"
    return Step((SetParameter(node, render_path(path), changed),), 0.9)


def _unit(word: str) -> str:
    return "week" if word.startswith(_SPANISH_WEEK) else _UNITS[word[0]]


def _spelt(match: re.Match[str], count: str, unit: str) -> str:
    """The span in the form that the value keeps it in."""
    name = unit[0] if len(match["unit"]) == 1 else unit
    many = "s" if match["many"] or (len(name) > 1 and int(count) > 1) else ""
    parts = {"count": count, "unit": f"{name}{many}"}
    order = ("count", "unit") if match.start("count") < match.start("unit") else ("unit", "count")
    return f"{match['lead']}{parts[order[0]]}{match['between']}{parts[order[1]]}"
