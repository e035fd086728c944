"""Options that a request says of what is written."""

from __future__ import annotations

from typing import Any

import pytest

from nodepilot.pipeline.builtin import run_builtin


def last_node(request: str) -> dict[str, Any]:
    workflow = run_builtin(request).workflow
    assert workflow is not None
    parameters: dict[str, Any] = workflow["nodes"][-1]["parameters"]
    return {**parameters, **parameters.get("additionalFields", {})}


@pytest.mark.parametrize(
    ("request_", "name", "value"),
    [
        ("when a form is submitted open a Freshdesk ticket with priority high", "priority", "high"),
        ("when a form is submitted open a Freshdesk ticket with the status resolved", "status", "resolved"),
        ("wenn ein Formular kommt, erstelle ein Freshdesk-Ticket mit hoher Priorität", "priority", "high"),
        ("when a form is submitted save a WordPress post as draft", "status", "draft"),
        ("when a form is submitted create an urgent Linear issue", "priorityId", 1),
    ],
)
def test_an_option_that_is_said_is_set(request_: str, name: str, value: object) -> None:
    assert last_node(request_)[name] == value


def test_a_word_that_only_sounds_like_one_sets_nothing() -> None:
    # "High" is part of a name here, far from any word for a priority.
    assert "priority" not in last_node("when a form is submitted open a Freshdesk ticket for High Street")
