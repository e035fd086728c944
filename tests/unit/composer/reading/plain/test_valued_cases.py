"""Cases that are told by a value before what is done, and what begins a request without saying “when”."""

from __future__ import annotations

import pytest

from nodepilot.catalog import load_catalog
from nodepilot.composer.language.utterance import Utterance, read_utterance
from nodepilot.composer.reading.plain import certain_wording
from nodepilot.knowledge.services import load_services


def utterance(text: str) -> Utterance:
    return read_utterance(text, load_services(load_catalog()))


@pytest.mark.parametrize(
    ("said", "plain"),
    [
        (
            "Log webhook: severity critical opens a PagerDuty incident, severity info is stored in Elasticsearch",
            'Log webhook. If the severity is "critical", open a PagerDuty incident. If the severity is "info", store it in Elasticsearch. ',
        ),
        (
            "New GitLab issue with label bug goes to Linear, with label docs goes to Notion",
            'New GitLab issue. If the label is "bug", send it to Linear. If the label is "docs", send it to Notion. ',
        ),
        (
            "Route incoming emails: from @partner.com to Trello, from @client.com to Asana, everything else archive",
            "When there are new emails. If it is from @partner.com, send it to Trello. If it is from @client.com, send it to Asana. Otherwise, archive it. ",
        ),
        (
            "Orders webhook. country DE goes to Slack #de, FR goes to Slack #fr, all others get mailed to export@brisk.io",
            'Orders webhook. If the country is "DE", send it to Slack #de. If the country is "FR", send it to Slack #fr. Otherwise, mail it to export@brisk.io. ',
        ),
        (
            "Form with company and seats. 20 seats or more creates a Pipedrive deal, fewer get an email",
            "Form with company and seats. If it is at least 20 seats, create a Pipedrive deal. Otherwise, send them an email. ",
        ),
        (
            "New HubSpot contacts: contacts with a company go to Salesforce, contacts without one are added to Mailchimp",
            "New HubSpot contacts. If there is a company, send it to Salesforce. Otherwise, add it to Mailchimp. ",
        ),
        (
            "Order form: over 10 items needs approval from boss@acme.com by email, up to 10 items goes straight to Postgres",
            "Order form. If it is over 10 items, ask boss@acme.com for approval by email. If it is at most 10 items, send it to Postgres. ",
        ),
        (
            "Parcel webhook: status delayed waits 1 day and then texts the customer, status lost opens a Zendesk ticket",
            'Parcel webhook. If the status is "delayed", wait 1 day and then text the customer. If the status is "lost", open a Zendesk ticket. ',
        ),
        (
            "Our shop POSTs refunds to /refund. Over 100 euros asks me on Telegram, smaller refunds straight to Stripe",
            "When there is a POST to /refund with refunds. If it is over 100 euros, ask me on Telegram. Otherwise, send it to Stripe. ",
        ),
        (
            "Messages in our Slack channel #help: if it starts with IT: make a Jira issue",
            'New messages in our Slack channel #help: if it starts with "IT:", make a Jira issue',
        ),
        (
            "When a WhatsApp message comes in and it says STOP, update the row in Airtable, any other message goes to Slack #inbox",
            "When a WhatsApp message comes in. If it says STOP, update the row in Airtable. Otherwise send it to Slack #inbox",
        ),
        (
            "Read the feed https://news.acme.com/rss. If the title mentions outage post it in Slack #incidents",
            "When there is a new article in the feed https://news.acme.com/rss. If the title mentions outage post it in Slack #incidents",
        ),
    ],
)
def test_cases_become_conditions(said: str, plain: str) -> None:
    wording = certain_wording(utterance(said))
    assert wording is not None
    assert wording.text == plain
    assert len(wording.places) == len(wording.text)


@pytest.mark.parametrize(
    "said",
    [
        "When a Jira issue gets the status Done, post it in Slack #team and add it to Google Sheets",
        "Every Monday send the rows with status open from Google Sheets to Slack and email them to me",
        "The webhook /payment-status gets paid or failed: paid updates the order in WooCommerce, failed emails me",
        "Only rows with country Spain should be kept and appended to a Google Sheet",
    ],
)
def test_what_is_no_list_of_cases_stays(said: str) -> None:
    wording = certain_wording(utterance(said))
    assert wording is None or "If " not in wording.text
