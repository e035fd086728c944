"""Several times in one request, and what people are reminded of."""

from __future__ import annotations

import pytest

from tests.unit.composer.building import nodes, parameters, types


@pytest.mark.parametrize(
    "request_",
    [
        "Every Monday at 9 post the open Jira issues to Slack and every Friday at 17:00 email me the orders from Shopify",
        "Post the open Jira issues to Slack every Monday at 9. Email me the orders from Shopify every Friday at 17:00.",
        "Jeden Montag um 9 poste die offenen Jira-Issues in Slack, und jeden Freitag um 17 Uhr maile mir die Bestellungen aus Shopify",
    ],
)
def test_each_time_has_its_own_work(request_: str) -> None:
    made = types(request_)
    assert made.count("scheduleTrigger") == 2
    assert [each for each in made if each in {"jira", "slack", "shopify", "gmail"}] == [
        "jira",
        "slack",
        "shopify",
        "gmail",
    ]
    rules = [n["parameters"]["rule"]["interval"] for n in nodes(request_) if "rule" in n["parameters"]]
    assert [(len(rule), rule[0]["triggerAtDay"], rule[0]["triggerAtHour"]) for rule in rules] == [
        (1, [1], 9),
        (1, [5], 17),
    ]
    assert len({node["name"] for node in nodes(request_)}) == len(made)


@pytest.mark.parametrize(
    "request_",
    [
        "Post the open Jira issues to Slack every Monday at 9 and every Friday at 17",
        "Every hour check the RSS feed https://a.example/feed for new items, then post them to Slack",
        "Every day at 9 and at 17 get the weather and text me",
    ],
)
def test_one_work_has_one_trigger(request_: str) -> None:
    assert types(request_).count("scheduleTrigger") == 1


@pytest.mark.parametrize(
    ("request_", "node", "field", "said"),
    [
        (
            "Remind me to water the plants every Monday at 8 on Telegram",
            "telegram",
            "text",
            "Water the plants",
        ),
        (
            "Every quarter send a reminder to finance@acme.example to prepare the VAT report",
            "gmail",
            "message",
            "Prepare the VAT report",
        ),
        (
            "Every day at 11:55 send a reminder about the stand-up to the Slack channel #dev",
            "slack",
            "text",
            "The stand-up",
        ),
        (
            "Erinnere das Team jeden Freitag um 15 Uhr in Slack daran, die Stundenzettel auszufüllen",
            "slack",
            "text",
            "Die Stundenzettel auszufüllen",
        ),
        (
            "Rappelle-moi tous les lundis à 8h sur Telegram de sortir les poubelles",
            "telegram",
            "text",
            "Sortir les poubelles",
        ),
    ],
)
def test_a_reminder_says_of_what(request_: str, node: str, field: str, said: str) -> None:
    assert parameters(request_, node)[field] == said


def test_an_order_that_is_left_out_is_the_one_before() -> None:
    request_ = "Remind me on Telegram every Monday at 8 to water the plants and every Thursday at 19:00 to take out the trash"
    said = [n["parameters"]["text"] for n in nodes(request_) if n["type"].endswith("telegram")]
    assert said == ["Water the plants", "Take out the trash"]


def test_who_gets_a_message_sends_it_to_themselves() -> None:
    assert "chatId" in parameters("Get a Telegram message when a Stripe charge fails", "telegram")
