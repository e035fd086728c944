"""“Undo that”: the one instruction that only who keeps the history can follow."""

from __future__ import annotations

from nodepilot.composer.editing.cues import cue, flat


def is_undo(text: str) -> bool:
    """Whether the message asks for the state before the last change, and for nothing else."""
    line = cue("polite").sub(" ", flat(text)).strip(" .!?")
    match = cue("undo").match(line)
    return match is not None and len(line) - match.end() <= 40 and len(line.split()) <= 8
