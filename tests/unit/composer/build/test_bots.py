"""Bots behind messengers: an agent where a model has to answer, with what it is said to be able to do."""

from __future__ import annotations

import pytest

from tests.unit.composer.building import parameters, types


@pytest.mark.parametrize(
    "request_",
    [
        "slack bot that answers when it gets mentioned, using Claude, and remembers the conversation",
        "Telegram bot with memory that answers questions using GPT-4o and can look up the weather and search Wikipedia",
        "WhatsApp bot that answers questions about our products",
    ],
)
def test_an_agent_with_memory_answers_where_it_was_spoken_to(request_: str) -> None:
    made = types(request_)
    assert made[0].endswith("Trigger")
    assert {"agent", "memoryBufferWindow"} <= set(made)
    assert made[0].removesuffix("Trigger") in made


def test_what_the_agent_can_do_becomes_tools_and_no_steps() -> None:
    request = "Slack bot: when someone mentions it, answer with an AI agent that can search our Notion and create Jira tickets"
    made = types(request)
    assert {"notionTool", "jiraTool"} <= set(made)
    assert not {"notion", "jira"} & set(made)
    assert "fromAI" in parameters(request, "jiraTool")["summary"]


def test_documents_of_a_drive_are_loaded_for_a_bot() -> None:
    made = types("Telegram bot: answer questions about the PDFs in my Google Drive folder")
    assert made.count("vectorStoreInMemory") == 2
    assert {"agent", "googleDrive", "documentDefaultDataLoader"} <= set(made)


def test_a_picture_of_the_text_of_a_form_is_attached() -> None:
    request = "Generate an image from the text of a form with DALL-E and send it by Gmail as an attachment"
    assert parameters(request, "openAi")["resource"] == "image"
    assert "attachmentsUi" in parameters(request, "gmail")["options"]


def test_sorting_mails_gives_a_category() -> None:
    request = "classify incoming support mails into bug, question or other with AI and set a label in Gmail"
    attributes = parameters(request, "informationExtractor")["attributes"]["attributes"]
    assert [each["name"] for each in attributes] == ["category"]


@pytest.mark.parametrize(
    ("request_", "expected"),
    [
        (
            "Agent on Slack that answers when mentioned; it should be able to query our MySQL db and read Google Calendar",
            {"slackTrigger", "agent", "mySqlTool", "googleCalendarTool", "slack"},
        ),
        (
            "Create a Microsoft Teams bot that helps employees with HR questions from a Pinecone index hr-docs",
            {"microsoftTeamsTrigger", "agent", "vectorStorePinecone", "microsoftTeams"},
        ),
        (
            "WhatsApp bot, Gemini 2.5 Pro, memory in Redis, tool: HTTP request to https://api.shop.io/orders",
            {"whatsAppTrigger", "agent", "memoryRedisChat", "httpRequestTool", "whatsApp"},
        ),
        (
            "Whenever our Slack app is mentioned let an agent with tools for Linear and GitHub answer in the thread",
            {"slackTrigger", "agent", "linearTool", "githubTool", "slack"},
        ),
        (
            "Chat agent with Anthropic, tools for Notion, Slack and calculator, memory of 15 messages in MongoDB",
            {"chatTrigger", "agent", "notionTool", "slackTool", "toolCalculator", "memoryMongoDbChat"},
        ),
        (
            "Discord bot powered by Claude which answers questions using our Notion pages",
            {"webhook", "agent", "notionTool", "discord"},
        ),
    ],
)
def test_a_bot_that_is_described_is_an_agent_with_its_tools(request_: str, expected: set[str]) -> None:
    made = set(types(request_))
    assert expected <= made
    assert not {name.removesuffix("Tool") for name in expected if name.endswith("Tool")} & made


@pytest.mark.parametrize("said", ["can send emails with Gmail", "uses Gmail for sending mails"])
def test_a_tool_does_what_the_agent_is_said_to_do_with_it(said: str) -> None:
    made = parameters(f"Chat agent with OpenAI that {said}", "gmailTool")
    assert "operation" not in made
    assert "fromAI" in made["sendTo"]


def test_a_webhook_with_an_agent_remembers_who_wrote() -> None:
    request = "POST /chat: an AI agent with memory per sessionId in the body answers, reply in the response"
    assert types(request)[0] == "webhook"
    assert "sessionId" in parameters(request, "memoryBufferWindow")["sessionKey"]
    assert types(request)[-1] == "respondToWebhook"


def test_an_address_that_a_bot_asks_is_a_tool() -> None:
    request = "Agent on WhatsApp that looks up parcels via https://api.parcels.eu/v2/track and answers"
    assert parameters(request, "httpRequestTool")["url"] == "https://api.parcels.eu/v2/track"
