"""Calls that are tried again: how often, and what the request says without it."""

from __future__ import annotations

import pytest

from nodepilot.composer.language.retries import find_retries

_CALL = "Every hour call https://a.example/in"


@pytest.mark.parametrize(
    ("said", "tries", "left"),
    [
        (f"{_CALL}, retry 3 times on failure", 3, _CALL),
        (f"{_CALL}, retry up to 3 times if it fails and tell me if it still fails", 3, f"{_CALL} and tell me if it still fails"),
        (f"{_CALL} with 4 retries and save the answer", 4, f"{_CALL} and save the answer"),
        (f"{_CALL} (retry twice)", 2, _CALL),
        (f"{_CALL}. If it fails try again up to 5 times, then post to Slack", 5, f"{_CALL}. If it fails, post to Slack"),
        (f"{_CALL} and retry 3 times before alerting me", 3, f"{_CALL}, if it fails, alert me"),
        ("If the call fails, retry 3 times and then notify me", 3, "If the call fails, notify me"),
        ("Rufe es auf, bei Fehler bis zu dreimal erneut versuchen", 3, "Rufe es auf"),
        ("Llama cada hora, reintenta 3 veces si falla y avísame", 3, "Llama cada hora y avísame"),
    ],
)  # fmt: skip
def test_how_often(said: str, tries: int, left: str) -> None:
    found = find_retries(said)
    assert found is not None
    assert found.tries == tries
    start, end = found.span
    assert said[:start] + found.instead + said[end:] == left


def test_the_pause_in_between() -> None:
    found = find_retries(f"{_CALL}, retry it 3 times with 2 seconds between")
    assert found is not None
    assert found.pause == 2000


@pytest.mark.parametrize("said", [_CALL, "Send it 3 times a day", "When a payment fails 3 times, tell me"])
def test_nothing_is_tried_again(said: str) -> None:
    assert find_retries(said) is None
