"""Bots that look something up and answer, and verdicts that are kept."""

from __future__ import annotations

import pytest

from tests.unit.composer.building import parameters, types


@pytest.mark.parametrize(
    ("request_", "start", "tool"),
    [
        (
            "Slack bot: when it is mentioned, look up tickets in Jira and answer in the thread",
            "slackTrigger",
            "jiraTool",
        ),
        (
            "Telegram bot: when somebody asks about an order, look it up in Shopify and answer",
            "telegramTrigger",
            "shopifyTool",
        ),
        (
            "WhatsApp bot: customers ask for their invoice, the bot checks QuickBooks and answers",
            "whatsAppTrigger",
            "quickbooksTool",
        ),
        (
            "When our bot is mentioned in Slack, have Claude search Google Drive for the answer and respond there",
            "slackTrigger",
            "googleDriveTool",
        ),
    ],
)
def test_a_bot_looks_up_with_a_tool(request_: str, start: str, tool: str) -> None:
    made = types(request_)
    assert made[0] == start
    assert {"agent", tool} <= set(made)
    assert "if" not in made


def test_what_else_is_done_is_no_mere_answer() -> None:
    request = (
        "When a message comes in on our Telegram bot, look up the customer in HubSpot and save it in Notion"
    )
    assert "agent" not in types(request)


@pytest.mark.parametrize(
    ("request_", "service", "name"),
    [
        (
            "Detect with AI if a new Typeform answer is positive, neutral or negative and save it in Airtable",
            "airtable",
            "Sentiment",
        ),
        (
            "Let GPT decide whether each new Linear issue is a bug, a feature or a chore and log it in Google Sheets",
            "googleSheets",
            "Category",
        ),
    ],
)
def test_a_verdict_is_kept_beside_what_it_is_about(request_: str, service: str, name: str) -> None:
    made = types(request_)
    assert made.index("informationExtractor") < made.index(service)
    columns = parameters(request_, service)["columns"]["value"]
    assert name in columns
    assert len(columns) > 1


def test_parts_of_a_text_are_told_apart() -> None:
    request = "Form with a topic, let AI write a post with a title and 5 hashtags and save it in Airtable"
    assert "hashtags" in parameters(request, "outputParserStructured")["jsonSchemaExample"]
    assert "output.hashtags" in parameters(request, "airtable")["columns"]["value"]["Hashtags"]


def test_a_note_is_written_into_the_conversation() -> None:
    request = "When a new Help Scout conversation comes in, let Claude draft an answer and add it as a note"
    made = parameters(request, "helpScout")
    assert (made["resource"], made["type"]) == ("thread", "note")
    assert "Help Scout Trigger" in made["conversationId"]


def test_what_lands_somewhere_starts_it() -> None:
    request = "Read the contracts landing in a Google Drive folder and summarize them with Gemini into a Slack message"
    assert types(request)[0] == "googleDriveTrigger"


def test_a_model_that_answers_in_a_messenger_is_a_bot_with_its_source() -> None:
    made = types("Let Claude answer questions in Slack from our Confluence pages")
    assert made[0] == "slackTrigger"
    assert {"agent", "confluenceTool", "lmChatAnthropic"} <= set(made)


@pytest.mark.parametrize("things", ["New Shopify orders", "All new WooCommerce orders"])
def test_things_of_a_service_are_no_order_to_sort(things: str) -> None:
    assert "sort" not in types(f"{things} to QuickBooks as invoices")
