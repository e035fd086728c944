from __future__ import annotations

from dataclasses import replace

import pytest

from nodepilot.ai.budget import TOKENS_A_PICTURE, Budget, estimated_input, estimated_tokens
from nodepilot.ai.model_facts import Limits, ModelFacts
from nodepilot.ai.ports import Ask, Call, Exchange, Kind, ModelFailure, Picture, Task, Tool, Usage

MODEL = ModelFacts("m", "p", input=3.0, cached=0.3, output=15.0, longest_input=10_000)
ASK = Ask(Task.GENERATION, "s" * 300, "p" * 300, longest=1000)


def budget(calls: int = 9, tokens: int = 10**6, dollars: float = 9.0, seconds: float = 60.0) -> Budget:
    return Budget(Limits(calls, tokens, dollars, seconds), clock=lambda: 0.0)


def test_a_price() -> None:
    assert MODEL.price(Usage(input=1_000_000, cached=500_000, output=100_000)) == pytest.approx(
        1.5 + 0.15 + 1.5
    )


def test_what_was_spent_adds_up() -> None:
    mine = budget()
    mine.spend(ASK, MODEL, Usage(100, 40, 10), 12.0)
    mine.spend_on_failure(ASK, MODEL, ModelFailure(Kind.REFUSED, usage=Usage(50, 0, 1)), 3.0)
    assert (mine.spent.calls, mine.spent.input, mine.spent.cached, mine.spent.output) == (2, 150, 40, 11)
    assert [(call.task, call.failure) for call in mine.made] == [
        (Task.GENERATION, ""),
        (Task.GENERATION, "refused"),
    ]


def test_what_nobody_knows_counts_as_the_worst() -> None:
    mine = budget(tokens=3500)
    mine.spend_on_failure(ASK, MODEL, ModelFailure(Kind.TIMEOUT), 3.0)
    assert mine.spent.input == 0
    mine.check(ASK, MODEL)
    mine.spend_on_failure(ASK, MODEL, ModelFailure(Kind.UNREACHABLE), 3.0)
    with pytest.raises(ModelFailure, match="over budget"):
        mine.check(ASK, MODEL)


def test_tools_and_what_was_looked_up_are_part_of_the_question() -> None:
    tool = Tool("t", "d" * 300, {})
    exchange = Exchange((Call("1", "t", {}),), ("r" * 600,))
    asked = Ask(Task.GENERATION, "", "", (tool,), None, (exchange,))
    assert estimated_input(asked) > 300


def test_a_picture_is_part_of_the_question() -> None:
    seen = replace(ASK, pictures=(Picture("image/png", b"x"),) * 2)
    assert estimated_input(seen) == estimated_input(ASK) + 2 * TOKENS_A_PICTURE


def test_letters_that_cost_more() -> None:
    assert estimated_tokens("日本語" * 10) >= 30


@pytest.mark.parametrize(
    "small",
    [budget(calls=0), budget(tokens=1401), budget(dollars=0.0162), budget(seconds=0)],
    ids=["calls", "tokens", "dollars", "seconds"],
)
def test_the_worst_that_a_call_can_cost_has_to_fit(small: Budget) -> None:
    budget().check(ASK, MODEL)
    with pytest.raises(ModelFailure, match="over budget"):
        small.check(ASK, MODEL)


def test_a_question_longer_than_the_model_reads() -> None:
    with pytest.raises(ModelFailure, match="over budget"):
        budget().check(Ask(Task.GENERATION, "", "x" * 40_000), MODEL)


def test_the_estimate_is_no_less_than_words() -> None:
    text = "When a form is submitted, add a row to Google Sheets. " * 20
    assert estimated_tokens(text) >= len(text.split())


@pytest.mark.parametrize("noise", ["x9$Qz~", "🤖🧮", "\U00020000㐀", "가힣", "\ud800"])
def test_a_question_of_noise_has_no_more_tokens_than_were_counted(noise: str) -> None:
    """Tokenizers have a token for each byte, and for noise little else."""
    asked = Ask(Task.GENERATION, "", noise * 100)
    assert estimated_input(asked) >= 100 * len(noise.encode("utf-8", "surrogatepass"))
