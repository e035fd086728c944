from __future__ import annotations

from typing import Any

import pytest

from nodepilot.catalog.build.properties import property_facts
from nodepilot.catalog.decode import decode_property
from tests.unit.catalog.making import prop


def facts(kind: str = "string", **more: Any) -> dict[str, Any]:
    return property_facts(prop("a", kind, **more))


def test_words_for_people_go() -> None:
    kept = facts(
        description="d", hint="h", placeholder="p", builderHint={"message": "m"}, routing={"request": {}}
    )
    assert kept == {"name": "a", "type": "string", "displayName": "A", "default": ""}


def test_what_decides_about_values_stays() -> None:
    kept = facts(
        "number",
        required=True,
        noDataExpression=True,
        validateType="number",
        displayOptions={"show": {"b": [1]}, "showOnDeployment": "cloud"},
        typeOptions={
            "minValue": 1,
            "maxValue": 9,
            "rows": 4,
            "loadOptions": {"routing": {"url": "={{ code }}"}},
        },
    )
    assert kept["displayOptions"] == {"show": {"b": [1]}}
    assert kept["typeOptions"] == {"minValue": 1, "maxValue": 9, "loadsOptions": True}
    decoded = decode_property(kept)
    assert (decoded.required, decoded.no_data_expression, decoded.validate_type) == (True, True, "number")
    assert (decoded.type_options.min_value, decoded.type_options.max_value) == (1, 9)
    assert decoded.type_options.loads_options


def test_no_default_is_not_null() -> None:
    raw = prop("a")
    del raw["default"]
    assert not decode_property(property_facts(raw)).has_default
    assert decode_property(facts(default=None)).has_default


def test_empty_and_missing_type_options_differ() -> None:
    assert decode_property(facts(typeOptions={})).has_type_options
    assert not decode_property(facts()).has_type_options
    assert decode_property(facts(typeOptions={"multipleValues": False})).type_options.multiple_values is False
    assert decode_property(facts(typeOptions={})).type_options.multiple_values is None


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("={{ $nodeVersion >= 2.3 ? 3 : $nodeVersion >= 2.2 ? 2 : 1 }}", [[2.3, 3], [2.2, 2], [0, 1]]),
        ("={{ $nodeVersion >=3.4 ? 3 : 1 }}", [[3.4, 3], [0, 1]]),
        (2, [[0, 2]]),
    ],
)
def test_filter_versions_by_typeversion(given: Any, expected: list[Any]) -> None:
    kept = facts("filter", typeOptions={"filter": {"version": given, "caseSensitive": "={{ code }}"}})
    assert kept["typeOptions"]["filter"] == {"versions": expected}


def test_an_action_names_a_node_and_is_no_sentence() -> None:
    options = [
        {"name": "Get", "value": "get", "action": "Get a user"},
        {"name": "Find", "value": "find", "action": "Find " + "every single " * 6 + "user"},
    ]
    assert [choice.action for choice in decode_property(facts("options", options=options)).choices] == [
        "Get a user",
        None,
    ]
