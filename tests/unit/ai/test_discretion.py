from __future__ import annotations

import pytest

from nodepilot.ai.discretion import LONGEST_QUOTE, Discreet
from nodepilot.ai.ports import ModelFailure
from tests.unit.ai.test_router import Ear

RULES = "Keep every literal exactly: names of channels, sheets and lists, addresses, amounts and times."


def test_it_stops_before_more_than_a_line_is_out() -> None:
    ear = Ear()
    discreet = Discreet(ear, RULES)

    def tell_all() -> None:
        for letter in f"Sure! {RULES}":
            discreet.told(letter)

    with pytest.raises(ModelFailure, match="refused"):
        tell_all()
    assert len("".join(ear.heard)) <= len("Sure! ") + LONGEST_QUOTE


@pytest.mark.parametrize("text", [RULES.upper(), RULES.replace(" ", "\n"), f"> **{RULES}**", f"x {RULES} y"])
def test_other_dress_does_not_help(text: str) -> None:
    assert Discreet(Ear(), RULES).repeats(text)


def test_the_same_subject_is_no_quote() -> None:
    answer = "Names of channels and sheets stay as you wrote them; amounts and times do, too. " * 5
    ear = Ear()
    discreet = Discreet(ear, RULES)
    discreet.told(answer)
    assert ear.heard == [answer]


def test_what_was_withdrawn_counts_no_more() -> None:
    ear = Ear()
    discreet = Discreet(ear, RULES)
    discreet.told(RULES[:50])
    discreet.withdrawn()
    discreet.told(RULES[50:])
    assert ear.heard == [RULES[:50], "withdrawn", RULES[50:]]
