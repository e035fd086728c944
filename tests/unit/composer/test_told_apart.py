"""Cases by days and hours, by what is there and what is not, by the tab that they go to."""

from __future__ import annotations

import pytest

from tests.unit.composer.building import nodes, parameters, types


@pytest.mark.parametrize(
    ("request_", "source"),
    [
        (
            "New Zendesk ticket: between 8:00 and 18:00 post in Slack, outside page PagerDuty",
            "$now.hour >= 8",
        ),
        (
            "When a form is submitted, on weekdays post in Slack, at the weekend send an SMS",
            "$now.weekday < 6",
        ),
    ],
)
def test_days_and_hours_part_the_cases_of_an_event(request_: str, source: str) -> None:
    assert source in parameters(request_, "if")["conditions"]["conditions"][0]["leftValue"]
    assert "scheduleTrigger" not in types(request_)


@pytest.mark.parametrize(
    "request_",
    [
        "New Gmail message: with attachment upload to Google Drive, without attachment mark as read",
        "When an email with an attachment arrives save it to Google Drive, without one mark it as read",
    ],
)
def test_what_has_it_and_what_has_not(request_: str) -> None:
    assert types(request_) == ["gmailTrigger", "if", "googleDrive", "gmail"]


def test_a_tab_is_one_of_the_sheet_that_is_named() -> None:
    made = nodes("New row in the sheet orders: country is US → tab US, FR → tab France, rest → tab Other")
    tabs = [
        node["parameters"]["sheetName"]["value"] for node in made if node["type"].endswith("googleSheets")
    ]
    assert tabs == ["US", "France", "Other"]


def test_what_stands_among_its_opposites_is_no_service() -> None:
    request_ = "Ticket form with urgency low, medium, high. Low → email, medium → Trello, high → Twilio call"
    assert types(request_) == ["formTrigger", "switch", "gmail", "trello", "twilio"]


def test_a_second_if_is_about_what_happened_first() -> None:
    request_ = "If a Stripe payment is over 500 post it in Slack, if the customer is new send a welcome email"
    assert parameters(request_, "stripeTrigger")["events"] == ["payment_intent.succeeded"]


@pytest.mark.parametrize(
    ("request_", "expected"),
    [
        (
            "Signup webhook: if there is no email in the body answer with status 422, otherwise add it to Mailchimp",
            ["webhook", "if", "respondToWebhook", "mailchimp", "respondToWebhook"],
        ),
        (
            "webhook /pay, if amount > 100 tell slack else just sheets",
            ["webhook", "if", "slack", "set", "googleSheets"],
        ),
    ],
)
def test_the_other_case_is_done_elsewhere(request_: str, expected: list[str]) -> None:
    assert types(request_) == expected


def test_a_query_parameter_is_compared_with_a_secret() -> None:
    request_ = "POST to /deploy: compare the token query parameter with my secret. Wrong token: respond 403. Correct token: post in Slack"
    assert parameters(request_, "webhook")["path"] == "deploy"
    assert (
        parameters(request_, "if")["conditions"]["conditions"][0]["leftValue"] == "={{ $json.query.token }}"
    )


@pytest.mark.parametrize(
    "request_",
    [
        "What people send to my Telegram bot: photos into Google Drive, voice messages into Dropbox, plain text into a Notion database",
        "Telegram: pictures go to Google Drive, voice notes to Dropbox, text to Notion",
    ],
)
def test_what_is_sent_goes_where_its_kind_goes(request_: str) -> None:
    assert types(request_) == ["telegramTrigger", "switch", "googleDrive", "dropbox", "notion"]


def test_hours_of_weekdays_are_one_condition() -> None:
    request_ = "New Zendesk ticket: mon-fri between 8 and 18 post in Slack, outside page PagerDuty"
    left = parameters(request_, "if")["conditions"]["conditions"][0]["leftValue"]
    assert left == "={{ $now.weekday < 6 && $now.hour >= 8 && $now.hour < 18 }}"
