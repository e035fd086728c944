"""“Make it an Excel file rather than CSV”: another kind of file."""

from __future__ import annotations

import re

from nodepilot.composer.editing.canvas import BASE
from nodepilot.composer.editing.cues import table
from nodepilot.composer.editing.edited import Step
from nodepilot.composer.editing.scene import Scene
from nodepilot.kit.paths import render_path
from nodepilot.workflow.edits import Edit, SetParameter
from nodepilot.workflow.leaves import leaves
from nodepilot.workflow.model import Node

_MAKES = BASE + "convertToFile"


def reformat(scene: Scene) -> Step | None:
    """The kind of file that a step makes, and the ending of the names that it is given."""
    makers = [node for node in scene.canvas.nodes if node.type == _MAKES]
    if len(makers) != 1 or scene.says("also") is not None or scene.says("add_step") is not None:
        return None
    node = makers[0]
    held = str(scene.canvas.parameter(node, "operation") or "csv")
    told = _told(scene, held)
    if told is None:
        return None
    edits: list[Edit] = [SetParameter(node.name, "operation", told)]
    old, new = _ending(held), _ending(told)
    for each in scene.canvas.nodes:
        edits += _renamed(each, old, new)
    return Step(tuple(edits), 0.85)


def _told(scene: Scene, held: str) -> str | None:
    """The kind that is named and is not there yet, where it is told as the one to take."""
    kinds = {
        kind: match
        for kind, words in table("file_formats").items()
        if (match := re.search(rf"(?<!\w)(?:{words})(?!\w)", scene.flat)) is not None
    }
    new = [kind for kind in kinds if kind != held]
    if len(new) != 1:
        return None
    is_swap = held in kinds or scene.says("instead") is not None
    is_asked = scene.says("as_format") is not None or _is_sent_so(scene, kinds[new[0]].start())
    return new[0] if is_swap or is_asked else None


_AS = re.compile(
    r"(?:send|mail|post|save|store|upload|attach|export|deliver|write|make|schicke?|sende)\w*(?: (?:it|them|that|the \w+|es|sie))? (?:as|in|als|into) (?:an? |the )?$"
)


def _is_sent_so(scene: Scene, end: int) -> bool:
    """“send it as CSV”: what goes out already."""
    before = scene.flat[:end]
    return _AS.search(before) is not None and not any(token.is_literal for token in scene.u.tokens)


def _ending(kind: str) -> str:
    return {"toJson": "json", "iCal": "ics", "toText": "txt"}.get(kind, kind)


def _renamed(node: Node, old: str, new: str) -> list[Edit]:
    return [
        SetParameter(node.name, render_path(path), re.sub(rf"\.{old}(?!\w)", f".{new}", value))
        for path, value in leaves(node.parameters, ())
        if isinstance(value, str) and re.search(rf"\.{old}(?:$|[\"'}}])", value) and "json." not in value
    ]
