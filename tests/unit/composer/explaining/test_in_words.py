"""Conditions and moments of a workflow as people say them."""

from __future__ import annotations

from typing import Any

import pytest

from nodepilot.composer.explaining.in_words import condition_in_words, moment_in_words, value_in_words


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("$now", "now"),
        ("$today", "midnight today"),
        ("$today.minus({ days: 1 })", "midnight yesterday"),
        ("$now.minus({ hours: 24 })", "24 hours ago"),
        ("$now.plus({ weeks: 1 })", "in 1 week"),
        ("$now.minus({ weeks: 1 }).startOf('week')", "the start of last week"),
        ("$now.startOf('month')", "the start of this month"),
        ("$now.minus({ days: 30 }).toISO()", "30 days ago"),
        ("$json.created", None),
    ],
)
def test_moments(source: str, words: str | None) -> None:
    assert moment_in_words(source) == words


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("={{ $json.body.total }}", "`total`"),
        ("={{ DateTime.fromSeconds($('Stripe').item.json.created).toISO() }}", "`created`"),
        ("={{ $('Stripe').item.json.amount / 100 }}", "`amount`"),
        ("={{ $json['Due date'] }}", "`Due date`"),
        (100, "`100`"),
    ],
)
def test_values(value: Any, words: str) -> None:
    assert value_in_words(value) == words


def test_a_list_of_accepted_values() -> None:
    held = {
        "conditions": [
            {
                "leftValue": "={{ ['failed', 'error'].includes(String($json.status ?? '').toLowerCase()) }}",
                "operator": {"type": "boolean", "operation": "true", "singleValue": True},
            }
        ]
    }
    assert condition_in_words(held) == "`status` is failed or error"
