"""Slips of the pen are counted as far as the limit, and not beyond."""

from __future__ import annotations

import random
from functools import cache

import pytest

from nodepilot.kit.edit_distance import bounded_distance


@pytest.mark.parametrize(
    ("one", "other", "limit", "distance"),
    [
        ("slack", "slack", 0, 0),
        ("slack", "slak", 1, 1),
        ("slack", "salck", 1, 1),
        ("slack", "slakc", 1, 1),
        ("slack", "stack", 1, 1),
        ("slack", "slackk", 1, 1),
        ("spreadsheet", "spreedsheat", 2, 2),
        ("spreadsheet", "spreedsheat", 1, None),
        ("slack", "jira", 2, None),
        ("", "ab", 2, 2),
        ("slack", "slak", 0, None),
    ],
)
def test_counted(one: str, other: str, limit: int, distance: int | None) -> None:
    assert bounded_distance(one, other, limit) == distance


def test_as_many_as_the_definition_says() -> None:
    chance = random.Random(7)  # noqa: S311 - no secret
    for _ in range(4000):
        one, other = ("".join(chance.choices("ab", k=chance.randint(0, 6))) for _ in range(2))
        limit = chance.randint(0, 6)
        distance = defined(one, other)
        assert bounded_distance(one, other, limit) == (distance if distance <= limit else None)


@cache
def defined(one: str, other: str) -> int:
    """The distance by its definition: the least of all ways to begin at the end."""
    if not one or not other:
        return len(one) + len(other)
    ways = [
        defined(one[:-1], other) + 1,
        defined(one, other[:-1]) + 1,
        defined(one[:-1], other[:-1]) + (one[-1] != other[-1]),
    ]
    if len(one) > 1 and len(other) > 1 and one[-1] == other[-2] and one[-2] == other[-1]:
        ways.append(defined(one[:-2], other[:-2]) + 1)
    return min(ways)
