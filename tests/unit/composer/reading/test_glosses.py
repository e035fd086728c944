"""Requests of other languages in English, and their texts in their own words again."""

from __future__ import annotations

import pytest

from nodepilot.catalog import load_catalog
from nodepilot.composer.compose import compose
from nodepilot.composer.composition import Composition
from nodepilot.composer.language.utterance import read_utterance
from nodepilot.composer.reading.glosses import in_english
from nodepilot.composer.texts import texts_in
from nodepilot.knowledge.services import load_services

CATALOG = load_catalog()
SERVICES = load_services(CATALOG)


@pytest.mark.parametrize(
    ("said", "english"),
    [
        (
            "Wenn in HubSpot ein Kontakt angelegt wird, schick mir eine Telegram-Nachricht",
            "when a contact is created in HubSpot, send me a Telegram message",
        ),
        (
            "Jeden Freitag um 9 Uhr alle offenen Zendesk-Tickets holen und in Slack posten",
            "every Friday at 9:00 get all open Zendesk tickets and post in Slack",
        ),
        (
            "leg bei Trello eine neue Karte an",
            "create on Trello a new card",
        ),
        (
            "Cada vez que se añada una fila nueva a mi Google Sheet, crea un contacto en HubSpot",
            "every time a new row is added to my Google Sheet, create a contact in HubSpot",
        ),
        (
            "cuando llegue un pedido nuevo de Shopify mándame un mensaje por Telegram",
            "when a new order from Shopify arrives, send me a message via Telegram",
        ),
        (
            "Quand une nouvelle ligne est ajoutée, crée une carte Trello et envoie-la-moi sur Slack",
            "when a new row is added, create a Trello card and send it to me on Slack",
        ),
        (
            "Quando alguém mandar um documento pro meu bot do Telegram, sobe o arquivo pro Dropbox",
            "when someone sends a document to my Telegram bot, upload the file to Dropbox",
        ),
        (
            "quando arriva un nuovo ordine su Shopify scrivi una riga su Google Sheets",
            "when a new order arrives on Shopify, write a row on Google Sheets",
        ),
        (
            "zodra er een nieuwe bestelling in Shopify binnenkomt, stuur een bericht naar Slack",
            "when a new order in Shopify arrives, send a message to Slack",
        ),
        (
            "Wenn eine neue Bewerbung eingeht, soll sie in Airtable gespeichert und im Slack-Kanal #hr angekündigt werden",
            "when a new job application arrives, them should be saved in Airtable and announced in Slack channel #hr",
        ),
        (
            "Alles, was Leute an unsere Nummer schicken, in den Slack-Kanal #inbox weiterleiten",
            "everything people send to our number, forward to Slack channel #inbox",
        ),
        (
            "Bei jedem Push ins Repository unseren Jenkins-Job starten",
            "when there is a new push to the repo, trigger our Jenkins job",
        ),
        (
            "Wenn die Temperatur über 30 steigt, per Pushover melden",
            "when the temperature rises over 30, post via Pushover",
        ),
        (
            "Deduplica los contactos de HubSpot por email y guarda la lista limpia en Google Sheets",
            "deduplicate the contacts from HubSpot by email and save the clean list in Google Sheets",
        ),
    ],
)
def test_word_by_word_and_in_english_order(said: str, english: str) -> None:
    utterance = read_utterance(said, SERVICES)
    wording = in_english(utterance, utterance.language)
    assert wording is not None
    assert wording.text == english


def test_every_letter_of_it_knows_where_it_stood() -> None:
    said = "cuando llegue un pedido nuevo de Shopify avisa en Slack"
    wording = in_english(read_utterance(said, SERVICES), "es")
    assert wording is not None
    start = wording.text.index("order")
    span = wording.original((start, start + len("order")))
    assert span is not None
    assert said[slice(*span)] == "pedido"


@pytest.mark.parametrize(
    ("request_", "types"),
    [
        ("ogni giorno alle 9 mandami su telegram gli eventi del mio google calendar", ["scheduleTrigger", "googleCalendar", "telegram"]),
        ("als er een nieuwe rij in google sheets komt, stuur een bericht naar slack #sales", ["googleSheetsTrigger", "slack"]),
        ("Cuando se envíe un Jotform, suscribe a esa persona a nuestra audiencia de Mailchimp", ["jotFormTrigger", "mailchimp"]),
    ],
)  # fmt: skip
def test_languages_without_a_grammar_of_their_own_are_read(request_: str, types: list[str]) -> None:
    made = _types(compose(request_, CATALOG))
    assert [each for each in made if each != "aggregate"] == types


def test_fields_of_a_form_and_choices_keep_their_names() -> None:
    made = compose(
        "Formulario de soporte con nombre y un desplegable de prioridad (alta, baja). Prioridad alta abre un incidente en PagerDuty, "
        "el resto se convierten en tickets de Freshdesk",
        CATALOG,
    )
    assert made.plan is not None
    texts = {text for step in made.plan.steps for text in texts_in(step.parameters)}
    assert {"nombre", "prioridad", "alta"} <= {text.lower() for text in texts}
    assert "high" not in {text.lower() for text in texts}


def _types(made: Composition) -> list[str]:
    assert made.plan is not None
    return [step.node_type.rpartition(".")[2] for step in made.plan.steps]
