"""Requests whose parts are headed by what they are."""

from __future__ import annotations

import pytest

from nodepilot.composer.reading.plain.told_steps import told_steps
from nodepilot.composer.reading.plain.words import Words


def told(text: str) -> str:
    return told_steps(Words(text, text, tuple(range(len(text))))).text


@pytest.mark.parametrize(
    ("said", "steps"),
    [
        (
            "Trigger: new answer. Actions: add a contact, tell the team",
            "new answer -> add a contact, tell the team",
        ),
        ("Trigger is a new order, action is a message", "a new order -> a message"),
        (
            "Step 1: new answer.\nStep 2: add a contact.\nStep 3: tell the team",
            "new answer -> add a contact -> tell the team",
        ),
        ("When: new order. Then: a row in the table", "new order -> a row in the table"),
        ("Triggered by new issues, create a card for each", "by new issues, create a card for each"),
    ],
)
def test_what_heads_the_parts_is_left_out(said: str, steps: str) -> None:
    assert told(said) == steps


@pytest.mark.parametrize(
    "said",
    [
        "When a deal is won, the action is logged in the table",
        "Start the job every day and then tell the team",
        "Trigger the other workflow for each row",
    ],
)
def test_other_requests_stand_as_they_are(said: str) -> None:
    assert told(said) == said
