"""Periods that a request names, in every language and as JavaScript over n8n's `$now`."""

from __future__ import annotations

import pytest

from nodepilot.catalog import load_catalog
from nodepilot.composer.language.utterance import read_utterance
from nodepilot.composer.reading.periods import Period, find_period
from nodepilot.composer.reading.story import Act
from nodepilot.knowledge.services import load_services

LAST_WEEK = ("$now.minus({ weeks: 1 }).startOf('week')", "$now.startOf('week')")
LAST_MONTH = ("$now.minus({ months: 1 }).startOf('month')", "$now.startOf('month')")


def period(text: str) -> Period | None:
    utterance = read_utterance(text, load_services(load_catalog()))
    return find_period(utterance, Act("get", 0, len(utterance.tokens)))


@pytest.mark.parametrize(
    ("text", "since", "until"),
    [
        ("send me last week's orders", *LAST_WEEK),
        ("send me the orders of last month", *LAST_MONTH),
        ("send me the orders of the past week", "$now.minus({ weeks: 1 })", None),
        ("send me the orders of the last 24 hours", "$now.minus({ hours: 24 })", None),
        ("send me this month's orders", "$now.startOf('month')", None),
        ("send me yesterday's orders", "$today.minus({ days: 1 })", "$today"),
        ("send me the orders since yesterday", "$today.minus({ days: 1 })", None),
        ("send me today's orders", "$today", None),
        ("send me the day's orders", "$today", None),
        ("schicke mir die Bestellungen der letzten Woche", *LAST_WEEK),
        ("schicke mir die Bestellungen der letzten 7 Tage", "$now.minus({ days: 7 })", None),
        ("envíame los pedidos del mes pasado", *LAST_MONTH),
        ("envíame los pedidos de los últimos 3 días", "$now.minus({ days: 3 })", None),
        ("envoie-moi les commandes de la semaine dernière", *LAST_WEEK),
        ("envoie-moi les commandes des 7 derniers jours", "$now.minus({ days: 7 })", None),
        ("envoie-moi les commandes de la semaine", "$now.startOf('week')", None),
        ("me manda os pedidos da semana passada", *LAST_WEEK),
        ("me manda os pedidos de ontem", "$today.minus({ days: 1 })", "$today"),
    ],
)
def test_bounds(text: str, since: str, until: str | None) -> None:
    found = period(text)
    assert found is not None
    assert (found.since, found.until) == (since, until)
    assert text[slice(*found.span)] == found.words


@pytest.mark.parametrize(
    ("text", "event"),
    [
        ("list the issues created last week", "created"),
        ("list the issues closed in the past 7 days", "closed"),
        ("list the pages updated today", "updated"),
        ("list the cards due this week", "due"),
    ],
)
def test_what_happened_then(text: str, event: str) -> None:
    found = period(text)
    assert found is not None
    assert found.event == event


def test_what_is_due_this_week_has_an_end() -> None:
    found = period("list the cards due this week")
    assert found is not None
    assert found.until == "$now.endOf('week')"


@pytest.mark.parametrize(
    "text",
    [
        "every week send me the orders",
        "send me the orders every 2 hours",
        "each month list the invoices",
        "add the order to the sheet Last",
    ],
)
def test_a_schedule_is_no_period(text: str) -> None:
    assert period(text) is None
