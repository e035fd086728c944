"""Words that nobody says without meaning them: named one by one where they became nothing, and less sure for them."""

from __future__ import annotations

import pytest

from nodepilot.catalog import load_catalog
from nodepilot.composer.compose import compose
from nodepilot.composer.composition import Composition


def read(request: str) -> Composition:
    made = compose(request, load_catalog())
    assert made.plan is not None
    return made


def missed(request: str) -> list[str]:
    made = read(request)
    assert all(request[slice(*each.span)] == each.text for each in made.not_understood)
    return [each.text for each in made.not_understood]


@pytest.mark.parametrize(
    ("request_", "word"),
    [
        ("Every day send big Pipedrive deals to my Slack", "big"),
        ("Every week get HubSpot contacts near Potsdam and add them to a Google Sheet", "Potsdam"),
        ("Every Monday get the funny tasks from Asana and email me", "funny"),
        ("Jeden Tag vertrauliche Notion-Seiten per Mail an mich", "vertrauliche"),
    ],
)
def test_what_tells_some_things_from_others_is_named(request_: str, word: str) -> None:
    assert any(word in each for each in missed(request_))


@pytest.mark.parametrize(
    "request_",
    [
        "Every Friday get the last 20 Stripe charges sorted by amount and email them to me",
        "When a deal over 10k is created in Pipedrive, tell #sales in Slack",
        "When a new subscriber joins Mailchimp, send a welcome email after two days",
        "1) wait for new Typeform submissions 2) add them to Mailchimp 3) tell #growth on Slack",
        "Every Monday post the unassigned Jira issues in #dev",
        "Whenever one of my n8n workflows crashes I want a ping on Discord",
    ],
)
def test_what_a_step_stands_for_is_not(request_: str) -> None:
    assert missed(request_) == []


def test_they_count_more_than_other_lost_words() -> None:
    plain = read("Every day send my Pipedrive deals to my Slack")
    assert read("Every day send my big Pipedrive deals to my Slack").confidence < plain.confidence - 0.05
