from __future__ import annotations

from typing import Any

import pytest

from nodepilot.catalog import load_catalog
from nodepilot.upgrade.conditions import applies, tool_name, values_at
from nodepilot.upgrade.draft import Draft
from tests.unit.workflow.documents import node, workflow

DOCUMENT = workflow(
    node("Before", "x.before"),
    node("It", typeVersion=1.3, onError="continueErrorOutput"),
    node("After", "x.after"),
    node("Sub", "x.sub"),
    links="Before -main> It, It -main> After, Sub -ai_tool> It",
)
FILLED: dict[str, Any] = {
    "operation": "send",
    "text": "={{ 1 }}",
    "name": "It",
    "list": {
        "values": [{"name": "a.b", "type": "x"}, {"name": "c", "type": "y"}, {"name": "c", "type": "x"}]
    },
}
DRAFT = Draft(
    DOCUMENT.get("It"),
    DOCUMENT,
    load_catalog(),
    "x",
    1.3,
    {"options": {"a": None}, "text": "={{ 1 }}"},
    FILLED,
)


@pytest.mark.parametrize(
    ("condition", "holds"),
    [
        ({"path": "operation", "is": ["send", "reply"]}, True),
        ({"path": "operation", "is": ["reply"]}, False),
        ({"path": "missing", "is": ["reply"]}, False),
        ({"path": "options.a", "given": True}, True),
        ({"path": "operation", "given": True}, False),
        ({"path": "operation", "given": False}, True),
        ({"path": "text", "expression": True}, True),
        ({"path": "operation", "expression": False}, True),
        ({"path": "list.values[].name", "matches": "[.]"}, True),
        ({"path": "list.values[].name", "matches": "z"}, False),
        ({"path": "list.values[].name", "repeats": True}, True),
        ({"path": "operation", "repeats": True}, False),
        ({"path": "list.values[]", "entry": {"name": "^c$", "type": "y"}}, True),
        ({"path": "list.values[]", "entry": {"name": "b", "type": "y"}}, False),
        ({"version": [1.3]}, True),
        ({"version": [1]}, False),
        ({"leads_to": ["x.after"]}, True),
        ({"leads_to": ["x.before"]}, False),
        ({"follows": ["x.before"]}, True),
        ({"attached": "ai_tool"}, True),
        ({"attached": "ai_memory"}, False),
        ({"on_error": ["continueErrorOutput"]}, True),
        ({"tool_name": "name"}, True),
        ({"tool_name": "operation"}, False),
    ],
)
def test_conditions(condition: dict[str, Any], holds: bool) -> None:
    assert applies([condition], DRAFT) is holds
    assert applies([{**condition, "not": True}], DRAFT) is not holds


def test_all_have_to_hold() -> None:
    assert applies([], DRAFT)
    assert not applies([{"version": [1.3]}, {"version": [1]}], DRAFT)


def test_an_unknown_condition_is_a_mistake_of_ours() -> None:
    with pytest.raises(ValueError, match="no condition"):
        applies([{"path": "a", "likes": "b"}], DRAFT)


@pytest.mark.parametrize(
    ("name", "expected"), [("My tool!", "My_tool_"), ("a  b__c-d", "a_b__c-d"), ("x" * 63 + "-y", "x" * 63)]
)
def test_tool_names(name: str, expected: str) -> None:
    assert tool_name(name) == expected


def test_values() -> None:
    assert list(values_at({"a": [{"b": 1}, {"b": 2}]}, "a[].b")) == [1, 2]
    assert list(values_at({"a": ["x"]}, "a[]")) == ["x"]
    assert list(values_at({"a": 1}, "a[].b")) == []
