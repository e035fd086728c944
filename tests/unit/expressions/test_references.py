"""Finding and renaming references to nodes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nodepilot.expressions.javascript import parse
from nodepilot.expressions.live_references import find_live_references
from nodepilot.expressions.references import (
    find_expression_references,
    find_references,
    rename_references,
    rename_references_in_code,
)


@pytest.mark.parametrize(
    ("code", "names"),
    [
        ("$('A').item.json.x", ["A"]),
        ('$("A B").first()', ["A B"]),
        ("$(`A`).all()", ["A"]),
        ("$node['A'].json", ["A"]),
        ("$node.A.json", ["A"]),
        ("$items('A', 0, 0)[1]", ["A"]),
        (r"$('It\'s \"A\"').item", ['It\'s "A"']),
        (r"$('caf\u00e9').item", ["café"]),
        ("$('A').item.json.x + $node[\"B\"].json.y", ["A", "B"]),
        ("$($json.name)", []),
        ("$(`${a}`)", []),
        ("my$('A')", []),
        ("$json.node.A", []),
    ],
)
def test_names(code: str, names: list[str]) -> None:
    assert [reference.name for reference in find_references(code)] == names


def test_offsets_count_in_the_whole_expression() -> None:
    value = "=a {{ 1 }} {{ $('Node').item.json.x }}"
    [reference] = find_expression_references(value)
    assert value[reference.start : reference.end] == "Node"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("={{ $('Old').item.json.a }}", "={{ $('New').item.json.a }}"),
        ('=x {{ $node["Old"].json.a }} {{ $json.Old }}', '=x {{ $node["New"].json.a }} {{ $json.Old }}'),
        ("={{ $node.Old.json.a }}", "={{ $node.New.json.a }}"),
        ("={{ $items('Old', 0) }}", "={{ $items('New', 0) }}"),
        ("={{ $('Older').item }}", "={{ $('Older').item }}"),
        ("=$('Old').item", "=$('Old').item"),
        ("$('Old').item", "$('Old').item"),
        (
            r"={{ $('Old').item.json.a.replace('\}}', '') }}",
            r"={{ $('New').item.json.a.replace('\}}', '') }}",
        ),
    ],
)
def test_renaming(before: str, after: str) -> None:
    assert rename_references(before, "Old", "New") == after


def test_a_dot_becomes_brackets_where_the_new_name_needs_them() -> None:
    assert (
        rename_references("={{ $node.Old.json.a }}", "Old", "New Name") == '={{ $node["New Name"].json.a }}'
    )
    assert rename_references("={{ $node?.Old.json.a }}", "Old", "a-b") == '={{ $node?.["a-b"].json.a }}'


def test_quotes_are_escaped() -> None:
    assert rename_references("={{ $('Old').item }}", "Old", "It's") == r"={{ $('It\'s').item }}"


def test_renaming_in_a_program() -> None:
    code = "const a = $('Old').all();\nconst b = $node['Old'].json;\nreturn a;"
    assert rename_references_in_code(code, "Old", "New") == code.replace("Old", "New")


@given(st.text(min_size=1, max_size=12), st.text(min_size=1, max_size=12))
def test_renaming_there_and_back_changes_nothing(old: str, new: str) -> None:
    if old == new:
        return
    value = rename_references("={{ $('Placeholder').item.json.a }}", "Placeholder", old)
    there = rename_references(value, old, new)
    if "\\}}" in value or "}}" in old or "}}" in new or "{{" in old or "{{" in new:
        return
    assert [reference.name for reference in find_expression_references(there)] == [new]
    assert rename_references(there, new, old) == value


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("// $('A')\nreturn $('B').all();", [("B", False)]),
        ("const text = \"$('A')\"; $node['B'].json", [("B", False)]),
        ("try { $('A').all() } catch {}", [("A", True)]),
        ("const $ = load(html); $('h1').text()", []),
        ("$node.A.json; $items(`B`)", [("A", False), ("B", False)]),
    ],
)
def test_live_references(code: str, expected: list[tuple[str, bool]]) -> None:
    assert [(each.name, each.guarded) for each in find_live_references(parse(code).root_node)] == expected
