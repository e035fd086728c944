"""Fields that are said with their values tell which things are meant, whatever stands before them."""

from __future__ import annotations

import json

import pytest

from tests.unit.composer.building import nodes

READ = "Every morning get the orders {} from Shopify and post them to Slack #ops"
EVENT = "When an order {} is created in Shopify, post it to Slack #ops"
SAID = [
    ("with the status Waiting", "Waiting"),
    ("that have the status Waiting", "Waiting"),
    ("in the Books category", "Books"),
    ("from the source webinar", "webinar"),
    ("on the Pro plan", "Pro"),
    ("of type gift", "gift"),
    ("tagged as vip", "vip"),
    ("assigned to Anna", "Anna"),
]


@pytest.mark.parametrize("request_", [READ, EVENT])
@pytest.mark.parametrize(("said", "value"), SAID)
def test_the_value_is_compared(request_: str, said: str, value: str) -> None:
    tested = [node for node in nodes(request_.format(said)) if node["type"].endswith((".if", ".filter"))]
    assert len(tested) == 1
    assert f'"rightValue": "{value}"' in json.dumps(tested[0])


def test_a_service_is_asked_where_it_can_be() -> None:
    found = nodes("Every hour get the WooCommerce orders with the status on-hold and add them to Airtable")
    assert found[1]["parameters"]["options"] == {"status": "on-hold"}
    assert not any(node["type"].endswith(".filter") for node in found)


def test_what_is_made_has_the_value() -> None:
    found = nodes("Create a Jira issue with priority High for each new Typeform response")
    assert not any(node["type"].endswith((".if", ".filter")) for node in found)
    found = nodes("Add a row with status open to my Google Sheet for each new Stripe payment")
    assert found[1]["parameters"]["columns"]["value"]["Status"] == "open"


@pytest.mark.parametrize("name", ["Open Orders", "Sales 2025", "Team notes"])
@pytest.mark.parametrize("where", ["the Airtable table {}", "the {} table in Airtable"])
def test_a_name_of_several_words_is_one_name(where: str, name: str) -> None:
    found = nodes(f"When a Typeform is submitted, add the answers to {where.format(name)}")
    assert found[1]["parameters"]["table"]["value"] == name


@pytest.mark.parametrize("state", ["failed", "completed", "refunded", "archived", "won"])
@pytest.mark.parametrize(
    "order",
    ["Get {} deals from HubSpot every day and send them to #ops", "Post {} HubSpot deals to #ops every day"],
)
def test_a_state_behind_the_order_tells_which_are_meant(order: str, state: str) -> None:
    found = nodes(order.format(state))
    assert [node["type"].rsplit(".", 1)[-1] for node in found[1:3]] == ["hubspot", "filter"]
    assert state in found[2]["name"]


def test_a_list_of_them_in_a_channel_is_posted() -> None:
    found = nodes("Every Monday list all open HubSpot deals in #sales")
    assert found[-1]["parameters"]["channelId"]["value"] == "#sales"


def test_what_is_set_in_a_ticket_is_what_is_said() -> None:
    found = nodes("When there is a new Zendesk ticket, reply with “We are on it”")
    assert found[-1]["parameters"]["updateFields"] == {"publicReply": "We are on it"}
    found = nodes("When a Zendesk ticket is created, add the tag vip to it")
    assert found[-1]["parameters"]["updateFields"] == {"tags": ["vip"]}
    found = nodes("When a Zendesk ticket mentions refund set its priority to high")
    assert found[-1]["parameters"]["updateFieldsJson"] == '{"priority": "high"}'


def test_a_label_is_put_on_every_new_one() -> None:
    found = nodes("Add the label triage to every new GitHub issue in acme/app")
    assert found[0]["type"].endswith(".githubTrigger")
    assert found[1]["parameters"]["editFields"] == {"labels": [{"label": "triage"}]}
