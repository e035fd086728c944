"""Two things set against each other, as spans of an instruction."""

from __future__ import annotations

import re

from nodepilot.composer.editing.cues import cue
from nodepilot.composer.editing.scene import Scene, Span
from nodepilot.kit.records import dataclass

_TRIM = " \t\n.,;:!?"


@dataclass(frozen=True, slots=True)
class Swap:
    """`old` gives way to `new`; spans in the instruction. `old` None: it is only said what shall be now."""

    new: Span
    old: Span | None = None


def sentence_end(scene: Scene, start: int) -> int:
    """Where the sentence ends that goes on at `start`."""
    match = re.compile(r"[;!?]|\.(?:\s|$)|\n").search(scene.flat, start)
    return match.start() if match is not None else len(scene.text)


def sentence_start(scene: Scene, end: int) -> int:
    """Where the sentence begins in which `end` lies."""
    places = [match.end() for match in re.finditer(r"[;!?]\s|\.\s|\n", scene.flat[:end])]
    return places[-1] if places else 0


def trimmed(scene: Scene, start: int, end: int) -> Span | None:
    """The span without what is only polite or says “instead”; None where nothing is left."""
    part = scene.flat[start:end]
    left = len(part) - len(part.lstrip(_TRIM))
    part = part.strip(_TRIM)
    if not part:
        return None
    for pattern in ("instead", "now", "polite"):
        while (match := re.search(cue(pattern).pattern + r"\W*$", part)) is not None and match.start() > 0:
            part = part[: match.start()].rstrip(_TRIM)
    return (start + left, start + left + len(part)) if part else None
