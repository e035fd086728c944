"""“Also grab the due date”: one more value for a step that takes values out of a text."""

from __future__ import annotations

import re
from typing import Any

from nodepilot.composer.editing.canvas import BASE, LANGCHAIN
from nodepilot.composer.editing.cues import cue, flat
from nodepilot.composer.editing.edited import Step
from nodepilot.composer.editing.scene import Scene
from nodepilot.workflow.edits import Edit, SetParameter
from nodepilot.workflow.model import Node

_TAKING = ("extract", "get", "add", "ask")
_MOST_WORDS = 4
_APOSTROPHES = frozenset("'’")


def extract_more(scene: Scene) -> Step | None:
    """The value is taken out of the text, and written where the others are."""
    takers = [node for node in scene.canvas.nodes if node.type == LANGCHAIN + "informationExtractor"]
    if not takers or scene.says("also") is None or scene.u.services:
        return None
    labels = _labels(scene)
    if not labels:
        return None
    taker = takers[0]
    held = taker.parameters.get("attributes")
    known = held.get("attributes") if isinstance(held, dict) else None
    if not isinstance(known, list):
        return None
    named = [(label, re.sub(r"\W+", "_", flat(label)).strip("_")) for label in labels]
    new = [{"name": name, "description": f"The {label.lower()}"} for label, name in named]
    edits: list[Edit] = [SetParameter(taker.name, "attributes.attributes", [*known, *new])]
    reached = scene.canvas.workflow.graph.reachable(taker.name)
    # Listed columns take one more at a time; tables that take what comes need nothing.
    edits += [
        column
        for label, name in named
        for node in scene.canvas.nodes
        if len(named) == 1 and node.name in reached and (column := _column(node, label, name)) is not None
    ]
    return Step(tuple(edits), 0.85)


_BEHIND = re.compile(r"(?i)\s+(?:as well|too|please|raus|heraus|dazu|hinzu|mit|ab)$")
"""What belongs to the verb, or to nothing."""


def _labels(scene: Scene) -> list[str]:
    """What shall be taken: the noun phrases behind the verb."""
    u = scene.u
    verb = next((i for i in range(len(u.tokens)) if u.has(i, "verbs", *_TAKING)), None)
    if verb is None:
        return []
    found: list[list[str]] = [[]]
    first = verb + 1
    while first < len(u.tokens) and u.tokens[first].norm in {"out", "down", "up"}:
        first += 1
    for index in range(first, len(u.tokens)):
        token = u.tokens[index]
        if cue("also").fullmatch(token.norm) and not found[-1]:
            continue
        inner = bool(found[-1]) and u.has(index, "words", "of") > 0
        if cue("also").fullmatch(token.norm) or (u.has(index, "words", "from", "in", "to") and not inner):
            break
        if token.norm == "," or u.has(index, "words", "and"):
            found.append([])
        elif (token.norm[:1].isalpha() and (inner or not u.has(index, "words", "det"))) or (
            found[-1] and token.text in _APOSTROPHES
        ):
            found[-1].append(token.text)
    labels = [re.sub(r" ?(['’]) ?", r"\1", " ".join(words)) for words in found if words]
    labels = [_BEHIND.sub("", label) for label in labels]
    return labels if all(len(label.split()) <= _MOST_WORDS for label in labels) else []


def _column(node: Node, label: str, name: str) -> SetParameter | None:
    """A column for it in a table whose columns are listed."""
    held = node.parameters.get("assignments")
    entries = held.get("assignments") if isinstance(held, dict) else None
    if node.type == BASE + "set" and isinstance(entries, list) and "output." in str(entries):
        new = {
            "id": f"{name}-value",
            "name": name,
            "value": f"={{{{ $json.output.{name} }}}}",
            "type": "string",
        }
        return SetParameter(node.name, "assignments.assignments", [*entries, new])
    columns: Any = node.parameters.get("columns")
    if node.type not in {BASE + "googleSheets", BASE + "airtable", BASE + "postgres", BASE + "dataTable"}:
        return None
    if not isinstance(columns, dict) or columns.get("mappingMode") != "defineBelow":
        return None
    value = columns.get("value")
    if not isinstance(value, dict):
        return None
    named = next(iter(value), "")
    title = label[:1].upper() + label[1:] if named[:1].isupper() else name
    source = next((str(each) for each in value.values() if "output" in str(each)), "")
    path = re.sub(r"(output)(?:\.\w+|\[[^\]]+\])", rf"\1.{name}", source) or f"={{{{ $json.output.{name} }}}}"
    return SetParameter(node.name, "columns.value", {**value, title: path})
