"""Everyday requests in which a detail decides: whose address, which field, which of several files."""

from __future__ import annotations

import pytest

from tests.unit.composer.building import nodes, parameters, types


def test_every_attachment_of_a_mail_is_saved() -> None:
    assert types("Save all attachments of incoming Gmail messages to my Google Drive") == [
        "gmailTrigger",
        "code",
        "googleDrive",
    ]


def test_a_service_without_a_node_gets_what_came_in() -> None:
    made = parameters("When someone fills out my Typeform add them as a subscriber in Beehiiv", "httpRequest")
    assert made["url"] == "https://api.beehiiv.com/v2/subscribers"
    assert made["jsonBody"] == "={{ JSON.stringify($json) }}"


def test_an_address_with_a_hole_takes_what_fills_it() -> None:
    made = parameters(
        "When an order is created in Shopify, POST it to https://erp.example/orders/{id}", "httpRequest"
    )
    assert made["url"] == "=https://erp.example/orders/{{ $json.id }}"


@pytest.mark.parametrize(
    ("said", "start"),
    [("on the date in the row", '={{ $json["Date"] }}'), ("at the start time", '={{ $json["Start time"] }}')],
)
def test_an_event_begins_when_the_field_says(said: str, start: str) -> None:
    made = parameters(
        f"When a row is added to my Google Sheet create a Google Calendar event {said}", "googleCalendar"
    )
    assert made["start"] in {start, start.replace('["Date"]', ".Date")}


def test_the_field_that_is_the_title_is_named() -> None:
    made = parameters("New Typeform response -> Trello card with the company as name", "trello")
    assert made["name"] == "={{ $json.Company }}"


def test_a_mail_to_a_customer_does_not_tell_of_an_event() -> None:
    made = parameters("When an invoice is paid in Stripe, send the customer a thank you email", "gmail")
    assert made["subject"] == "Thank you!"


def test_somebody_who_mentions_a_bot_writes_to_it() -> None:
    assert "if" not in types("When somebody mentions our Slack bot let Claude answer in a thread")


def test_bad_ones_are_the_negative_ones() -> None:
    made = parameters(
        "Run sentiment analysis on new Google Business reviews, bad ones should alert the team in Slack #reviews",
        "sentimentAnalysis",
    )
    assert made["options"]["categories"] == "Negative, Positive"


def test_a_text_that_is_posted_becomes_speech() -> None:
    made = nodes("Convert the text I post to a webhook to speech with OpenAI and return the audio file")
    speak = made[1]["parameters"]
    assert (speak["resource"], speak["input"]) == ("audio", "={{ $json.body.text }}")


def test_tweets_are_searched_for_by_what_they_mention() -> None:
    made = nodes("Post new mentions of @acme on X to Slack #brand")
    assert [n["type"].split(".")[-1] for n in made].count("filter") == 0
    assert next(n for n in made if n["type"].endswith("twitter"))["parameters"]["searchText"] == "@acme"


def test_rows_that_are_embedded_are_read_first() -> None:
    made = types(
        "Every night embed the new rows of my Postgres table articles with OpenAI and insert them into pgvector"
    )
    assert made[1:3] == ["postgres", "vectorStorePGVector"]
