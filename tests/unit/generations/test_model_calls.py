"""What days of model calls come to."""

from __future__ import annotations

from datetime import date

import pytest

from nodepilot.generations.model_calls import ModelDay, sum_up


def day(stage: str, **more: int) -> ModelDay:
    figures = {
        "calls": 0,
        "failures": 0,
        "from_cache": 0,
        "input_tokens": 0,
        "cached_tokens": 0,
        "output_tokens": 0,
    }
    return ModelDay(
        day=date(2030, 1, 1),
        stage=stage,
        provider="anthropic",
        model="m",
        dollars=0.5,
        milliseconds=100,
        **{**figures, **more},
    )


def test_a_question_that_was_asked_twice_is_one_question() -> None:
    days = [day("generation", calls=5, failures=2, from_cache=1), day("title", calls=9)]
    totals = sum_up(days)
    assert (totals.calls, totals.failures, totals.from_cache, totals.dollars) == (14, 2, 1, 1.0)
    # Titles are never kept: they say nothing of how well answers are found again.
    assert totals.answer_hit_rate == pytest.approx(1 / 4)


def test_the_share_that_providers_had_kept() -> None:
    days = [day("generation", input_tokens=3000, cached_tokens=2000), day("title", input_tokens=1000)]
    assert sum_up(days).prompt_hit_rate == pytest.approx(0.5)


def test_without_calls_there_are_no_rates() -> None:
    totals = sum_up([])
    assert (totals.answer_hit_rate, totals.prompt_hit_rate) == (None, None)
