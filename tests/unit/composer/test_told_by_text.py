"""Cases that no field tells apart are told by a model; those that one does are compared."""

from __future__ import annotations

from typing import Any

import pytest

from nodepilot.pipeline.builtin import run_builtin

CLASSIFIER = "@n8n/n8n-nodes-langchain.textClassifier"


def nodes(request: str, node_type: str) -> list[dict[str, Any]]:
    workflow = run_builtin(request).workflow
    assert workflow is not None
    return [node for node in workflow["nodes"] if node["type"] == node_type]


@pytest.mark.parametrize(
    "request_",
    [
        "Route incoming support mails from Gmail by language: english to Zendesk, german to Freshdesk, everything else to Slack #intl",
        "Sort new outlook mails by department: sales to sales@x.com, hr to hr@x.com",
    ],
)
def test_a_model_reads_what_a_mail_is(request_: str) -> None:
    assert len(nodes(request_, CLASSIFIER)) == 1


def test_a_priority_is_a_field_of_the_ticket() -> None:
    request = "New Zendesk ticket: urgent ones go to #urgent on Slack, low ones to #later on Slack"
    assert not nodes(request, CLASSIFIER)


def test_the_right_person_is_one_for_each_category() -> None:
    request = "Triage incoming emails with AI into billing, technical and other and forward them to the right person"
    (classifier,) = nodes(request, CLASSIFIER)
    assert len(nodes(request, "n8n-nodes-base.gmail")) == 3
    assert classifier["parameters"]["options"]["fallback"] == "other"


def test_an_answer_means_what_was_asked() -> None:
    request = (
        "Use AI to decide if a new Zendesk ticket is a refund request. yes -> Slack #refunds, no -> leave it"
    )
    (classifier,) = nodes(request, CLASSIFIER)
    told = {c["category"]: c["description"] for c in classifier["parameters"]["categories"]["categories"]}
    assert "refund request" in told["yes"]
    workflow = run_builtin(request).workflow
    assert workflow is not None
    first, *others = workflow["connections"][classifier["name"]]["main"]
    assert first
    assert not any(others)


def test_what_nobody_tells_of_comes_by_webhook() -> None:
    request = "When a customer leaves a review with fewer than 3 stars open a Freshdesk ticket"
    assert nodes(request, "n8n-nodes-base.webhook")
    assert nodes("new leads into pipedrive", "n8n-nodes-base.pipedrive")
