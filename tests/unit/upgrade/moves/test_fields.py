from __future__ import annotations

import pytest

from tests.unit.upgrade.raising import LANGCHAIN, looks, parameters, raised


def test_values_become_assignments() -> None:
    found = raised(
        "set",
        1,
        values={
            "string": [{"name": "a", "value": "x"}, {"name": "b", "value": "=Hello {{ $json.b }}"}],
            "boolean": [{"name": "c", "value": True}],
            "number": [{"name": "d", "value": 5}],
        },
        options={"dotNotation": False},
    )
    assert (found.version, found.stays) == (3.5, None)
    assert parameters(found) == {
        "assignments": {
            "assignments": [
                {"name": "c", "value": True, "type": "boolean"},
                {"name": "d", "value": 5, "type": "number"},
                {"name": "a", "value": "x", "type": "string"},
                {"name": "b", "value": "=Hello {{ $json.b }}", "type": "string"},
            ]
        },
        "options": {"dotNotation": False},
        "includeOtherFields": True,
    }
    assert looks(found) == []


def test_keeping_only_what_is_set() -> None:
    made = parameters(raised("set", 2, keepOnlySet=True, values={"string": [{"name": "a", "value": "x"}]}))
    assert "includeOtherFields" not in made


def test_an_expression_alone_may_be_of_any_type() -> None:
    found = raised("set", 2, values={"string": [{"name": "whole", "value": "={{ $json.customer }}"}]})
    assert "`whole`" in looks(found)[0]


def test_fields_become_assignments() -> None:
    found = raised(
        "set",
        3.2,
        fields={
            "values": [
                {"name": "a", "stringValue": "x"},
                {"name": "b", "type": "numberValue", "numberValue": "7"},
                {"name": "c", "type": "booleanValue", "booleanValue": "false"},
                {"name": "d", "type": "objectValue", "objectValue": "={{ $json }}"},
            ]
        },
        include="selected",
        includeFields="e",
    )
    made = parameters(found)
    assert [(each["type"], each["value"]) for each in made["assignments"]["assignments"]] == [
        ("string", "x"),
        ("number", 7),
        ("boolean", False),
        ("object", "={{ $json }}"),
    ]
    assert (made["includeOtherFields"], made["include"], made["includeFields"]) == (True, "selected", "e")
    assert "fields" not in made


@pytest.mark.parametrize(
    ("options", "after"),
    [
        ({}, {"stripBinary": True}),
        ({"includeBinary": True}, {}),
        ({"includeBinary": False}, {"stripBinary": True}),
    ],
)
def test_files_go_along_as_before(options: dict[str, bool], after: dict[str, bool]) -> None:
    assert parameters(raised("set", 3.3, includeOtherFields=True, options=options))["options"] == after


def test_nothing_else_included_means_no_files_either() -> None:
    made = parameters(raised("set", 3.2, include="none", options={"includeBinary": True}))
    assert "includeOtherFields" not in made
    assert made["options"] == {}


def test_a_session_key_is_written_out() -> None:
    assert parameters(raised(f"{LANGCHAIN}memoryBufferWindow", 1)) == {
        "sessionIdType": "customKey",
        "sessionKey": "chat_history",
    }
    made = parameters(raised(f"{LANGCHAIN}memoryBufferWindow", 1.1, sessionKey="={{ $json.id }}"))
    assert made == {"sessionKey": "={{ $json.id }}", "sessionIdType": "customKey"}


def test_a_schema_under_its_new_name() -> None:
    made = parameters(raised(f"{LANGCHAIN}outputParserStructured", 1.1, jsonSchema='{"type": "object"}'))
    assert made == {"schemaType": "manual", "inputSchema": '{"type": "object"}'}
    assert raised(f"{LANGCHAIN}outputParserStructured", 1.1).stays
