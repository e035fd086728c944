"""Learning how sure one may be, from rows that are made up."""

from __future__ import annotations

import random

from tools.sureness import Row, by_sureness, chance, learn, middle, told_apart


def made_up(count: int, seed: int) -> list[Row]:
    """The first sign tells (the more, the likelier wrong), the second does not."""
    chosen = random.Random(seed)  # noqa: S311 - not for secrets
    rows = []
    for _ in range(count):
        telling, idle = chosen.random() * 4, chosen.random()
        rows.append(Row((telling, idle), chosen.random() < 1 / (1 + 2.7 ** (2 * telling - 4))))
    return rows


def test_what_tells_counts_and_what_does_not_hardly_does() -> None:
    _, telling, idle = learn(made_up(600, 1))
    assert telling < -1
    assert abs(idle) < 0.5


def test_rows_that_were_not_learnt_from_are_told_apart() -> None:
    weights, others = learn(made_up(600, 1)), made_up(400, 2)
    assert told_apart(others, weights) > 0.8
    assert sum(len(rows) for _, rows in by_sureness(others, weights)) == 400


def test_the_middle_expects_as_many_right_ones_as_there_are() -> None:
    rows = made_up(300, 3)
    weights = learn(made_up(600, 1))
    weights[0] = middle(rows[:100], weights)
    expected = sum(chance(row, weights) for row in rows[:100])
    assert abs(expected - sum(row.is_right for row in rows[:100])) < 0.01
