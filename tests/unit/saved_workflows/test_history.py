from __future__ import annotations

from datetime import UTC, datetime

import pytest

from nodepilot.saved_workflows.history import history_of
from nodepilot.saved_workflows.schemas import Step, VersionSummary

WAYS: dict[str, Step] = {"c": "change", "u": "undo", "r": "redo", "b": "branch"}


def versions(steps: str) -> list[VersionSummary]:
    """One version for each letter (change, undo, redo, branch), numbered from 1; newest first, as they are stored."""
    moment = datetime(2026, 1, 1, tzinfo=UTC)
    return [
        VersionSummary(
            number=number, author="user", step=WAYS[way], message="", node_count=1, created_at=moment
        )
        for number, way in enumerate(steps, 1)
    ][::-1]


@pytest.mark.parametrize(
    ("steps", "undone", "undo", "redo"),
    [
        ("", None, None, None),
        ("c", None, None, None),
        ("cc", 2, 1, None),
        ("cccu", 2, 1, 3),
        ("cccuu", None, None, 2),
        ("cccuur", 2, 1, 3),
        ("cccuurr", 3, 2, None),
        ("cccuc", 5, 2, None),
        ("cu", 2, 1, None),
        ("ccr", 3, 2, None),
        ("b", None, None, None),
        ("ccb", 3, 1, None),
        ("ccbc", 4, 3, None),
    ],
)
def test_steps_back_and_forth(steps: str, undone: int | None, undo: int | None, redo: int | None) -> None:
    found = history_of(versions(steps))
    assert (
        found.undone and found.undone.number,
        found.undo and found.undo.number,
        found.redo and found.redo.number,
    ) == (undone, undo, redo)
