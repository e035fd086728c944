"""A list that is sorted, counted or rid of doubles is read as a whole, though its things come in one by one."""

from __future__ import annotations

import pytest

from tests.unit.composer.building import types


@pytest.mark.parametrize(
    ("request_", "expected"),
    [
        (
            "take the orders of Shopify, sort them by total and post them to Slack",
            ["manualTrigger", "shopify", "sort", "aggregate", "slack"],
        ),
        (
            "Shopify -> count them per city -> store everything in Airtable",
            ["manualTrigger", "shopify", "summarize", "airtable"],
        ),
        (
            "Save the deals from Pipedrive without duplicates by email to Airtable",
            ["manualTrigger", "pipedrive", "removeDuplicates", "airtable"],
        ),
        (
            "Put the contacts from HubSpot in the Postgres table report, sorted by date",
            ["manualTrigger", "hubspot", "sort", "postgres"],
        ),
        (
            "Email boss@acme.example the records in the Airtable table Leads sorted by name",
            ["manualTrigger", "airtable", "sort", "aggregate", "gmail"],
        ),
    ],
)
def test_read_as_a_whole(request_: str, expected: list[str]) -> None:
    assert types(request_) == expected


def test_each_new_one_still_comes_by_itself() -> None:
    made = types("When a new order comes in at Shopify, post it to Slack")
    assert made == ["shopifyTrigger", "slack"]


@pytest.mark.parametrize(
    ("request_", "step"),
    [
        (
            "Take all customers from Stripe, drop the duplicates by email and create a contact in Brevo for each",
            "removeDuplicates",
        ),
        ("Get all deals from Pipedrive, sort them by value from high to low and post them to Slack", "sort"),
        (
            "Calculate the average rating of all rows in the Airtable table Reviews and send it to me on Telegram every Sunday",
            "summarize",
        ),
        ("Keep only the orders over 250 from https://orders.example/list and add them to Airtable", "filter"),
    ],
)
def test_done_to_what_was_read(request_: str, step: str) -> None:
    assert types(request_).index(step) >= 2
