"""Agents and who talks to them, whatever order that is told in."""

from __future__ import annotations

import pytest

from tests.unit.composer.building import parameters, types


@pytest.mark.parametrize(
    "request_",
    [
        "Make an AI agent that can query my MySQL database and draw conclusions, in Slack",
        "Let an AI agent manage my MySQL database over Slack",
        "Tell an AI agent in Slack to query my MySQL database",
        "AI agent with memory and tools for MySQL, talking over Slack",
    ],
)
def test_the_messenger_is_where_it_is_spoken_to(request_: str) -> None:
    made = types(request_)
    assert made[0] == "slackTrigger"
    assert {"agent", "mySqlTool", "slack"} <= set(made)


def test_a_service_that_an_agent_works_in_is_no_place_to_talk() -> None:
    made = types("An agent that reads my Gmail and searches messages in Slack")
    assert made[0] == "chatTrigger"
    assert "slackTool" in made


def test_somebody_who_asks_there_is_answered_there() -> None:
    made = types(
        "When someone asks something in our Discord server the AI should answer from our docs in Pinecone"
    )
    assert {"agent", "vectorStorePinecone", "discord"} <= set(made)
    assert "googleDocsTool" not in made


def test_documents_that_are_in_the_store_are_not_loaded() -> None:
    assert "formTrigger" not in types("RAG chatbot over my Supabase vector store")


def test_each_change_that_is_listed_has_a_tool() -> None:
    request = "Telegram agent to create, update and delete tasks in Todoist"
    assert types(request).count("todoistTool") == 3
    assert "$fromAI" in str(parameters(request, "todoistTool"))
