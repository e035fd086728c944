"""Requests that are read in another wording, and told of as they were said."""

from __future__ import annotations

import pytest

from nodepilot.catalog import load_catalog
from nodepilot.composer.compose import compose
from nodepilot.composer.composition import Composition
from nodepilot.composer.language.utterance import Utterance, read_utterance
from nodepilot.composer.reading.rewording import Rewording
from nodepilot.composer.reading.rewordings import rewordings
from nodepilot.knowledge.services import load_services
from nodepilot.plan.model import OriginKind
from tests.unit.composer.building import parameters, types


def utterance(text: str) -> Utterance:
    return read_utterance(text, load_services(load_catalog()))


def read(text: str) -> Composition:
    made = compose(text, load_catalog())
    assert made.plan is not None
    return made


@pytest.mark.parametrize(
    ("request_", "wording"),
    [
        ("Somebody bought on Gumroad? Text me", "When Somebody bought on Gumroad, Text me"),
        (
            "Geht in Shopify eine Bestellung ein, schreib mir auf Telegram",
            "Wenn in Shopify eine Bestellung ein geht, schreib mir auf Telegram",
        ),
        (
            "Create an invoice in Google Sheets based on the Typeform submission",
            "When there is a new Typeform submission, Create an invoice in Google Sheets",
        ),
        (
            "For each new deal in Pipedrive make a Trello card",
            "When there is a new deal in Pipedrive, make a Trello card",
        ),
        (
            "Announce every ticket that is created in our Teams channel",
            "When ticket is created, Announce it in our Teams channel",
        ),
        (
            "Ask AI about the mood. Angry goes to Slack, happy is stored in Airtable",
            "Ask AI about the mood. If it is Angry, send it to Slack. If it is happy, store it in Airtable",
        ),
    ],
)
def test_a_rule_says_it_otherwise(request_: str, wording: str) -> None:
    assert wording in [each.text for each in rewordings(utterance(request_))]


@pytest.mark.parametrize(
    "request_",
    [
        "Every Monday at 9: send the open invoices from Stripe to Slack",
        "Can you post to Slack? I mean Discord",
        "When a row is added to Google Sheets, post it to Slack",
    ],
)
def test_what_starts_by_itself_gets_no_other_start(request_: str) -> None:
    assert not [each.text for each in rewordings(utterance(request_)) if each.text.startswith("When")]


@pytest.mark.parametrize(
    ("request_", "trigger"),
    [
        ("Somebody paid me with PayPal? Then I want a Pushbullet notification", "payPalTrigger"),
        ("Wird in Mautic ein Kontakt angelegt, lege ihn auch in Pipedrive an", "mauticTrigger"),
        ("Photos dropped into a Google Drive folder: describe them with GPT-4o", "googleDriveTrigger"),
    ],
)
def test_the_other_wording_is_taken_where_it_is_read_more_surely(request_: str, trigger: str) -> None:
    plan = read(request_).plan
    assert plan is not None
    assert plan.steps[0].node_type == f"n8n-nodes-base.{trigger}"


def test_places_are_those_of_the_request() -> None:
    request = "Somebody paid me with PayPal? Then I want a Pushbullet notification"
    plan = read(request).plan
    assert plan is not None
    spans = {step.node_type.rpartition(".")[2]: step.origins[""].span for step in plan.steps}
    assert "PayPal" in request[slice(*spans["payPalTrigger"] or (0, 0))]
    assert "Pushbullet" in request[slice(*spans["pushbullet"] or (0, 0))]
    assert all(
        origin.span is not None
        for step in plan.steps
        for origin in step.origins.values()
        if origin.kind is OriginKind.REQUEST
    )
    assert plan.name.startswith("Somebody paid")


def test_a_part_of_a_wording_is_found_in_the_request() -> None:
    new = (None,)
    wording = Rewording("When it rains, tell me", (*new * 5, *range(8), *new * 2, *range(10, 17)))
    assert wording.original((5, 13)) == (0, 8)
    assert wording.original((3, 22)) == (0, 17)
    assert wording.original((0, 4)) is None
    assert wording.keeps(3)
    assert not wording.keeps(9)
    again = Rewording("tell me when", (*range(15, 22), *new * 5)).after(wording)
    assert again.original((0, 12)) == (10, 17)


def test_words_that_a_wording_leaves_out_count_as_lost() -> None:
    asked = "yo quantum tachyon spectrometer calibration readings: when a form is submitted, post it to Slack"
    plain = "when a form is submitted, post it to Slack"
    assert read(asked).confidence < read(plain).confidence


@pytest.mark.parametrize(
    ("request_", "expected"),
    [
        ("A deal is added in Pipedrive. Then tell us on Discord.", ["pipedriveTrigger", "discord"]),
        ("1. a deal is added in Pipedrive\n2. create a card in Trello", ["pipedriveTrigger", "trello"]),
        (
            "need smth that does this: a deal is added in pipedrive so text me w/ twilio thx",
            ["pipedriveTrigger", "twilio"],
        ),
        ("new pipedrive deal ... mailchimp ... thats all", ["pipedriveTrigger", "mailchimp"]),
        ("new zendesk ticket + asana task", ["zendeskTrigger", "asana"]),
        ("dès qu'il y a new zendesk ticket, asana task svp", ["zendeskTrigger", "asana"]),
    ],
)
def test_short_hand_is_read(request_: str, expected: list[str]) -> None:
    made = types(request_)
    assert [name for name in made if name in expected] == expected


@pytest.mark.parametrize(
    ("request_", "kept", "taken_back"),
    [
        (
            "when a Zendesk ticket comes in tell us in Teams, no wait, text me with Twilio",
            "twilio",
            "microsoftTeams",
        ),
        (
            "When a Zendesk ticket comes in, create an Asana task, but don't send anything to Teams",
            "asana",
            "microsoftTeams",
        ),
    ],
)
def test_what_is_taken_back_or_banned_is_not_done(request_: str, kept: str, taken_back: str) -> None:
    made = types(request_)
    assert kept in made
    assert taken_back not in made


def test_a_corrected_day_is_the_day() -> None:
    rule = parameters(
        "Every Monday - sorry, I mean every Tuesday - at 10 post the open Jira issues in Slack #dev",
        "scheduleTrigger",
    )["rule"]
    assert rule["interval"][0]["triggerAtDay"] == [2]
