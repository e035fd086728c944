"""Short requests as people type them, without addresses and without services for what has a usual place."""

from __future__ import annotations

import pytest

from nodepilot.catalog import load_catalog
from nodepilot.composer.compose import compose
from nodepilot.plan.model import Plan


def plan(text: str) -> Plan:
    made = compose(text, load_catalog())
    assert made.plan is not None, text
    return made.plan


def types(text: str) -> list[str]:
    return [step.node_type.rpartition(".")[2] for step in plan(text).steps]


@pytest.mark.parametrize(
    "request_",
    [
        "check every 5 minutes if my website is up and alert me on Slack",
        "monitor my website and tell me on Slack when it goes down",
        "ping https://acme.example every minute and tell me on Slack if it's down",
    ],
)
def test_a_site_is_called_and_told_of_when_it_is_down(request_: str) -> None:
    assert types(request_) == ["scheduleTrigger", "httpRequest", "if", "slack"]


@pytest.mark.parametrize(
    ("request_", "expected"),
    [
        ("create an invoice when a deal is won", ["hubspotTrigger", "hubspot", "filter", "quickbooks"]),
        ("notify me when someone stars my repo", ["githubTrigger", "gmail"]),
        ("post a message in Slack when an order is cancelled", ["shopifyTrigger", "slack"]),
        ("email me all open tickets every Monday", ["scheduleTrigger", "zendesk", "aggregate", "gmail"]),
        (
            "post yesterday's orders to Slack every day at 9",
            ["scheduleTrigger", "shopify", "aggregate", "slack"],
        ),
        ("Send me the weather every morning", ["scheduleTrigger", "openWeatherMap", "gmail"]),
    ],
)
def test_things_are_taken_from_where_they_usually_are(request_: str, expected: list[str]) -> None:
    assert types(request_) == expected


@pytest.mark.parametrize(
    ("request_", "expected"),
    [
        ("remind me every Friday to submit my timesheet", ["scheduleTrigger", "gmail"]),
        ("send SMS reminders for appointments in Google Calendar", ["googleCalendarTrigger", "twilio"]),
        ("log all Slack messages from #support to a sheet", ["slackTrigger", "googleSheets"]),
        ("tweet new blog posts", ["rssFeedReadTrigger", "twitter"]),
    ],
)
def test_what_comes_in_starts_it_and_people_are_told(request_: str, expected: list[str]) -> None:
    assert types(request_) == expected


@pytest.mark.parametrize(
    ("request_", "expected"),
    [
        ("new order in WooCommerce -> send invoice by email", ["wooCommerceTrigger", "gmail"]),
        (
            "When a new customer signs up, send a welcome email, wait 3 days, then send a follow up",
            ["webhook", "gmail", "wait", "gmail"],
        ),
    ],
)
def test_what_is_sent_goes_somewhere(request_: str, expected: list[str]) -> None:
    assert types(request_) == expected


def test_what_only_acts_is_not_waited_for() -> None:
    assert "readWriteFile" not in types("when disk usage is above 90% alert me")
    found = types("restart my server with SSH when the website is down")
    assert found == ["scheduleTrigger", "httpRequest", "if", "ssh"]


def test_what_is_over_is_read_and_not_waited_for() -> None:
    found = types("send me an email with yesterday's sales from Stripe")
    assert (found[:2], found[-1]) == (["manualTrigger", "stripe"], "gmail")


@pytest.mark.parametrize(
    "request_",
    [
        "send me a summary of my unread emails every morning",
        "Schick mir jeden Morgen eine Zusammenfassung meiner ungelesenen Mails",
        "Cada mañana envíame un resumen de mis correos no leídos",
        "Envoie-moi un résumé de mes mails non lus chaque matin",
    ],
)
def test_a_summary_that_is_asked_for_is_written_first(request_: str) -> None:
    assert types(request_) == ["scheduleTrigger", "gmail", "aggregate", "chainLlm", "lmChatOpenAi", "gmail"]


@pytest.mark.parametrize(
    "request_",
    ["reply automatically to customer emails with AI", "Antworte automatisch auf Kundenmails mit KI"],
)
def test_mails_are_answered_as_they_come(request_: str) -> None:
    assert types(request_) == ["gmailTrigger", "chainLlm", "lmChatOpenAi", "gmail"]


def test_reviews_are_answered_where_they_were_written() -> None:
    found = types("auto reply to Google reviews with AI")
    assert (found[0], found[-1]) == ("googleBusinessProfileTrigger", "googleBusinessProfile")


def test_a_text_written_at_a_set_time_comes_by_mail() -> None:
    request_ = "summarize my unread emails every morning"
    assert types(request_)[-1] == "gmail"
    assert any("where the text goes" in each.text for each in plan(request_).assumptions)


def test_the_usual_place_is_named_as_an_assumption() -> None:
    said = [each.text for each in plan("create an invoice when a deal is won").assumptions]
    assert "Nothing was said about where “deal” is: I took HubSpot." in said
    assert "Nothing was said about where “invoice” is: I took QuickBooks Online." in said


@pytest.mark.parametrize(
    "request_",
    [
        "When a Pipedrive deal is won, create an invoice in Xero",
        "post my Notion tasks to Slack every day at 9",
    ],
)
def test_a_place_that_is_named_is_taken(request_: str) -> None:
    assert not {"hubspotTrigger", "quickbooks", "todoist"} & set(types(request_))


def test_a_deployment_that_fails_is_told_by_whoever_runs_it() -> None:
    assert types("Send a notification to Slack when a deployment fails") == ["webhook", "slack"]


def test_what_costs_is_added_up_by_what_it_amounts_to() -> None:
    steps = plan(
        "every Monday at 8 get the total of sales from Postgres and send it on WhatsApp to the team"
    ).steps
    made = next(step for step in steps if step.node_type.endswith("summarize"))
    assert made.parameters["fieldsToSummarize"] == {"values": [{"aggregation": "sum", "field": "total"}]}
