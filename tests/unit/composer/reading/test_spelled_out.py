"""English typed in a hurry, and what is said around a wish."""

from __future__ import annotations

import pytest

from nodepilot.catalog import load_catalog
from nodepilot.composer.language.utterance import read_utterance
from nodepilot.composer.reading.plain import certain_wording, plain_wordings
from nodepilot.composer.reading.spelled_out import spelled_out
from nodepilot.knowledge.services import load_services
from nodepilot.pipeline.builtin import run_builtin

SERVICES = load_services(load_catalog())


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("let me no when sum1 books thru calendly", "let me no when someone books through calendly"),
        ("ping acme.io, text me if it doesnt answer", "ping acme.io, text me if it doesn't answer"),
        ("put it 2 slack frm my sheet", "put it to slack from my sheet"),
        ("Any time a lead comes in, text me", "whenever a lead comes in, text me"),
    ],
)
def test_shorthand_is_written_out(typed: str, meant: str) -> None:
    wording = spelled_out(read_utterance(typed, SERVICES))
    assert wording is not None
    assert wording.text == meant


@pytest.mark.parametrize(
    "said",
    [
        "Form with page 1 name, page 2 the product",
        "post it in the channels for DE and FR",
        "send the id to Slack",
    ],
)
def test_numbers_countries_and_fields_are_no_shorthand(said: str) -> None:
    assert spelled_out(read_utterance(said, SERVICES)) is None


@pytest.mark.parametrize(
    ("said", "wish"),
    [
        (
            "My boss keeps asking me about this. When a Stripe payment fails, email me. Can you do that?",
            "When a Stripe payment fails, email me",
        ),
        ("post new issues to Slack, that's all I need", "post new issues to Slack"),
    ],
)
def test_what_is_said_around_a_wish_is_left_out(said: str, wish: str) -> None:
    wording = certain_wording(read_utterance(said, SERVICES))
    assert wording is not None
    assert wording.text == wish


@pytest.mark.parametrize(
    ("said", "wish"),
    [
        ("I would be very grateful if you could post new issues to Slack", "post new issues to Slack"),
        (
            "can you set something up so i get an email when an issue is opened",
            "When an issue is opened, send me an email",
        ),
        (
            "make it so every new order in Shopify is posted to Slack",
            "every new order in Shopify is posted to Slack",
        ),
    ],
)
def test_polite_frames_are_left_out_where_that_is_read_more_surely(said: str, wish: str) -> None:
    assert wish in [each.text for each in plain_wordings(read_utterance(said, SERVICES))]


@pytest.mark.parametrize(
    ("request_", "types"),
    [
        (
            "can u set smth up so i get a txt thru twilio every time sum1 books with me on calendly",
            ["calendlyTrigger", "twilio"],
        ),
        ("whenever i get an email with an attachment it goes to dropbox too", ["gmailTrigger", "dropbox"]),
        (
            "every weekday at 7 get open jira bugs and post them in slack",
            ["scheduleTrigger", "jira", "aggregate", "slack"],
        ),
    ],
)
def test_hurried_requests_become_what_is_meant(request_: str, types: list[str]) -> None:
    workflow = run_builtin(request_).workflow
    assert workflow is not None
    assert [node["type"].rpartition(".")[2] for node in workflow["nodes"]] == types


@pytest.mark.parametrize(
    ("request_", "types"),
    [
        (
            "whenever a deal is won in pipedrive the person should be added to mailchimp",
            ["pipedriveTrigger", "filter", "mailchimp"],
        ),
        ("every time someone mentions me in slack, create a task in todoist", ["slackTrigger", "todoist"]),
        (
            "can i get a list of my overdue asana tasks by email every monday at 8?",
            ["scheduleTrigger", "asana", "filter", "aggregate", "gmail"],
        ),
    ],
)
def test_what_is_asked_for_and_what_happens(request_: str, types: list[str]) -> None:
    workflow = run_builtin(request_).workflow
    assert workflow is not None
    assert [node["type"].rpartition(".")[2] for node in workflow["nodes"]] == types


def test_a_refund_that_happens_is_one_that_was_made() -> None:
    workflow = run_builtin("when a stripe refund happens tell #finance in slack").workflow
    assert workflow is not None
    assert workflow["nodes"][0]["parameters"]["events"] == ["charge.refunded"]
