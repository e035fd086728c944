from __future__ import annotations

import pytest

from nodepilot.knowledge.authored import load_data
from nodepilot.knowledge.lexicon import KINDS, load_lexicon


def concepts(kind: str, text: str, language: str | None = None) -> set[str]:
    vocabulary = getattr(load_lexicon(), kind)
    return {hit.concept for hit in vocabulary.find(text.split(), language)}


@pytest.mark.parametrize(
    ("text", "concept"),
    [
        ("ping", "send"),
        ("schicke", "send"),
        ("envia", "send"),
        ("looked up", "search"),
        ("creates or updates", "upsert"),
        ("lege eine neue karte an", "create"),
        ("mark a channel as read", "mark_read"),
        ("markiere die mail als gelesen", "mark_read"),
        ("put a document into", "insert"),
    ],
)
def test_verbs(text: str, concept: str) -> None:
    assert concept in concepts("verbs", text)


@pytest.mark.parametrize(
    ("text", "concept"), [("zeilen", "row"), ("tickets", "issue"), ("factura", "invoice")]
)
def test_nouns(text: str, concept: str) -> None:
    assert concept in concepts("nouns", text)


def test_a_word_means_what_it_means_in_its_language() -> None:
    assert "get" not in concepts("verbs", "charge")
    assert "get" in concepts("verbs", "charge", "fr")


def test_words_inside_a_phrase_do_not_count_twice() -> None:
    assert "read" not in concepts("verbs", "mark as read")
    assert "mark_read" in concepts("verbs", "mark as read")


def test_nearness() -> None:
    verbs = load_lexicon().verbs
    assert verbs.nearness("create", "create") == 1.0
    assert 0 < verbs.nearness("create", "append") < 1
    assert verbs.nearness("create", "nothing") == 0.0


@pytest.mark.parametrize("kind", KINDS)
def test_data_files(kind: str) -> None:
    data = load_data(kind)
    assert len(data) >= 35
    for concept, fact in data.items():
        assert {"en", "es", "de", "fr", "pt"} <= fact.keys(), concept
        assert all(0 < share <= 1 for share in fact.get("near", {}).values()), concept


def test_the_second_part_of_a_phrase_means_nothing_of_its_own() -> None:
    assert "get" not in concepts("verbs", "mark a channel as read")
    assert "get" in concepts("verbs", "read the channel")
