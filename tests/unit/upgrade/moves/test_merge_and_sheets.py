from __future__ import annotations

from typing import Any

import pytest

from tests.unit.upgrade.raising import parameters, raised

DOCUMENT = {"__rl": True, "mode": "id", "value": "1"}
SHEET = {"__rl": True, "mode": "name", "value": "Sheet1"}


@pytest.mark.parametrize(
    ("version", "given", "expected"),
    [
        (1, {"mode": "append"}, {}),
        (1, {"mode": "wait"}, {"mode": "chooseBranch", "output": "empty"}),
        (1, {"mode": "passThrough", "output": "input2"}, {"mode": "chooseBranch", "useDataOfInput": 2}),
        (2, {}, {}),
        (
            2.1,
            {"mode": "combine", "mergeByFields": {"values": [{"field1": "a", "field2": "b"}]}},
            {
                "mode": "combine",
                "combineBy": "combineByFields",
                "advanced": True,
                "mergeByFields": {"values": [{"field1": "a", "field2": "b"}]},
            },
        ),
        (
            2.1,
            {
                "mode": "combine",
                "combinationMode": "multiplex",
                "options": {"clashHandling": {"values": {"resolveClash": "preferInput2"}}},
            },
            {
                "mode": "combine",
                "combineBy": "combineAll",
                "options": {"clashHandling": {"values": {"resolveClash": "preferLast"}}},
            },
        ),
        (2.1, {"mode": "chooseBranch", "output": "empty"}, {"mode": "chooseBranch", "output": "empty"}),
        (2.1, {"mode": "chooseBranch"}, {"mode": "chooseBranch", "useDataOfInput": 1}),
    ],
)
def test_merge(version: float, given: dict[str, Any], expected: dict[str, Any]) -> None:
    found = raised("merge", version, **given)
    assert (found.version, found.stays) == (3.2, None)
    assert parameters(found) == expected


@pytest.mark.parametrize("mode", ["mergeByIndex", "mergeByKey", "keepKeyMatches", "multiplex"])
def test_ways_of_merging_that_stay(mode: str) -> None:
    assert raised("merge", 1, mode=mode).raw is None


def test_columns_of_a_sheet() -> None:
    made = parameters(
        raised(
            "googleSheets",
            3,
            operation="append",
            documentId=DOCUMENT,
            sheetName=SHEET,
            dataMode="defineBelow",
            fieldsUi={"fieldValues": [{"fieldId": "A", "fieldValue": "={{ $json.a }}"}]},
        )
    )
    columns = made["columns"]
    assert (columns["mappingMode"], columns["value"]) == ("defineBelow", {"A": "={{ $json.a }}"})
    assert [each["displayName"] for each in columns["schema"]] == ["A"]
    assert made["options"] == {"cellFormat": "RAW"}


def test_columns_filled_by_their_names() -> None:
    given: dict[str, Any] = {
        "operation": "appendOrUpdate",
        "documentId": DOCUMENT,
        "sheetName": SHEET,
        "columnToMatchOn": "Key",
    }
    made = parameters(raised("googleSheets", 3, dataMode="autoMapInputData", **given))
    assert made["columns"]["matchingColumns"] == ["Key"]
    assert made["columns"]["mappingMode"] == "autoMapInputData"


def test_rows_are_read_once_as_before() -> None:
    found = raised("googleSheets", 4, documentId=DOCUMENT, sheetName=SHEET)
    assert found.raw
    assert found.raw["executeOnce"] is True
    lookups = {"values": [{"lookupColumn": "A", "lookupValue": "={{ $json.a }}"}]}
    found = raised("googleSheets", 4, documentId=DOCUMENT, sheetName=SHEET, filtersUI=lookups)
    assert (found.version, "several items" in (found.stays or "")) == (4.1, True)


def test_how_lookups_are_joined_is_written_out() -> None:
    lookups = {
        "values": [{"lookupColumn": "A", "lookupValue": "1"}, {"lookupColumn": "B", "lookupValue": "2"}]
    }
    made = parameters(raised("googleSheets", 4.2, documentId=DOCUMENT, sheetName=SHEET, filtersUI=lookups))
    assert made["combineFilters"] == "OR"
    assert made["options"] == {"returnFirstMatch": True}
