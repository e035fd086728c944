""" "Fix it" mends the open workflow."""

from __future__ import annotations

from typing import Any

import pytest

from nodepilot.composer.editing.mending import asks_to_mend
from nodepilot.pipeline.builtin import run_builtin
from nodepilot.pipeline.open_workflow import OpenWorkflow

REQUEST = "When a Typeform response comes in, create a HubSpot contact and notify #leads on Slack"


@pytest.fixture
def document() -> dict[str, Any]:
    workflow = run_builtin(REQUEST).workflow
    assert workflow is not None
    return workflow


@pytest.mark.parametrize(
    "message",
    [
        "fix it",
        "Please repair this workflow",
        "fix all errors",
        "make it work!",
        "Repariere bitte den Workflow",
        "répare-le",
        "corrige les erreurs",
        "arregla el flujo",
        "conserte o fluxo",
    ],
)
def test_it_is_asked_for(message: str) -> None:
    assert asks_to_mend(message)


@pytest.mark.parametrize(
    "message",
    ["fix the typo in the subject", "explain this", "this workflow", "", "post it to Slack", "please"],
)
def test_it_is_not_asked_for(message: str) -> None:
    assert not asks_to_mend(message)


def test_what_is_broken_is_mended_and_told(document: dict[str, Any]) -> None:
    document["nodes"][2]["typeVersion"] = 99
    result = run_builtin("fix it", opened=OpenWorkflow(document))
    assert result.outcome == "workflow"
    assert result.workflow is not None
    assert result.workflow["nodes"][2]["typeVersion"] != 99
    assert "What I mended" in result.text
    assert result.changes
    assert document["nodes"][2]["typeVersion"] == 99


def test_a_sound_workflow_stays_as_it_is(document: dict[str, Any]) -> None:
    result = run_builtin("fix it", opened=OpenWorkflow(document))
    assert (result.outcome, result.workflow) == ("answer", None)
    assert "no error" in result.text


def test_what_nobody_can_mend_is_named(document: dict[str, Any]) -> None:
    document["nodes"][2]["type"] = "n8n-nodes-base.somethingThatNobodyKnows"
    result = run_builtin("fix it", opened=OpenWorkflow(document))
    assert "somethingThatNobodyKnows" in result.text
