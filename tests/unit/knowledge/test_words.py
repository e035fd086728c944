from __future__ import annotations

import pytest

from nodepilot.knowledge.language import guess_language
from nodepilot.knowledge.words import fold, split_identifier, squash, stem, words_of


def test_folding() -> None:
    assert fold("Größe ÉTÉ Año İ") == "grosse ete ano i"
    assert squash("Google-Sheets!") == squash("GoogleSheets") == squash("google sheets") == "googlesheets"


def test_words_keep_their_place() -> None:
    text = "Füge die Zeile ein."
    assert [text[word.start : word.end] for word in words_of(text)] == ["Füge", "die", "Zeile", "ein"]


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("getAll", ["get", "all"]),
        ("payment_intent.succeeded", ["payment", "intent", "succeeded"]),
        ("orders/create", ["orders", "create"]),
        ("HTTPRequest", ["http", "request"]),
        ("5DayForecast", ["5", "day", "forecast"]),
    ],
)
def test_identifiers(name: str, words: list[str]) -> None:
    assert split_identifier(name) == words


@pytest.mark.parametrize(
    "family",
    [
        ["invoice", "invoices"],
        ["create", "creates", "created", "creating"],
        ["reply", "replies", "replied"],
        ["box", "boxes"],
        ["stop", "stopped", "stopping"],
        ["message", "messages"],
    ],
)
def test_forms_of_a_word_share_a_stem(family: list[str]) -> None:
    assert len({stem(word) for word in family}) == 1


def test_short_words_stay() -> None:
    assert stem("is") == "is"
    assert stem("status") == stem("status")


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("when a row is added to the sheet", "en"),
        ("wenn eine neue zeile kommt", "de"),
        ("cuando llegue un correo a mi bandeja", "es"),
        ("quand un formulaire est rempli", "fr"),
        ("quando chegar um pedido na loja", "pt"),
        ("slack hubspot", None),
        ("", None),
    ],
)
def test_languages(text: str, language: str | None) -> None:
    assert guess_language(text.split()) == language
