"""Three-way merge of texts of several lines: programs in Code nodes, prompts, queries."""

from __future__ import annotations

from difflib import SequenceMatcher
from typing import NamedTuple


class _Change(NamedTuple):
    """Lines `start` to `end` of the base became `lines`."""

    start: int
    end: int
    lines: tuple[str, ...]


def merge_text(base: str, ours: str, theirs: str) -> str | None:
    """The text with the changed lines of both sides; None when they changed the same lines, or lines side by side.

    Texts of one line are never merged.
    """
    if "\n" not in base:
        return None
    before = base.splitlines(keepends=True)
    mine, other = _changes(before, ours), _changes(before, theirs)
    merged: list[str] = []
    position = 0
    reached = -1
    for change in sorted({*mine, *other}):
        if change.start <= reached:
            return None
        merged += before[position : change.start]
        merged += change.lines
        position = change.end
        # A line that nobody changed has to lie between two changes.
        reached = change.end
    return "".join(merged + before[position:])


def _changes(before: list[str], after: str) -> list[_Change]:
    lines = after.splitlines(keepends=True)
    matcher = SequenceMatcher(a=before, b=lines, autojunk=False)
    return [
        _Change(start, end, tuple(lines[first:last]))
        for tag, start, end, first, last in matcher.get_opcodes()
        if tag != "equal"
    ]
