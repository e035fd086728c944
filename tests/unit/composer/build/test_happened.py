"""A trigger that tells of every change is followed by the question whether it is the one that was asked for."""

from __future__ import annotations

import json

import pytest

from tests.unit.composer.building import nodes, parameters, types


@pytest.mark.parametrize(
    ("request_", "trigger", "field", "value"),
    [
        ("When a deal in Pipedrive is won, post it to Slack #sales", "pipedriveTrigger", "status", "won"),
        ("When a HubSpot deal is lost, create an Asana task", "hubspotTrigger", "dealstage", "closedlost"),
        ("When a Jira ticket gets resolved, email the reporter", "jiraTrigger", "status", "resolved"),
        (
            "When an order in WooCommerce is completed, send a mail",
            "wooCommerceTrigger",
            "status",
            "completed",
        ),
        ("When a GitHub issue is closed, send me a mail", "githubTrigger", "action", "closed"),
    ],
)
def test_the_state_is_asked_for(request_: str, trigger: str, field: str, value: str) -> None:
    made = {node["type"].rpartition(".")[2]: json.dumps(node["parameters"]) for node in nodes(request_)}
    assert trigger in made
    assert field in made["filter"]
    assert f"'{value}'" in made["filter"]


@pytest.mark.parametrize(
    "request_",
    [
        "When an invoice is paid in Stripe, tell me on Slack",
        "When an order is cancelled in Shopify, tell me on Slack",
        "When a deal in Pipedrive is updated, tell me on Slack",
        "When a ticket is created in Zendesk, tell me on Slack",
    ],
)
def test_an_event_of_its_own_needs_no_question(request_: str) -> None:
    assert "filter" not in types(request_)


def test_hubspot_tells_of_changes_of_the_stage() -> None:
    made = parameters("When a HubSpot deal is won, tell me on Slack", "hubspotTrigger")
    assert made["eventsUi"]["eventValues"] == [{"name": "deal.propertyChange", "property": "dealstage"}]
