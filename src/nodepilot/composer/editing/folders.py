"""“Put them into the folder backups”: where the path of a file that is written already leads."""

from __future__ import annotations

import re

from nodepilot.composer.build.required import slot_of
from nodepilot.composer.editing.edited import Step
from nodepilot.composer.editing.scene import Scene
from nodepilot.workflow.edits import SetParameter

_FOLDER = re.compile(
    r"(?:in|into|to|under|inside|within) (?:the |a |another )?(?:folder|directory|sub-?folder)(?: called| named)? [\"'“„]?(?P<behind>/?[\w.-]+(?:/[\w.-]+)*)[\"'”“]?/?|"
    r"(?:in|into|to|under|inside|within) (?:the |a )?[\"'“„]?(?P<before>/?[\w.-]+(?:/[\w.-]+)*)[\"'”“]?/? (?:folder|directory|sub-?folder)(?!\w)"
)
_CHANGING = re.compile(
    r"\W*(?:please |and |they should |it should |the files? should |files should )*(?:put|save|store|write|move|place|keep|commit|push|upload|use|go|be (?:put|saved|stored|written)|in|into|to|under|inside)(?!\w)"
)
_PATH = re.compile(r"(?P<folder>(?:[^{}]|\{\{.*?\}\})*/)?(?P<name>(?:[^{}/]|\{\{.*?\}\})+)", re.DOTALL)


def put_in_folder(scene: Scene) -> Step | None:
    """The one file that is written by its path is written into the folder that is named."""
    match = _FOLDER.search(scene.flat)
    if match is None or _CHANGING.match(scene.flat) is None or scene.says("also") is not None:
        return None
    places = [
        (node.name, name, held)
        for node in scene.canvas.nodes
        if scene.canvas.is_writing(node)
        for name, held in node.parameters.items()
        if slot_of(name) == "path_file" and isinstance(held, str) and held
    ]
    group = "behind" if match["behind"] else "before"
    if len(places) != 1 or match[group] in {"same", "other", "right", "new"}:
        return None
    node, name, held = places[0]
    is_code = held.startswith("=")
    parts = _PATH.fullmatch(held.removeprefix("="))
    if parts is None:
        return None
    folder = scene.text[slice(*match.span(group))].strip("/")
    root = "/" if (parts["folder"] or "").startswith("/") else ""
    return Step((SetParameter(node, name, f"{'=' * is_code}{root}{folder}/{parts['name']}"),), 0.85)
