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
