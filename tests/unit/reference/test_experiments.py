"""Who gets which arm, and what the figures say."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime
from uuid import UUID

import pytest

from nodepilot.reference.experiment_figures import figures_of, mean, share
from nodepilot.reference.experiments import Arm, Experiment, Exposure

EXPERIMENT = Experiment(
    id=UUID(int=7),
    name="E",
    status="running",
    arms=[Arm(name="a"), Arm(name="b")],
    created_at=datetime(2026, 1, 1, tzinfo=UTC),
    started_at=None,
    stopped_at=None,
)


def test_the_same_person_gets_the_same_arm_and_the_arms_are_even() -> None:
    people = [UUID(int=number) for number in range(2000)]
    arms = Counter(EXPERIMENT.arm_of(person).name for person in people)
    assert abs(arms["a"] - 1000) < 100
    assert [EXPERIMENT.arm_of(person) for person in people] == [
        EXPERIMENT.arm_of(person) for person in people
    ]
    other = EXPERIMENT.model_copy(update={"id": UUID(int=8)})
    assert any(EXPERIMENT.arm_of(person).name != other.arm_of(person).name for person in people)


def test_a_share() -> None:
    found = share([True] * 8 + [False] * 2)
    assert found is not None
    # Wilson's interval for 8 of 10, as tables have it.
    assert (found.value, round(found.low, 3), round(found.high, 3)) == (0.8, 0.49, 0.943)
    every = share([True] * 5)
    assert every is not None
    assert every.low < every.high == 1.0
    for count in range(1, 40):
        none, all_of_them = share([False] * count), share([True] * count)
        assert none is not None
        assert all_of_them is not None
        assert (none.low, all_of_them.high) == (0.0, 1.0)
    assert share([]) is None


def test_a_mean() -> None:
    found = mean([1.0, 2.0, 3.0, 4.0])
    assert found is not None
    assert found.value == 2.5
    assert found.high - found.value == pytest.approx(1.96 * 1.290994 / 2, abs=1e-4)
    assert mean([]) is None


def test_nothing_takes_less_than_no_time() -> None:
    found = mean([1.0, 1.0, 100.0])
    assert found is not None
    assert found.low == 0.0


def test_figures_of_an_arm() -> None:
    rows = [
        Exposure(arm="a", gate_passed=True, repair_rounds=0, milliseconds=10, dollars=0.1, rating="up"),
        Exposure(arm="a", gate_passed=False, repair_rounds=2, milliseconds=30, dollars=0.3),
        Exposure(arm="b", gate_passed=True, repair_rounds=0, milliseconds=20, dollars=0.2, rating="down"),
    ]
    found = figures_of("a", rows)
    assert found.answers == 2
    assert found.gate_passed is not None
    assert found.gate_passed.value == 0.5
    assert found.liked is not None
    assert (found.liked.value, found.liked.of) == (1.0, 1)
