from __future__ import annotations

from dataclasses import replace

import pytest

from nodepilot.ai.answers import key_of
from nodepilot.ai.meaning import nearness
from nodepilot.ai.ports import Ask, Task, Tool

ASK = Ask(Task.GENERATION, "system", "<request>\nDo it\n</request>", (Tool("t", "d", {"type": "object"}),))


def test_blanks_do_not_matter() -> None:
    assert key_of(ASK, "m", "2") == key_of(replace(ASK, prompt="<request> Do  it </request>"), "m", "2")


@pytest.mark.parametrize(
    ("ask", "model", "version"),
    [
        (replace(ASK, system="system 2"), "m", "2"),
        (replace(ASK, prompt="<request>\nDo That\n</request>"), "m", "2"),
        (replace(ASK, prompt="<request>\ndo it\n</request>"), "m", "2"),
        (replace(ASK, tools=()), "m", "2"),
        (replace(ASK, task=Task.INTENT), "m", "2"),
        (ASK, "n", "2"),
        (ASK, "m", "3"),
    ],
)
def test_everything_else_does(ask: Ask, model: str, version: str) -> None:
    assert key_of(ask, model, version) != key_of(ASK, "m", "2")


def test_nearness() -> None:
    assert nearness([1.0, 0.0], [2.0, 0.0]) == pytest.approx(1.0)
    assert nearness([1.0, 0.0], [0.0, 1.0]) == 0.0
    assert nearness(None, [1.0]) == nearness([1.0], [1.0, 2.0]) == nearness([0.0], [0.0]) == 0.0
