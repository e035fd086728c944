from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from nodepilot.catalog import Choice, DisplayOptions, Property, PropertyGroup
from nodepilot.catalog.comparison.change import ChangeKind
from nodepilot.catalog.comparison.properties import property_differences

TEXT = Property("text", "Text", "string", default="")


def choices(*values: str, **labels: str) -> tuple[Choice, ...]:
    return tuple(Choice(value, labels.get(value, value)) for value in values)


def found(before: list[Property], after: list[Property]) -> list[tuple[Any, ...]]:
    return [tuple(each) for each in property_differences(before, after)]


@pytest.mark.parametrize(
    ("after", "expected"),
    [
        ([TEXT], []),
        ([], [(ChangeKind.PARAMETER_REMOVED, "text", "text", None, "")]),
        ([replace(TEXT, name="message")], [(ChangeKind.PARAMETER_RENAMED, "text", "text", "message", "")]),
        ([replace(TEXT, default="x")], [(ChangeKind.DEFAULT, "text", "", "x", "")]),
        ([replace(TEXT, required=True)], [(ChangeKind.REQUIRED, "text", False, True, "")]),
        ([replace(TEXT, type="number")], [(ChangeKind.PARAMETER_TYPE, "text", "string", "number", "")]),
    ],
)
def test_one_parameter(after: list[Property], expected: list[Any]) -> None:
    assert found([TEXT], after) == expected


def test_what_has_no_value_does_not_count() -> None:
    assert found([TEXT], [TEXT, Property("note", "", "notice")]) == []


def test_nested_parameters_are_named_by_their_path() -> None:
    old = Property("options", "Options", "collection", children=(TEXT,))
    group = PropertyGroup("values", "Values", (TEXT,))
    rules = Property("rules", "Rules", "fixedCollection", groups=(group,))
    assert found([old], [replace(old, children=())]) == [
        (ChangeKind.PARAMETER_REMOVED, "options.text", "options.text", None, "")
    ]
    assert found([], [rules]) == [(ChangeKind.PARAMETER_ADDED, "rules", None, "rules", "")]
    added = replace(rules, groups=(replace(group, values=(TEXT, replace(TEXT, name="b", display_name="B"))),))
    assert found([rules], [added]) == [
        (ChangeKind.PARAMETER_ADDED, "rules.values.b", None, "rules.values.b", "")
    ]


def test_choices() -> None:
    old = Property("operation", "Operation", "options", choices=choices("a", "b", b="Bee"))
    new = replace(old, choices=choices("a", "bee", "c", bee="Bee"))
    assert found([old], [new]) == [
        (ChangeKind.CHOICE_RENAMED, "operation", "b", "bee", ""),
        (ChangeKind.CHOICE_ADDED, "operation", None, "c", ""),
    ]


def test_choices_by_resource() -> None:
    def operation(resource: str, *values: str) -> Property:
        options = DisplayOptions(show={"resource": [resource]})
        return Property(
            "operation", "Operation", "options", choices=choices(*values), display_options=options
        )

    before = [operation("user", "get", "list"), operation("team", "get")]
    after = [operation("user", "get"), operation("team", "get", "list")]
    assert found(before, after) == [
        (ChangeKind.CHOICE_REMOVED, "operation", "list", None, "resource user"),
        (ChangeKind.CHOICE_ADDED, "operation", None, "list", "resource team"),
    ]
    moved = [operation("person", "get", "list"), operation("team", "get")]
    assert found(before, moved) == []


def test_a_moment_is_no_default() -> None:
    old = replace(TEXT, default="2026-01-01T00:00:00.000+00:00")
    assert found([old], [replace(old, default="2026-02-01T00:00:00.000+00:00")]) == []
    assert len(found([old], [replace(old, default="")])) == 1


def test_two_labels_of_one_name_are_no_renaming() -> None:
    after = [replace(TEXT, name="a"), replace(TEXT, name="b")]
    kinds = [each[0] for each in found([TEXT], after)]
    assert kinds == [ChangeKind.PARAMETER_REMOVED, ChangeKind.PARAMETER_ADDED, ChangeKind.PARAMETER_ADDED]
