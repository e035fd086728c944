"""What is done when a step fails: who is told, on which way, and what is tried again before."""

from __future__ import annotations

import pytest

from nodepilot.catalog import load_catalog
from nodepilot.composer.compose import compose
from nodepilot.plan.model import Plan

_FETCH = "Fetch https://a.example/data daily and save it to Google Sheets"


def plan_of(request: str) -> Plan:
    plan = compose(request, load_catalog()).plan
    assert plan is not None
    return plan


def told_by_errors(plan: Plan) -> set[tuple[str, str]]:
    """Node types of the steps whose errors lead on, and of where they lead."""
    types = {step.key: step.node_type.rsplit(".", 1)[-1] for step in plan.steps}
    failing = {step.key for step in plan.steps if step.on_error == "continueErrorOutput"}
    return {
        (types[link.source], types[link.target])
        for link in plan.links
        if link.source in failing and link.output == 1
    }


@pytest.mark.parametrize(
    "said",
    [
        f"{_FETCH}. On error message me on Slack",
        f"{_FETCH}, and in case of an error message me on Slack",
        f"{_FETCH}; errors go to Slack #ops",
        f"{_FETCH}. If something goes wrong, message me on Slack",
        f"{_FETCH}. Should anything fail, message me on Slack",
        f"{_FETCH}. If there is an error, message me on Slack",
    ],
)
def test_whatever_fails_is_told(said: str) -> None:
    plan = plan_of(said)
    assert told_by_errors(plan) == {("httpRequest", "slack"), ("googleSheets", "slack")}
    assert len(plan.steps) == 4


def test_that_step_alone() -> None:
    plan = plan_of(
        "When a form is submitted create a HubSpot contact. If that fails, write the submission to a Google Sheet"
    )
    assert told_by_errors(plan) == {("hubspot", "googleSheets")}


@pytest.mark.parametrize(
    ("said", "tries"),
    [
        ("Every hour call https://a.example/in, retry 3 times on failure", 3),
        ("Every hour call https://a.example/in with 9 retries", 5),
    ],
)
def test_calls_are_tried_again(said: str, tries: int) -> None:
    plan = plan_of(said)
    call = next(step for step in plan.steps if step.node_type.endswith(".httpRequest"))
    assert call.settings == {"retryOnFail": True, "maxTries": tries}
    assert any("5" in each.text for each in plan.assumptions) is (tries == 5)


def test_what_is_tried_again_has_to_fail_first() -> None:
    plan = plan_of(
        "If the HTTP request to https://a.example/health fails, retry 3 times and then notify me in Telegram"
    )
    call = next(step for step in plan.steps if step.node_type.endswith(".httpRequest"))
    assert call.settings["maxTries"] == 3
    assert "neverError" not in str(call.parameters)
    assert any(step.node_type.endswith(".telegram") for step in plan.steps)
