"""What a message wants, in words that nothing was tuned on."""

from __future__ import annotations

import pytest

from nodepilot.catalog import load_catalog
from nodepilot.composer.intents import classify
from nodepilot.knowledge.services import load_services

MESSAGES = [
    ("save every Gmail attachment to Dropbox", False, "workflow_request"),
    ("Every evening mail me the new rows of my Airtable base", False, "workflow_request"),
    ("jira -> discord", False, "workflow_request"),
    ("Erstelle einen Workflow, der neue Formulare in Notion speichert", False, "workflow_request"),
    ("cuando llegue un pedido de Shopify avísame por Telegram", False, "workflow_request"),
    ("I need another workflow that tweets our blog posts", True, "workflow_request"),
    ("rename the Slack node to Notify sales", True, "workflow_edit"),
    ("use Outlook instead of Gmail", True, "workflow_edit"),
    ("only on weekdays please", True, "workflow_edit"),
    ("also log it in a Google Sheet", True, "workflow_edit"),
    ("füge eine Wartezeit von 10 Minuten hinzu", True, "workflow_edit"),
    ("quita el paso de Slack", True, "workflow_edit"),
    ("what does the second node do?", True, "workflow_question"),
    ("why does the HTTP Request node return 401?", True, "workflow_question"),
    ("which node do I use to loop over items?", False, "workflow_question"),
    ("how do expressions work in n8n?", False, "workflow_question"),
    ("can n8n convert a Word file?", False, "workflow_question"),
    ("ReferenceError: items is not defined", False, "workflow_question"),
    ("the form gives me a 404", False, "workflow_question"),
    ("put the Wait in front of the email", True, "workflow_edit"),
    ("ersetze Trello, stattdessen Asana", True, "workflow_edit"),
    ("how much does this cost?", False, "general_conversation"),
    ("is it possible to get my Strava runs into Notion? please set it up", False, "workflow_request"),
    ("Which leads in Salesforce are missing in Brevo? Add them there", False, "workflow_request"),
    ("What changed in my Airtable since yesterday? Mail me the list", False, "workflow_request"),
    ("Which node do I need for Slack? Explain it to me please", False, "workflow_question"),
    ("something that turns voice memos into notes", False, "workflow_request"),
    ("I'd like the text to be in Dutch", True, "workflow_edit"),
    ("can it start at noon?", True, "workflow_edit"),
    ("not Outlook, Gmail", True, "workflow_edit"),
    ("please tidy this up", True, "workflow_edit"),
    ("will two people get the mail?", True, "workflow_question"),
    ("it ran but nothing was written", True, "workflow_question"),
    ("so why is the IF there", True, "workflow_question"),
    ("invalid_grant", False, "workflow_question"),
    ("hello", False, "general_conversation"),
    ("thanks, that's all for today", True, "general_conversation"),
    ("who are you?", False, "general_conversation"),
    ("guten Morgen!", False, "general_conversation"),
]


@pytest.mark.parametrize(("message", "has_workflow", "label"), MESSAGES)
def test_intents(message: str, has_workflow: bool, label: str) -> None:
    intent = classify(message, load_services(load_catalog()), has_workflow=has_workflow)
    assert intent.label == label, intent
    assert 0 < intent.confidence <= 1
