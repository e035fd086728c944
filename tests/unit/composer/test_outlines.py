"""Headings instead of sentences: a purpose and the tools for it."""

from __future__ import annotations

import pytest

from nodepilot.catalog import load_catalog
from nodepilot.composer.compose import compose
from nodepilot.composer.language.utterance import read_utterance
from nodepilot.composer.reading.outlines import outlines
from nodepilot.knowledge.services import load_services
from nodepilot.plan.model import OriginKind, Plan


def sentences(text: str) -> list[str]:
    services = load_services(load_catalog())
    return [wording.text for wording in outlines(read_utterance(text, services), services)]


def plan(text: str) -> Plan:
    made = compose(text, load_catalog())
    assert made.plan is not None
    return made.plan


def types(text: str) -> list[str]:
    return [step.node_type.rpartition(".")[2] for step in plan(text).steps]


@pytest.mark.parametrize(
    ("heading", "sentence"),
    [
        (
            "Support request processing with Jotform, Airtable and Slack alerts",
            "When there is something new in Jotform, add it to Airtable, send a message on Slack",
        ),
        (
            "Invoice summarizer with Google Drive, Notion & OpenAI",
            "When there is something new in Google Drive, summarize it with OpenAI, create a task in Notion",
        ),
        (
            "Daily sales digest from Shopify with Telegram notifications",
            "Daily, get everything from Shopify, send a message on Telegram",
        ),
        (
            "Automated blog content generation from Airtable to WordPress with Claude",
            "When there is something new in Airtable, write a text about it with Claude, create a post in WordPress",
        ),
    ],
)
def test_each_tool_gets_the_clause_that_is_usual_for_it(heading: str, sentence: str) -> None:
    assert sentences(heading) == [sentence]


@pytest.mark.parametrize(
    "request_",
    [
        "Create a short link on Bitly",
        "When a Jotform comes in, add it to Airtable",
        "Post every new Shopify order to Slack",
        "Slack",
        "Typeform -> Airtable",
        "Neue Bestellungen mit Shopify und Slack",
    ],
)
def test_who_says_what_happens_is_taken_at_their_word(request_: str) -> None:
    assert sentences(request_) == []


def test_a_heading_becomes_a_workflow_with_every_tool_and_the_reading_is_named() -> None:
    heading = "Automate quote request processing with Jotform, Airtable, Slack and Gmail"
    assert types(heading) == ["jotFormTrigger", "airtable", "slack", "gmail"]
    assert "“When there is something new in Jotform" in plan(heading).assumptions[0].text


def test_steps_of_a_heading_come_from_the_words_that_name_the_tools() -> None:
    heading = "Customer feedback tracking with Typeform, Airtable & Discord"
    for step in plan(heading).steps:
        origin = step.origins[""]
        if origin.kind is OriginKind.REQUEST and origin.span is not None:
            assert any(name in heading[slice(*origin.span)] for name in ("Typeform", "Airtable", "Discord"))


@pytest.mark.parametrize(
    "heading",
    ["Discord AI chatbot with GPT-4o-mini & Redis memory persistence", "Jira MCP server", "MCP server"],
)
def test_headings_of_bots_and_servers_are_read(heading: str) -> None:
    assert compose(heading, load_catalog()).confidence >= 0
