from __future__ import annotations

from typing import Any

import pytest

from nodepilot.workflow.edits.paths import MISSING
from nodepilot.workflow.merge.values import Conflict, ValueMerge, merged_order


def merged(base: Any, ours: Any, theirs: Any, **changes: Any) -> tuple[Any, list[Conflict]]:
    values = ValueMerge("ours", **changes)
    return values.merge(base, ours, theirs), values.conflicts


@pytest.mark.parametrize(
    ("base", "ours", "theirs", "expected"),
    [
        (1, 1, 2, 2),
        (1, 2, 1, 2),
        (1, 2, 2, 2),
        ({"a": 1}, {}, {"a": 1, "b": 2}, {"b": 2}),
        ({}, {"a": {"x": 1}}, {"a": {"y": 2}}, {"a": {"x": 1, "y": 2}}),
        ([1], [1], [1, 2], [1, 2]),
        (
            [{"id": "1", "a": 1}, {"id": "2"}],
            [{"id": "1", "a": 2}, {"id": "2"}, {"id": "3"}],
            [{"id": "4"}, {"id": "1", "a": 1, "b": 1}],
            [{"id": "4"}, {"id": "1", "a": 2, "b": 1}, {"id": "3"}],
        ),
    ],
)
def test_both_changes(base: Any, ours: Any, theirs: Any, expected: Any) -> None:
    assert merged(base, ours, theirs) == (expected, [])


@pytest.mark.parametrize(
    ("base", "ours", "theirs", "path"),
    [
        (1, 2, 3, ()),
        (True, 1, 0, ()),
        ({"a": {"b": 1}}, {"a": {"b": 2}}, {"a": {}}, ("a", "b")),
        ([1], [1, 2], [1, 3], ()),
        ([{"id": "1"}, {"id": "1"}], [], [{"id": "1"}], ()),
        (
            {"__rl": True, "mode": "id", "value": "a"},
            {"__rl": True, "mode": "name", "value": "a"},
            {"__rl": True, "mode": "id", "value": "b"},
            (),
        ),
    ],
)
def test_clashes(base: Any, ours: Any, theirs: Any, path: tuple[str, ...]) -> None:
    result, conflicts = merged(base, ours, theirs)
    assert result == ours
    (conflict,) = conflicts
    assert conflict.path == path


def test_a_value_taken_away_is_missing() -> None:
    assert merged(1, MISSING, 1) == (MISSING, [])
    result, (conflict,) = merged({"a": 1}, {}, {"a": 2})
    assert result == {}
    assert (conflict.ours, conflict.theirs) == (MISSING, 2)
    theirs = ValueMerge("theirs")
    assert theirs.merge({"a": 1}, {}, {"a": 2}) == {"a": 2}


def test_what_is_settled_is_no_clash() -> None:
    settled = frozenset({("position",)})
    assert merged({"position": 1}, {"position": 2}, {"position": 3}, settled=settled) == ({"position": 2}, [])
    assert merged({"position": 1}, {}, {"position": 3}, settled=settled) == ({"position": 3}, [])


def test_order() -> None:
    assert merged_order(list("abc"), list("axcy")) == list("axbcy")
    assert merged_order([], list("ab")) == list("ab")
    assert merged_order(list("ba"), list("abx")) == list("bxa")
