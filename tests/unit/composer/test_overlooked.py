"""Names beside the word for a parameter, which no step took on the way."""

from __future__ import annotations

from typing import Any

import pytest

from nodepilot.catalog import load_catalog
from nodepilot.composer.compose import compose
from nodepilot.plan.model import Locator, Plan


def plan_of(request: str) -> Plan:
    plan = compose(request, load_catalog()).plan
    assert plan is not None
    return plan


def held(request: str, node: str, parameter: str) -> Any:
    values = [
        step.parameters[parameter] for step in plan_of(request).steps if step.node_type.endswith(f".{node}")
    ]
    assert values
    return values[0].value if isinstance(values[0], Locator) else values[0]


@pytest.mark.parametrize(
    ("request_", "node", "parameter", "name"),
    [
        (
            "Relay everything published on the Redis channel alerts to our Matrix room",
            "redisTrigger",
            "channels",
            "alerts",
        ),
        (
            "When a message arrives on the RabbitMQ queue invoices, store it in the MongoDB collection incoming",
            "mongoDb",
            "collection",
            "incoming",
        ),
        (
            "Chat with Mistral about the articles in my Supabase vector store, the table is kb_articles",
            "vectorStoreSupabase",
            "tableName",
            "kb_articles",
        ),
    ],
)
def test_a_name_goes_where_its_word_says(request_: str, node: str, parameter: str, name: str) -> None:
    assert held(request_, node, parameter) == name


def test_a_service_or_a_word_for_naming_is_no_name() -> None:
    request = "When a form with a picture is submitted, upload it to the S3 bucket named press-kit"
    assert held(request, "awsS3", "bucketName") == "press-kit"


def test_where_n8n_wants_an_id_the_name_is_told_to_whoever_fills_it_in() -> None:
    plan = plan_of("When a card moves in the trello board Sprint create a task in Asana")
    [board] = [each for each in plan.placeholders if each.parameter == "id"]
    assert "Sprint" in board.what
    assert (
        held("When a card moves in the trello board Sprint tell me on Slack", "trelloTrigger", "id")
        != "Sprint"
    )


def test_an_order_to_list_something_names_no_list() -> None:
    plan = plan_of("Every Monday list customers from Stripe and add them to Mailchimp")
    assert "customers" not in [step.parameters.get("list") for step in plan.steps]
