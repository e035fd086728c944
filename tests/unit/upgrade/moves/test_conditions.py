from __future__ import annotations

from typing import Any

import pytest

from tests.unit.upgrade.raising import looks, parameters, raised

OPTIONS = {"caseSensitive": True, "leftValue": "", "typeValidation": "loose", "version": 1}
STRING = {"value1": "={{ $json.a }}", "operation": "equal", "value2": "x"}


def condition(kind: str, operation: str, left: Any, right: Any, **more: Any) -> dict[str, Any]:
    operator = {"type": kind, "operation": operation, **more}
    return {"leftValue": left, "rightValue": right, "operator": operator}


def test_if() -> None:
    found = raised(
        "if",
        1,
        combineOperation="any",
        conditions={
            "string": [STRING, {"value1": "={{ $json.b }}", "operation": "isEmpty"}],
            "boolean": [{"value1": True, "value2": True}],
            "number": [{"value1": "={{ $json.n }}", "operation": "largerEqual", "value2": 5}],
            "dateTime": [{"value1": "={{ $json.d }}", "operation": "before", "value2": "2030-01-01"}],
        },
    )
    assert (found.version, found.stays) == (2.3, None)
    assert parameters(found) == {
        "conditions": {
            "options": OPTIONS,
            "combinator": "or",
            "conditions": [
                condition("boolean", "equals", True, True),
                condition("dateTime", "before", "={{ $json.d }}", "2030-01-01"),
                condition("number", "gte", "={{ $json.n }}", 5),
                condition("string", "equals", "={{ $json.a }}", "x"),
                condition("string", "empty", "={{ $json.b }}", "", singleValue=True),
            ],
        },
        "options": {},
        "looseTypeValidation": True,
    }
    assert len(looks(found)) == 1


def test_filter() -> None:
    found = raised("filter", 1, conditions={"string": [STRING]})
    assert found.version == 2.3
    assert parameters(found)["conditions"]["combinator"] == "and"


def test_ids_are_told_apart_and_stay_the_same() -> None:
    def ids() -> list[str]:
        found = raised("if", 1, conditions={"string": [STRING, STRING]})
        assert found.raw
        return [each["id"] for each in found.raw["parameters"]["conditions"]["conditions"]]

    assert len(set(ids())) == 2
    assert ids() == ids()


@pytest.mark.parametrize(
    "given",
    [
        {"conditions": {"string": [{"value1": "a", "operation": "sounds like", "value2": "b"}]}},
        {"conditions": {"string": [{"value1": "a", "operation": "={{ $json.o }}", "value2": "b"}]}},
        {"conditions": {"string": [STRING]}, "combineOperation": "={{ $json.c }}"},
    ],
)
def test_what_cannot_be_told_stays(given: dict[str, Any]) -> None:
    found = raised("if", 1, **given)
    assert found.raw is None
    assert found.stays


def test_the_switch_for_loose_types_moves() -> None:
    made = parameters(raised("if", 2, options={"looseTypeValidation": True}))
    assert made == {"options": {}, "looseTypeValidation": True}
