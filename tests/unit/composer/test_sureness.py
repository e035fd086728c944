"""How sure the engine is, and which words it names when it is not."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from nodepilot.catalog import load_catalog
from nodepilot.composer.compose import compose
from nodepilot.composer.composition import Composition
from nodepilot.composer.sureness import DOUBTFUL, LEAST, MOST, WEIGHTS, Signs, sureness
from nodepilot.pipeline.builtin import run_builtin

PLAIN = "When a Typeform gets submitted, add the answers as a new row in my Google Sheet"
LOST = (
    "When a Typeform gets submitted, add the answers as a new row in my Google Sheet, and calibrate the tachyon"
    " spectrometer of the northern laboratory until its quantum resonance subsides"
)


def read(request: str) -> Composition:
    made = compose(request, load_catalog())
    assert made.plan is not None
    assert made.signs is not None
    return made


def test_there_is_a_weight_for_each_sign() -> None:
    assert json.loads(WEIGHTS.read_text("utf-8")).keys() == {"bias", *Signs.__slots__}


def test_words_that_nothing_stands_for_make_it_less_sure() -> None:
    plain, lost = read(PLAIN), read(LOST)
    assert lost.confidence < DOUBTFUL < plain.confidence
    assert plain.not_understood == ()
    assert any("tachyon spectrometer" in missed.text for missed in lost.not_understood)
    assert all(LOST[slice(*missed.span)] == missed.text for missed in lost.not_understood)


def test_they_are_named_in_the_answer() -> None:
    text = run_builtin(LOST).text
    assert "no step stands for these words" in text
    assert "tachyon" in text
    assert "no step stands for" not in run_builtin(PLAIN).text


def test_names_in_quotes_that_are_used_are_not_lost() -> None:
    signs = read("every monday at 9 read the sheet 'Open orders' and post it to #sales in Slack").signs
    assert signs is not None
    assert signs.lost <= 1


@pytest.mark.parametrize("sign", ["lost", "lost_share", "by_hand", "assumptions"])
def test_each_sign_of_doubt_counts_against(sign: str) -> None:
    signs = read(PLAIN).signs
    assert signs is not None
    assert sureness(replace(signs, **{sign: getattr(signs, sign) + 1.0})) < sureness(signs)


def test_it_stays_within_its_bounds() -> None:
    assert sureness(Signs(500.0, 1.0, 6.0, 1.0, 1.0, 50.0)) == LEAST
    assert sureness(Signs(0.0, 0.0, 0.0, 0.0, 0.0, 0.0)) <= MOST
