"""What an undo and a redo lead to, from how the versions of a workflow came about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from nodepilot.saved_workflows.schemas import VersionSummary


@dataclass(frozen=True, slots=True)
class History:
    """Versions by what they are for: `undo` and `redo` are those whose state comes back, None without one.

    `undone` is the one that an undo takes away, `redone` the one that a redo brings back.
    """

    undo: VersionSummary | None = None
    redo: VersionSummary | None = None
    undone: VersionSummary | None = None

    @property
    def redone(self) -> VersionSummary | None:
        return self.redo


def history_of(versions: Sequence[VersionSummary]) -> History:
    """Replays the versions (newest first). A change after an undo ends what could be redone.

    A version that brings a branch back stands for the one that it repeats.
    """
    standing: list[VersionSummary] = []
    taken_back: list[VersionSummary] = []
    for version in reversed(versions):
        if version.step == "undo" and len(standing) > 1:
            taken_back.append(standing.pop())
        elif version.step == "redo" and taken_back:
            standing.append(taken_back.pop())
        elif version.step == "branch" and standing:
            standing[-1] = version
        else:
            standing.append(version)
            taken_back.clear()
    return History(
        undo=standing[-2] if len(standing) > 1 else None,
        redo=taken_back[-1] if taken_back else None,
        undone=standing[-1] if len(standing) > 1 else None,
    )
