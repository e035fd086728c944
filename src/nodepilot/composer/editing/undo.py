"""“Undo that”: the one instruction that only who keeps the history can follow."""

from __future__ import annotations

import re

from nodepilot.composer.editing.canvas import Canvas
from nodepilot.composer.editing.cues import cue, flat


def is_undo(text: str) -> bool:
    """Whether the message asks for the state before the last change, and for nothing else."""
    line = cue("polite").sub(" ", flat(text)).strip(" .!?")
    match = cue("undo").match(line)
    return match is not None and len(line) - match.end() <= 40 and len(line.split()) <= 8


_BACK = re.compile(
    r"\W*(?:(?:hm+|no|oh|ok(?:ay)?|sorry|wait|actually|please|nein|doch|non|no),? )*(?:(?:put|bring|get|take|add|give me) (?:the |my |our |that )?[\w ]{2,30}? back(?: in| again| please)*|restore (?:the |that )?[\w ]{2,30}?)\W*"
)


def puts_back(text: str, canvas: Canvas) -> bool:
    """“put the email back”, where the last change took a step out: that change is undone."""
    if canvas.earlier is None or _BACK.fullmatch(flat(text)) is None:
        return False
    now = {node.name for node in canvas.workflow.nodes}
    return any(node.name not in now for node in canvas.earlier.nodes)
