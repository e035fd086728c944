from __future__ import annotations

from typing import Any

import pytest

from nodepilot.catalog.jsvalues import UNDEFINED, compare, deeply_equal, get_path, is_truthy, strictly_equal


@pytest.mark.parametrize(
    ("value", "expected"),
    [([], True), ({}, True), ("0", True), (0, False), ("", False), (None, False), (UNDEFINED, False)],
)
def test_truth(value: Any, expected: bool) -> None:
    assert is_truthy(value) is expected


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        (1, 1.0, True),
        (1, True, False),
        (0, False, False),
        ("1", 1, False),
        (None, UNDEFINED, False),
        ([], [], False),
    ],
)
def test_strict_equality(left: Any, right: Any, expected: bool) -> None:
    assert strictly_equal(left, right) is expected


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        ({"a": [1, {"b": None}]}, {"a": [1, {"b": None}]}, True),
        ({"a": 1}, {"a": True}, False),
        ({"a": 1}, {"a": 1, "b": 2}, False),
        ([1], [1, 2], False),
        ([], {}, False),
    ],
)
def test_deep_equality(left: Any, right: Any, expected: bool) -> None:
    assert deeply_equal(left, right) is expected


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        (2, 1, 1),
        ("10", "9", -1),
        ("10", 9, 1),
        ("", 0, 0),
        (None, 0, 0),
        (True, 1, 0),
        ("x", 1, None),
        ([], 1, None),
    ],
)
def test_order(left: Any, right: Any, expected: int | None) -> None:
    assert compare(left, right) == expected


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("a.b[1].c", 2),
        ("a.b.1.c", 2),
        ("a.b[2]", UNDEFINED),
        ("x.y", 3),
        ("a.b.c", UNDEFINED),
        ("a.n.z", UNDEFINED),
    ],
)
def test_paths(path: str, expected: Any) -> None:
    value = {"a": {"b": [{"c": 1}, {"c": 2}], "n": None}, "x.y": 3}
    assert get_path(value, path) == expected
