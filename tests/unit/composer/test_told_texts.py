"""What somebody is told or asked stands in the message, in the words that are for them."""

from __future__ import annotations

import pytest

from tests.unit.composer.building import parameters, types


@pytest.mark.parametrize(
    ("request_", "parameter", "said"),
    [
        (
            "When a Stripe payment fails, email the customer and ask them to update their card",
            "message",
            "Please update your card.",
        ),
        (
            "When a Trello card is moved to Done, tell the client by email that the work is finished",
            "message",
            "The work is finished",
        ),
        (
            "When a Zendesk ticket is solved, ask the requester for feedback by email",
            "message",
            "Please send us feedback.",
        ),
    ],
)
def test_mails(request_: str, parameter: str, said: str) -> None:
    assert parameters(request_, "gmail")[parameter] == said


def test_whoever_is_asked_is_asked_there() -> None:
    request = "Every Wednesday at 4pm ask #team in Slack for their status"
    assert parameters(request, "slack")["text"] == "Please send us your status."


def test_what_is_asked_is_done_by_nobody_here() -> None:
    assert "stripe" not in types(
        "Whenever a payment fails in Stripe, email the customer and ask them to update the card"
    )
