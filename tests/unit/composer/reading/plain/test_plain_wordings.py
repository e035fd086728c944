"""Sentences that are turned into the order that is read most surely."""

from __future__ import annotations

import pytest

from nodepilot.catalog import load_catalog
from nodepilot.composer.language.utterance import Utterance, read_utterance
from nodepilot.composer.reading.plain import certain_wording, plain_wordings
from nodepilot.knowledge.services import load_services


def utterance(text: str) -> Utterance:
    return read_utterance(text, load_services(load_catalog()))


@pytest.mark.parametrize(
    ("said", "plain"),
    [
        (
            "The transcript should be fetched, summarised by Claude and stored in Notion",
            "fetch the transcript, summarised with Claude and store it in Notion",
        ),
        (
            "Could you please open a Linear issue for me when a Netlify deploy fails?",
            "When a Netlify deploy fails, open a Linear issue for me",
        ),
        (
            "Can you make something that writes a post with Gemini and stores it in WordPress?",
            "write a post with Gemini and store it in WordPress",
        ),
        (
            "Publish a page in Ghost once it is approved",
            "When a page is approved, publish it in Ghost",
        ),
        (
            "Greet people in Slack whenever a Trello card is moved and mail jo@acme.dev whenever one is archived",
            "When a Trello card is moved, greet people in Slack. When one is archived, mail jo@acme.dev",
        ),
        (
            "A row in Baserow for every change on our Trello board",
            "When there is a new change on our Trello board, create a row in Baserow",
        ),
        (
            "Sync each booking from Calendly into Zoho CRM",
            "When there is a new booking from Calendly, sync it into Zoho CRM",
        ),
        (
            "Our shop sends its orders to the webhook /new. Save them in Airtable.",
            "When our shop sends its orders to the webhook /new, save them in Airtable",
        ),
        (
            "We run a Wufoo form. Put its entries into Airtable.",
            "When there is a new entries in a Wufoo form, Put it into Airtable",
        ),
        (
            "Typeform answers should be posted to Slack: #de if the country is Germany and #intl in all other cases",
            "For Typeform answers: If the country is Germany, post it to Slack #de. Otherwise post it to Slack #intl",
        ),
    ],
)
def test_a_wording_in_plain_order(said: str, plain: str) -> None:
    assert plain in [each.text for each in plain_wordings(utterance(said))]


@pytest.mark.parametrize(
    ("said", "plain"),
    [
        (
            "Put requests from a form into Google Calendar, but mail them to hr@acme.dev if they are for more than 5 days",
            (
                "When there is a new requests from a form: If they are for more than 5 days, mail them to hr@acme.dev, "
                "otherwise put it into Google Calendar"
            ),
        ),
        (
            "Post the 5 rows with the highest price from my Google Sheet to Slack",
            "get all rows from my Google Sheet, sort them by price descending, keep the first 5 and post them to Slack",
        ),
        (
            "Email me all products which are in Postgres but not in our Airtable",
            "Compare the products in Postgres with our Airtable, take those missing in our Airtable and email me them",
        ),
        (
            (
                "An AI should decide for each mail whether it is spam, urgent or normal: move spam ones to Trello, "
                "open a Jira issue for urgent ones and post the others in Slack"
            ),
            (
                "Classify each mail as spam, urgent or normal with An AI. Spam: move it to Trello. "
                "Urgent: open a Jira issue. Normal: post it in Slack"
            ),
        ),
        (
            "Promoters (9 or 10) should get a link by mail, passives (7 or 8) are saved in Baserow, and a ticket is opened for 6 and below",
            "If it is 9 or 10, send a link by mail. If it is 7 or 8, save it in Baserow. If it is 6 and below, open a ticket",
        ),
        (
            "New Shopify orders above 300 euros should be announced in Discord, the smaller ones just written to Airtable",
            "When there is a new Shopify orders: if it is above 300 euros, announce it in Discord, otherwise write it to Airtable",
        ),
        (
            "Does the subject of a new Gmail message contain “offer”? Then save it in Notion, if not label it in Gmail",
            "When there is a new Gmail message: If the subject contains “offer”, save it in Notion, otherwise label it in Gmail",
        ),
        (
            "For each new article write a tweet with GPT and post it to X once I've approved it in Slack",
            "For each new article write a tweet with GPT, ask me for approval in Slack, if approved post it to X",
        ),
        (
            "When a row is added to my sheet, publish it on WordPress only after the editor approves it in Slack",
            "When a row is added to my sheet, ask the editor for approval in Slack, if approved publish it on WordPress",
        ),
        (
            "Draft a reply to each support email with AI; it should only be sent when I OK it in Telegram",
            "Draft a reply to each support email with AI, ask me for approval in Telegram, if approved send it",
        ),
        (
            "Blog posts from Notion: after approval by the editor in Teams publish them in WordPress",
            "For new blog posts from Notion, ask the editor for approval in Teams, if approved publish them in WordPress",
        ),
        (
            "Classify new Typeform feedback as bug, praise or wish and create a Linear issue only for bugs",
            "Classify new Typeform feedback as bug, praise or wish. If it is bug, create a Linear issue",
        ),
        (
            "Have AI classify every Gmail message as lead or spam and add only the leads to HubSpot",
            "Have AI classify every Gmail message as lead or spam. If it is lead, add it to HubSpot",
        ),
        (
            "Comments people leave on our Figma files should show up in Slack #design",
            "When there are new comments on our Figma files, send them in Slack #design",
        ),
        (
            "Whatever I text to my Telegram bot becomes a task in Todoist",
            "When there is a new message to my Telegram bot, create a task in Todoist",
        ),
        (
            "Every opportunity that is created in Salesforce needs its own project in Asana",
            "For every opportunity that is created in Salesforce, create a project in Asana",
        ),
        (
            "Log every Telegram message my bot receives in a Google Sheet",
            "When there is a new Telegram message, log it in a Google Sheet",
        ),
        (
            "Let AI judge every Typeform answer as positive, neutral or negative and post the negative ones to Slack",
            "Let AI judge every Typeform answer as positive, neutral or negative. If it is negative, post it to Slack",
        ),
        (
            "Send me every Sunday at 20:00 the list of Todoist tasks due next week",
            "every Sunday at 20:00, send me the list of Todoist tasks due next week",
        ),
        (
            "Chat with my local Ollama model, the history should be kept in Postgres",
            "Chat with my local Ollama model with memory in Postgres",
        ),
        (
            "If I send my Telegram bot a photo put it in Google Drive, if it is plain text make a Notion page of it",
            "my Telegram bot: if it is a photo, put it in Google Drive, if it is a text, make a Notion page of it",
        ),
        (
            "Our landing page POSTs name and email to /waitlist, save them to the Supabase table signups",
            "When there is a POST to /waitlist with name and email, save them to the Supabase table signups",
        ),
    ],
)
def test_what_is_meant_for_certain(said: str, plain: str) -> None:
    made = certain_wording(utterance(said))
    assert made is not None
    assert made.text == plain


@pytest.mark.parametrize(
    "said",
    [
        "When a Stripe payment fails, tell #billing on Slack",
        "Wenn ein Kunde in Shopify angelegt wird, lege ihn in HubSpot an",
        "Draft a reply with Claude to each new Front... sorry, Help Scout conversation",
        "Generate a unique id for every row in my Google Sheet and write it back",
    ],
)
def test_what_stands_in_plain_order_stays(said: str) -> None:
    assert certain_wording(utterance(said)) is None
    assert not list(plain_wordings(utterance(said)))


def test_letters_know_where_they_stood() -> None:
    said = "Open an issue in Linear whenever a Netlify deploy fails"
    made = next(iter(plain_wordings(utterance(said))))
    at = made.text.index("Netlify")
    assert said[made.places[at] or 0 :].startswith("Netlify")
    assert made.original((at, at + 7)) == (said.index("Netlify"), said.index("Netlify") + 7)
