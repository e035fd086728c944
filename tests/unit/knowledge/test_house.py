from __future__ import annotations

import pytest

from nodepilot.ai.stages.patterns import Selected, chosen_patterns, fitting_patterns, pattern_lines
from nodepilot.catalog import load_catalog
from nodepilot.knowledge.house import House, fits
from nodepilot.knowledge.patterns import Pattern, PatternKind

CATALOG = load_catalog()
OURS = Pattern(
    "house/ledger",
    PatternKind.NODE,
    "n8n-nodes-base.httpRequest",
    4.2,
    "",
    "Book in the ledger",
    "Writes a booking into the company's ledger.",
    (),
    {"url": "https://ledger.example.com"},
    featured=False,
    uses=0,
)
HOUSE = House((OURS,), frozenset({"slack/message/post"}))
REQUEST = "write a booking to the ledger, then post a message to Slack"


def test_ours_come_first_and_what_is_hidden_does_not_come() -> None:
    shipped = [each.id for each in fitting_patterns(REQUEST, None, CATALOG)]
    assert "slack/message/post" in shipped
    ours = [each.id for each in fitting_patterns(REQUEST, None, CATALOG, house=HOUSE)]
    assert ours[0] == "house/ledger"
    assert "slack/message/post" not in ours
    assert "https://ledger.example.com" in pattern_lines((OURS,))[0]


def test_what_a_model_looks_for_besides() -> None:
    selected = Selected((), ("booking in the ledger",))
    assert OURS in chosen_patterns(selected, (), CATALOG, HOUSE)
    assert OURS not in chosen_patterns(selected, (), CATALOG)


@pytest.mark.parametrize(
    ("text", "is_fitting"),
    [
        ("a booking for the ledger", True),
        ("ledger", True),
        ("send a mail to Ada", False),
        ("the a of", False),
        ("", False),
    ],
)
def test_what_fits(text: str, is_fitting: bool) -> None:
    assert fits(text, OURS.name, OURS.use_case) is is_fitting
