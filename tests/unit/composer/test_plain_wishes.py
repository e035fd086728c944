"""Plain wishes that many people have: sentiments, approvals, bots, prices, second thoughts."""

from __future__ import annotations

import pytest

from tests.unit.composer.building import parameters, types


@pytest.mark.parametrize(
    ("request_", "after"),
    [
        (
            "Analyze the sentiment of each Typeform answer with AI and alert Slack #cx when it is negative",
            ["typeformTrigger", "sentimentAnalysis", "slack"],
        ),
        (
            "Check the sentiment of new Zendesk tickets with Gemini and create a Jira issue for negative ones",
            ["zendeskTrigger", "sentimentAnalysis", "jira"],
        ),
        (
            "Do a sentiment analysis on new reviews in Airtable and email me the bad ones",
            ["airtableTrigger", "sentimentAnalysis", "gmail"],
        ),
    ],
)
def test_a_sentiment_is_looked_at_before_anybody_is_told(request_: str, after: list[str]) -> None:
    assert [each for each in types(request_) if not each.startswith("lm")] == after


@pytest.mark.parametrize(
    "asked",
    [
        "My manager approves or declines in Slack",
        "My boss gets a Slack message to approve or decline",
        "Send it to my manager in Slack for approval",
    ],
)
def test_who_decides_is_asked_and_both_answers_have_a_way(asked: str) -> None:
    request = f"Vacation form with name and dates. {asked}, approved goes into Google Calendar, declined sends an email"
    assert types(request) == ["formTrigger", "slack", "if", "googleCalendar", "gmail"]
    assert parameters(request, "slack")["operation"] == "sendAndWait"


def test_a_draft_goes_out_once_it_is_approved() -> None:
    request = "Have AI draft replies to support emails and send me each draft on Slack for approval before it goes out"
    assert [each for each in types(request) if not each.startswith("lm")] == [
        "gmailTrigger",
        "chainLlm",
        "slack",
        "if",
        "gmail",
    ]


@pytest.mark.parametrize(
    ("request_", "said"),
    [
        ("Make a Telegram bot that just repeats whatever people write to it", "message.text"),
        ('Telegram bot that answers every message with "We are closed"', "We are closed"),
    ],
)
def test_a_bot_says_one_thing_or_what_it_hears(request_: str, said: str) -> None:
    assert types(request_) == ["telegramTrigger", "telegram"]
    assert said in parameters(request_, "telegram")["text"]
    assert "New message" not in parameters(request_, "telegram")["text"]


def test_kinds_that_a_bot_gets_are_parted() -> None:
    request = (
        "Telegram bot where photos are uploaded to Google Drive and text messages are saved as Notion pages"
    )
    assert types(request) == ["telegramTrigger", "switch", "googleDrive", "notion"]


def test_each_file_of_a_mail_goes_by_its_kind() -> None:
    request = "Email attachments: PDFs go to Google Drive, images go to Dropbox"
    assert types(request) == ["gmailTrigger", "code", "switch", "googleDrive", "dropbox"]


def test_the_price_of_a_page_is_compared_as_a_number() -> None:
    request = "Every hour check the price on https://shop.example.com/item/42 and message me on Telegram if it drops below 100"
    assert types(request) == ["scheduleTrigger", "httpRequest", "html", "if", "telegram"]
    test = parameters(request, "if")["conditions"]["conditions"][0]
    assert test["leftValue"].startswith("={{ Number(")
    assert test["rightValue"] == 100


@pytest.mark.parametrize("told", ["with the date", "with today's date", "plus the current date"])
def test_when_it_was_written_stands_beside_it(told: str) -> None:
    request = f"Every day at 6 get the current weather in Berlin and add it {told} to a Google Sheet"
    assert parameters(request, "googleSheets")["columns"]["value"]["Date"] == "={{ $now.toISODate() }}"


@pytest.mark.parametrize(
    "request_",
    [
        "every day at 7 email me my trello cards. no wait, make that 8:30, and put it in slack instead of email",
        "every day at 8:30 email me my trello cards. actually, post them in slack instead",
    ],
)
def test_a_second_thought_counts_wherever_it_stands(request_: str) -> None:
    assert types(request_) == ["scheduleTrigger", "trello", "aggregate", "slack"]
    rule = parameters(request_, "scheduleTrigger")["rule"]["interval"]
    assert [(each["triggerAtHour"], each["triggerAtMinute"]) for each in rule] == [(8, 30)]


def test_a_look_up_that_is_a_condition_finds_in_its_table() -> None:
    request = "POST webhook /signup: if the email already exists in the Postgres table users answer with 409, otherwise insert the user and answer 201"
    assert types(request) == [
        "webhook",
        "postgres",
        "if",
        "respondToWebhook",
        "set",
        "postgres",
        "respondToWebhook",
    ]
    assert parameters(request, "postgres")["where"]["values"][0]["column"] == "email"
    assert parameters(request, "postgres")["table"]["value"] == "users"


@pytest.mark.parametrize(
    "request_",
    [
        "Turn voice messages I send to my Telegram bot into Todoist tasks",
        "When I send voice messages to my Telegram bot, turn them into Todoist tasks",
    ],
)
def test_voice_messages_are_heard_before_they_are_tasks(request_: str) -> None:
    assert types(request_) == ["telegramTrigger", "openAi", "todoist"]
