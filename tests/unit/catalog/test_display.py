from __future__ import annotations

from typing import Any

import pytest

from nodepilot.catalog.display import find_shown, is_shown, matches
from nodepilot.catalog.jsvalues import UNDEFINED
from nodepilot.catalog.model import DisplayOptions
from tests.unit.catalog.making import prop, version

SAMPLE = version(version=[1, 2, 2.1])


def shown(values: dict[str, Any], *, root: dict[str, Any] | None = None, **conditions: Any) -> bool:
    return is_shown(DisplayOptions(**conditions), values, SAMPLE, root=root)


@pytest.mark.parametrize(
    ("conditions", "actual", "expected"),
    [
        (["a", "b"], ["b"], True),
        (["a"], ["b"], False),
        ([True], [1], False),
        ([1], [True], False),
        ([1], [1.0], True),
        (["1"], [1], False),
        ([None], [UNDEFINED], False),
        (["a"], ["x", "a"], True),
        ([{"_cnd": {"gte": 2}}], [2.1], True),
        ([{"_cnd": {"gte": 2}}], [1.9], False),
        ([{"_cnd": {"lt": 2}}], [UNDEFINED], False),
        ([{"_cnd": {"gt": 2}}], ["3"], True),
        ([{"_cnd": {"between": {"from": 1, "to": 2}}}], [1.5], True),
        ([{"_cnd": {"eq": {"a": 1}}}], [{"a": 1}], True),
        ([{"_cnd": {"not": "a"}}], ["b"], True),
        ([{"_cnd": {"not": "a"}}], [], True),
        ([{"_cnd": {"eq": "a"}}], [], False),
        ([{"_cnd": {"includes": "b"}}], ["abc"], True),
        ([{"_cnd": {"includes": "b"}}], [["b"]], False),
        ([{"_cnd": {"startsWith": "a"}}], ["abc"], True),
        ([{"_cnd": {"endsWith": "c"}}], ["abc"], True),
        ([{"_cnd": {"regex": "^a.c$"}}], ["abc"], True),
        ([{"_cnd": {"regex": "^a$"}}], [1], False),
        ([{"_cnd": {"exists": True}}], [""], False),
        ([{"_cnd": {"exists": True}}], [None], False),
        ([{"_cnd": {"exists": True}}], [0], True),
        ([{"_cnd": {"gte": 2}}], [3, 1], False),
        ([{"_cnd": {"unheard": 2}}], [3], False),
        ([{"_cnd": {"gte": 2}, "more": 1}], [3], False),
    ],
)
def test_conditions(conditions: list[Any], actual: list[Any], expected: bool) -> None:
    assert matches(conditions, actual) is expected


def test_all_of_show_and_none_of_hide() -> None:
    assert is_shown(None, {}, SAMPLE)
    assert shown({"a": "x", "b": 1}, show={"a": ["x"], "b": [1, 2]})
    assert not shown({"a": "x", "b": 3}, show={"a": ["x"], "b": [1, 2]})
    assert not shown({"a": "x"}, hide={"a": ["x"]})
    assert shown({}, hide={"a": ["x"]})


def test_an_expression_shows_at_once() -> None:
    assert shown({"a": "={{ $json.a }}", "b": "y"}, show={"a": ["x"]}, hide={"b": ["y"]})
    assert not shown({"b": "no", "a": "={{ $json.a }}"}, show={"b": ["x"], "a": ["x"]})
    assert shown({"a": "={{ $json.a }}"}, hide={"a": ["x"]})


def test_where_names_are_looked_up() -> None:
    root = {"resource": "user", "options": {"mode": "fast"}}
    assert shown({"resource": "other"}, root=root, show={"/resource": ["user"], "/options.mode": ["fast"]})
    assert not shown({"resource": "other"}, root=root, show={"resource": ["user"]})
    assert shown({"list": [{"a": 1}]}, show={"list[0].a": [1]})
    assert shown({"a.b": 1}, show={"a.b": [1]})


def test_version_tool_and_feature() -> None:
    options = DisplayOptions(show={"@version": [{"_cnd": {"gte": 2.1}}]})
    assert is_shown(options, {}, SAMPLE)
    assert not is_shown(options, {}, SAMPLE, type_version=2)
    assert shown({}, show={"@tool": [False]})
    tool = version(
        name="sampleTool", features={"new": {"@version": [{"_cnd": {"gte": 1}}]}, "old": {"@version": [0]}}
    )
    assert is_shown(DisplayOptions(show={"@tool": [True]}), {}, tool)
    assert is_shown(DisplayOptions(show={"@feature": ["new"]}), {}, tool)
    assert not is_shown(DisplayOptions(show={"@feature": ["old"]}), {}, tool)
    assert is_shown(DisplayOptions(hide={"@feature": ["new"]}), {}, tool, type_version=0)


def test_a_resource_locator_counts_as_its_value() -> None:
    locator = {"__rl": True, "mode": "id", "value": "x"}
    assert shown({"a": locator}, show={"a": ["x"]})
    assert not shown({"a": {**locator, "__rl": False}}, show={"a": ["x"]})


def test_one_accepted_item_of_a_list_is_enough() -> None:
    assert shown({"a": ["x", "y"]}, show={"a": ["y"]})
    assert not shown({"a": []}, show={"a": ["y"]})
    assert shown({"a": []}, hide={"a": ["y"]})


def test_the_property_of_a_name_that_is_shown() -> None:
    sample = version(
        prop("text", displayOptions={"show": {"kind": ["a"]}}),
        prop("text", "number", displayOptions={"show": {"kind": ["b"]}}),
    )
    found = find_shown(sample, "text", {"kind": "b"})
    assert found is not None
    assert found.type == "number"
    assert find_shown(sample, "text", {"kind": "c"}) is None
