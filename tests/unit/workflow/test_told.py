"""How the change of a value is told."""

from __future__ import annotations

from typing import Any

import pytest

from nodepilot.workflow.edits.paths import MISSING
from nodepilot.workflow.told import told

NAME, PHONE = {"fieldLabel": "Name"}, {"fieldLabel": "Phone", "fieldType": "text"}


@pytest.mark.parametrize(
    ("was", "now", "text"),
    [
        (MISSING, 5, "set to `5`"),
        (5, MISSING, "no longer set (was `5`)"),
        ("#ops", "#team", "`#ops` → `#team`"),
        ([NAME], [NAME, PHONE], "with `Phone` added"),
        ([NAME, PHONE], [NAME], "without `Phone`"),
        ([], ["a", "b"], "with `a`, `b` added"),
        ([1], [1, 3], "`[1]` → `[1, 3]`"),
        ([1, 2], [3], "`[1, 2]` → `[3]`"),
    ],
)
def test_a_change(was: Any, now: Any, text: str) -> None:
    assert told(was, now) == text


def test_of_long_texts_the_part_that_differs_is_shown() -> None:
    long = "You are a helpful assistant of the shop. Be brief and answer every question. "
    assert told(long + "Use English.", long + "Use German.") == (
        "`…wer every question. Use English.` → `…wer every question. Use German.`"
    )
