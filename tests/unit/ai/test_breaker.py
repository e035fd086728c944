from __future__ import annotations

from nodepilot.ai.breaker import FAILURES, PAUSE, Breaker


class Clock:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def opened(clock: Clock) -> Breaker:
    breaker = Breaker(clock)
    for _ in range(FAILURES):
        assert breaker.lets_through()
        breaker.failed()
    return breaker


def test_it_opens_after_failures_in_a_row() -> None:
    clock = Clock()
    breaker = Breaker(clock)
    for _ in range(FAILURES - 1):
        breaker.failed()
    breaker.succeeded()
    breaker.failed()
    assert breaker.lets_through()
    assert not opened(clock).lets_through()


def test_one_question_tries_again_after_the_pause() -> None:
    clock = Clock()
    breaker = opened(clock)
    clock.now += PAUSE
    assert breaker.lets_through()
    assert not breaker.lets_through()
    breaker.failed()
    assert not breaker.lets_through()
    clock.now += PAUSE
    assert breaker.lets_through()
    breaker.succeeded()
    assert breaker.lets_through()
    assert breaker.lets_through()


def test_a_question_that_was_given_up_says_nothing() -> None:
    clock = Clock()
    breaker = opened(clock)
    clock.now += PAUSE
    assert breaker.lets_through()
    breaker.given_up()
    # The next one tries, one alone, and what it finds counts.
    assert breaker.lets_through()
    assert not breaker.lets_through()
    breaker.failed()
    assert not breaker.lets_through()


def test_giving_up_makes_no_failures_undone() -> None:
    breaker = Breaker(Clock())
    for _ in range(FAILURES - 1):
        breaker.failed()
    breaker.given_up()
    breaker.failed()
    assert not breaker.lets_through()
