"""What is told to be needed no more, in one form."""

from __future__ import annotations

import pytest

from nodepilot.composer.editing.not_wanted import said_as_orders, unwanted


@pytest.mark.parametrize(
    ("said", "thing"),
    [
        ("we don't need the pause any more", "pause"),
        ("Trello is not needed anymore", "Trello"),
        ("nobody reads the Slack message any more", "Slack message"),
        ("there is no need for the filter", "filter"),
        ("the second check is superfluous", "second check"),
        ("it doesn't need the calculator", "calculator"),
        ("we've cancelled our Mailchimp account", "Mailchimp"),
    ],
)
def test_the_thing_is_named(said: str, thing: str) -> None:
    assert unwanted(said) == thing
    assert said_as_orders(said) == f"remove the {thing}"


@pytest.mark.parametrize(
    "said",
    [
        "we don't need to wait",
        "it is not needed",
        "we don't want emails without an address",
        "I don't need more than 10 rows",
        "we need the pause",
        "we don't use Airtable any more, post it to #ops on Slack",
    ],
)
def test_what_has_no_such_thing_stays_as_it_is(said: str) -> None:
    assert said_as_orders(said) == said


@pytest.mark.parametrize(
    ("said", "order"),
    [
        ("save it in Notion, we don't use Airtable any more", "replace Airtable with Notion"),
        ("we don't have a Trello account, use Asana instead", "replace Trello with Asana"),
        ("we no longer have Zendesk. use Freshdesk", "replace Zendesk with Freshdesk"),
        ("we stopped using HubSpot so put them in Pipedrive", "replace HubSpot with Pipedrive"),
    ],
)
def test_what_is_named_beside_it_takes_its_place(said: str, order: str) -> None:
    assert said_as_orders(said) == order
