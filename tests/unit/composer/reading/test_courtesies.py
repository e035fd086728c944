"""What is said around a wish for politeness' sake is not read."""

from __future__ import annotations

import pytest

from nodepilot.catalog import load_catalog
from nodepilot.composer.intents import classify
from nodepilot.composer.language.utterance import read_utterance
from nodepilot.composer.reading.courtesies import without_courtesies
from nodepilot.knowledge.services import load_services
from nodepilot.pipeline.builtin import run_builtin

SERVICES = load_services(load_catalog())

WISHES = [
    ("Hi there! I hope you're doing well. Copy new deals to Trello. Many thanks, Tom", "Copy new deals to Trello. "),
    ("I was wondering if it might be possible to copy new deals to Trello?", "copy new deals to Trello"),
    ("Sorry to bother you, but would you be able to copy new deals to Trello", "copy new deals to Trello"),
    ("Any chance of copying new deals to Trello?", "copy new deals to Trello"),
    ("What I'm after: new deals copied to Trello", "I need new deals copied to Trello"),
    ("Copy new deals to Trello, please. Then tell Slack, thanks!", "Copy new deals to Trello. Then tell Slack"),
    ("Wäre es möglich, dass neue Deals nach Trello kopiert werden? Liebe Grüße", "neue Deals nach Trello kopiert werden"),
    ("Buenos días, me gustaría saber si es posible copiar los deals a Trello. Gracias", "copiar los deals a Trello. "),
    ("Bonjour, serait-il possible de copier les deals dans Trello ? Merci d'avance", "copier les deals dans Trello"),
    ("Bom dia! Gostaria de saber se dá para copiar os deals no Trello. Obrigado", "copiar os deals no Trello. "),
]  # fmt: skip


@pytest.mark.parametrize(("said", "wish"), WISHES, ids=[said[:30] for said, _ in WISHES])
def test_the_wish_is_read_alone(said: str, wish: str) -> None:
    wording = without_courtesies(read_utterance(said, SERVICES))
    assert wording is not None
    assert wording.text == wish


@pytest.mark.parametrize(
    "said",
    [
        "Copy new deals to Trello",
        'Post "Good morning! Thanks for coming" to Slack every day at 8',
        "Hello!",
        "Send thank you mails to everybody who fills in the form",
        "When the answer is sorry, tell Slack",
    ],
)
def test_what_is_wished_is_kept(said: str) -> None:
    assert without_courtesies(read_utterance(said, SERVICES)) is None


@pytest.mark.parametrize(
    "said",
    [
        "Hi there! I hope all is well. I'd really appreciate it if new Stripe payments could be saved in Airtable. Best regards, Kim",
        "Könntet ihr mir bitte einen Workflow bauen, der jede neue Stripe-Zahlung in Airtable speichert? Liebe Grüße",
        "Hola! estaría genial tener un flujo que guarde cada nuevo pago de Stripe en Airtable, gracias",
        "I am writing to ask whether it is possible to save new Stripe payments in Airtable",
    ],
)
def test_a_polite_request_is_read_as_surely_as_a_plain_one(said: str) -> None:
    made = run_builtin(said)
    assert made.workflow is not None
    types = [node["type"].rpartition(".")[2] for node in made.workflow["nodes"]]
    assert types == ["stripeTrigger", "airtable"]
    assert made.confidence > 0.8


@pytest.mark.parametrize(
    ("said", "label"),
    [
        ("Hi there! Invoke my AWS Lambda function every night at 1. Thanks so much in advance!", "workflow_request"),
        ("Is there any way to get a text when a Calendly booking is cancelled?", "workflow_request"),
        ("Is there a way to keep credentials out of a workflow?", "workflow_question"),
        ("Thanks so much, that's great!", "general_conversation"),
    ],
)  # fmt: skip
def test_thanks_do_not_hide_a_request(said: str, label: str) -> None:
    assert classify(said, SERVICES, has_workflow=False).label == label
