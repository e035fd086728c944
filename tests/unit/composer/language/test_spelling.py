"""Slips of the fingers are put right, words that only look like one are left alone."""

from __future__ import annotations

import pytest

from nodepilot.catalog import load_catalog
from nodepilot.composer.language.utterance import read_utterance
from nodepilot.knowledge.services import load_services


def norms(text: str) -> list[str]:
    return [token.norm for token in read_utterance(text, load_services(load_catalog())).tokens]


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("evry", "every"),
        ("mesage", "message"),
        ("shedule", "schedule"),
        ("remeber", "remember"),
        ("notfiy", "notify"),
        ("invocie", "invoice"),
        ("everry", "every"),
        ("emaill", "email"),
    ],
)
def test_one_slip_is_put_right(written: str, meant: str) -> None:
    assert norms(f"please {written} the thing")[1] == meant


@pytest.mark.parametrize(
    "word", ["chart", "paste", "main", "real", "wide", "form", "from", "Birdy", "xqzt", "notion"]
)
def test_other_words_stay(word: str) -> None:
    assert norms(f"please {word} the thing")[1] == word.lower()


def test_what_is_behind_a_slip_tells_what_was_meant() -> None:
    assert norms("when somebody fils out my form")[2] == "fills"


def test_what_was_written_is_kept() -> None:
    utterance = read_utterance("evry day send a mesage", load_services(load_catalog()))
    assert [token.text for token in utterance.tokens] == ["evry", "day", "send", "a", "mesage"]
    assert utterance.schedule is not None


def test_other_languages_are_left_as_they_are() -> None:
    assert "schicke" in norms("schicke jeden Montag eine Nachricht an Slack")
