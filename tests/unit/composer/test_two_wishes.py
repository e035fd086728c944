"""Requests for two workflows: both are built, each with a trigger of its own."""

from __future__ import annotations

import pytest

from tests.unit.composer.building import nodes, types


@pytest.mark.parametrize(
    ("request_", "triggers"),
    [
        (
            "two things: 1) new stripe payment to a google sheet 2) every monday mail me the open deals from Pipedrive",
            ["stripeTrigger", "scheduleTrigger"],
        ),
        (
            "When a form is submitted add it to Airtable. Every Monday at 9 send me the Airtable records as a CSV by email.",
            ["formTrigger", "scheduleTrigger"],
        ),
        (
            "first workflow: when a Stripe payment fails, message me on Telegram. Second workflow: when an issue is opened in GitHub, create a Notion page",
            ["stripeTrigger", "githubTrigger"],
        ),
        (
            "When a new lead comes in via Typeform, save it in HubSpot and every day at 18:00 post the number of HubSpot contacts to Slack",
            ["typeformTrigger", "scheduleTrigger"],
        ),
        (
            "two things: new stripe payments to slack, and new typeform answers to airtable",
            ["stripeTrigger", "typeformTrigger"],
        ),
        (
            "zwei sachen: neue typeform antworten in airtable speichern und neue stripe zahlungen in slack posten",
            ["typeformTrigger", "stripeTrigger"],
        ),
    ],
)
def test_each_wish_has_its_own_trigger(request_: str, triggers: list[str]) -> None:
    assert [each for each in types(request_) if each.endswith("Trigger")] == triggers


def test_what_the_second_wish_leaves_open_is_of_the_service_spoken_of() -> None:
    made = types(
        "tell me on discord when someone stars my github repo, oh and separately every friday send me an email with the open issues"
    )
    assert made.count("github") == 1


@pytest.mark.parametrize(
    "request_",
    [
        "Every Monday at 9 and every Thursday at 14 send me the open deals from Pipedrive",
        "1) when a form is submitted 2) add it to Airtable",
        "Every morning get the new orders from Shopify and post every order above 100 euros to Slack",
    ],
)
def test_one_wish_stays_one(request_: str) -> None:
    assert sum(each.endswith("Trigger") for each in types(request_)) == 1


def test_steps_of_both_wishes_refer_to_their_own() -> None:
    made = nodes(
        "When a row is added in Airtable, post it to Slack. Every Friday get the records from Airtable and post them to Slack"
    )
    names = {node["name"] for node in made}
    assert len(names) == len(made)


def test_steps_with_letters_are_steps() -> None:
    made = types("when a form is submitted a) save it in airtable b) email the person c) tell #team on slack")
    assert made == ["formTrigger", "airtable", "gmail", "slack"]
