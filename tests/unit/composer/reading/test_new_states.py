"""What a thing gets into: "moves to the list Done", "its status becomes Ready"."""

from __future__ import annotations

import pytest

from nodepilot.catalog import load_catalog
from nodepilot.composer.language.utterance import read_utterance
from nodepilot.composer.reading.new_states import new_state
from nodepilot.knowledge.services import load_services

SERVICES = load_services(load_catalog())


def told(text: str) -> tuple[str, object] | None:
    utterance = read_utterance(text, SERVICES)
    found = new_state(utterance, 0, len(utterance.tokens))
    return (found.tests[0].left, found.tests[0].right) if found is not None else None


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("a card moves to the list Done in Trello", ("status", "Done")),
        ("a card is moved to the 'Up next' column", ("status", "Up next")),
        ("a deal reaches the stage Contract sent in Pipedrive", ("stage", "Contract sent")),
        ("a task is moved to In Review in ClickUp", ("status", "In Review")),
        ("its status becomes ready", ("status", "ready")),
        ("the record's Status is Approved", ("status", "Approved")),
        ("a deal moves to closed won", ("status", "closed won")),
        ("eine Karte auf Erledigt gesetzt wird", ("status", "Erledigt")),
        ("una tarea pasa a Hecho en ClickUp", ("status", "Hecho")),
        ("une carte passe à Terminé", ("status", "Terminé")),
        ("um cartão muda para Feito", ("status", "Feito")),
    ],
)
def test_what_a_thing_gets_into(text: str, state: tuple[str, str]) -> None:
    assert told(text) == state


@pytest.mark.parametrize(
    "text",
    [
        "a file is moved to another folder",
        "the counter reaches 100",
        "a new row is added to the sheet",
        "somebody becomes a member",
    ],
)
def test_no_state_is_told(text: str) -> None:
    assert told(text) is None
