from __future__ import annotations

import pytest

from nodepilot.workflow.edits.paths import MISSING, get_at, parse, set_at, unset_at


def test_reading() -> None:
    value = {"a": [{"b.c": 1}]}
    assert get_at(value, parse('a[0]["b.c"]')) == 1
    assert get_at(value, ["a", 1]) is MISSING
    assert get_at(value, ["a", "x"]) is MISSING
    assert get_at({"a": None}, ["a"]) is None


def test_writing_shares_what_stays() -> None:
    value = {"a": {"x": [1]}, "b": {"y": 2}}
    made = set_at(value, ["b", "y"], 3)
    assert made == {"a": {"x": [1]}, "b": {"y": 3}}
    assert made["a"] is value["a"]
    assert value["b"] == {"y": 2}


def test_writing_makes_what_is_missing_on_the_way() -> None:
    assert set_at({}, ["a", "b", 0, "c"], 1) == {"a": {"b": [{"c": 1}]}}
    assert set_at({"a": [1]}, ["a", 1], 2) == {"a": [1, 2]}


def test_a_new_key_goes_where_it_is_told() -> None:
    assert list(set_at({"a": 1, "c": 3}, ["b"], 2, place=1)) == ["a", "b", "c"]
    assert list(set_at({"a": 1, "c": 3}, ["b"], 2)) == ["a", "c", "b"]
    assert list(set_at({"a": 1, "c": 3}, ["a"], 2, place=1)) == ["a", "c"]


@pytest.mark.parametrize(
    ("path", "left"),
    [
        (["a"], {"b": [1, 2]}),
        (["b", 0], {"a": 1, "b": [2]}),
        (["x"], {"a": 1, "b": [1, 2]}),
        (["b", 7], {"a": 1, "b": [1, 2]}),
    ],
)
def test_removing(path: list[str | int], left: object) -> None:
    assert unset_at({"a": 1, "b": [1, 2]}, path) == left
