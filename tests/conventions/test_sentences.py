"""Whatever NodePilot says, it can say in every language."""

from __future__ import annotations

import re

import pytest

from nodepilot.sentences import LANGUAGES, Language
from nodepilot.sentences.catalog import BETWEEN_FORMS, blocks, translations
from tests.conventions.said import sentences, unsaid

OTHERS = [language for language in LANGUAGES if language != "en"]

N8N = {"Code", "Merge", "Webhooks", "undefined, [object Object], Referenced node"}
"""What stands in n8n's editor."""
SAME: dict[Language, set[str]] = {
    "de": N8N,
    "fr": N8N
    | {"Dates", "Expressions", "conversation", "message", "minutes", "page", "prompt", "version", "webhook"}
    | {"workflow"},
    "es": N8N | {"prompt", "webhook"},
}
"""Sentences that are the same as in English. Everything else that equals English was forgotten."""


def test_there_are_sentences_to_look_at() -> None:
    assert len(sentences()) > 100


def test_every_sentence_is_translated() -> None:
    known = translations("de")
    missing = [f"{place}: {sentence}" for sentence, place in sentences().items() if sentence not in known]
    assert not missing, "these belong into src/nodepilot/sentences/data:\n" + "\n".join(missing)


def test_nothing_is_translated_that_nobody_says() -> None:
    assert [sentence for sentence in translations("de") if sentence not in sentences()] == []


def test_no_sentence_stands_there_twice() -> None:
    every = [block[0] for block in blocks()]
    assert sorted(every) == sorted(set(every))


@pytest.mark.parametrize("language", OTHERS)
def test_it_is_not_left_in_english(language: Language) -> None:
    same = {english for english, other in translations(language).items() if english == other}
    assert same == SAME[language]


@pytest.mark.parametrize("language", OTHERS)
def test_it_uses_the_values_that_it_is_given(language: Language) -> None:
    for english, other in translations(language).items():
        assert _values(other) == _values(english), other
        assert other.count(BETWEEN_FORMS) == english.count(BETWEEN_FORMS), other


@pytest.mark.parametrize("language", OTHERS)
def test_names_of_programs_stand_there_as_they_are_written(language: Language) -> None:
    for english, other in translations(language).items():
        assert set(other.split("`")[1::2]) == set(english.split("`")[1::2]), other


def _values(sentence: str) -> set[str]:
    """The names in braces; doubled braces are those of n8n's expressions."""
    return set(re.findall(r"(?<!\{)\{(\w+)[^{}]*\}(?!\})", sentence))


def test_what_is_shown_to_people_is_said() -> None:
    assert list(unsaid()) == [], "say these with `say` of nodepilot.sentences"
