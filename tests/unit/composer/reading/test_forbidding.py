"""What shall not be done is not done."""

from __future__ import annotations

import pytest

from tests.unit.composer.building import types


@pytest.mark.parametrize(
    ("request_", "missing"),
    [
        ("When someone submits my form store it in Airtable. Do not email anybody.", "gmail"),
        (
            "I dont want the old google sheet anymore, put new calendly bookings in airtable instead",
            "googleSheets",
        ),
        (
            "Without using any AI, when a Zendesk ticket comes in with the word refund in the subject, send it to Slack #refunds",
            "chainLlm",
        ),
    ],
)
def test_bans(request_: str, missing: str) -> None:
    assert missing not in types(request_)


def test_a_ban_that_is_a_condition_still_counts() -> None:
    made = types(
        "Every hour get orders from https://shop.example/orders and don't send the same order twice to Slack"
    )
    assert "slack" in made


def test_another_place_in_place_of_the_one_before_the_event() -> None:
    made = types("send a slack msg when a new pipedrive deal comes in, no wait, make that Teams")
    assert made == ["pipedriveTrigger", "microsoftTeams"]


def test_a_place_that_is_ruled_out_gets_nothing() -> None:
    made = types("Add new Eventbrite attendees to a sheet AND to Mailchimp, but not to HubSpot")
    assert made[0] == "eventbriteTrigger"
    assert {"googleSheets", "mailchimp"} <= set(made)
    assert "hubspot" not in made
