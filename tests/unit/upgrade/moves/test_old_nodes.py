from __future__ import annotations

from typing import Any

import pytest

from tests.unit.upgrade.raising import BASE, parameters, raised


def test_function_becomes_code() -> None:
    found = raised("function", 1, functionCode="return items;")
    assert (found.type, found.version, found.stays) == (f"{BASE}code", 2, None)
    assert parameters(found) == {"jsCode": "return items;"}


def test_function_item_keeps_what_item_means() -> None:
    found = raised("functionItem", 1, functionCode="item.a = 1;\nreturn item;")
    assert parameters(found) == {
        "mode": "runOnceForEachItem",
        "jsCode": "const item = $json;\nitem.a = 1;\nreturn item;",
    }


@pytest.mark.parametrize(
    "code",
    [
        "const d = getWorkflowStaticData('node'); return items;",
        "return this.helpers.request('x');",
        "const m = require('moment'); return items;",
        "return $item(1);",
        "",
        "={{ $json.code }}",
    ],
)
def test_programs_that_mean_something_else_there(code: str) -> None:
    found = raised("function", 1, functionCode=code)
    assert found.raw is None
    assert found.stays


@pytest.mark.parametrize(
    ("operation", "given", "kind", "expected"),
    [
        (None, {"fieldToSplitOut": "a"}, "splitOut", {"fieldToSplitOut": "a"}),
        (
            "splitOutItems",
            {
                "fieldToSplitOut": "a",
                "include": "selectedOtherFields",
                "fieldsToInclude": {"fields": [{"fieldName": "b"}, {"fieldName": "c.d"}]},
            },
            "splitOut",
            {"fieldToSplitOut": "a", "include": "selectedOtherFields", "fieldsToInclude": "b, c.d"},
        ),
        (
            "aggregateItems",
            {"aggregate": "aggregateAllItemData"},
            "aggregate",
            {"aggregate": "aggregateAllItemData"},
        ),
        ("limit", {"maxItems": 3}, "limit", {"maxItems": 3}),
        ("sort", {"sortFieldsUi": {"sortField": [{"fieldName": "a"}]}}, "sort", None),
        ("removeDuplicates", {}, "removeDuplicates", None),
    ],
)
def test_item_lists(
    operation: str | None, given: dict[str, Any], kind: str, expected: dict[str, Any] | None
) -> None:
    chosen = {} if operation is None else {"operation": operation}
    found = raised("itemLists", 1, **chosen, **given)
    assert found.type == f"{BASE}{kind}"
    made = parameters(found)
    assert expected is None or made == expected


def test_a_sort_by_program_stays() -> None:
    assert raised("itemLists", 1, operation="sort", type="code", code="return 1;").raw is None


def test_spreadsheets() -> None:
    found = raised("spreadsheetFile", 2, operation="toFile", fileFormat="xlsx", options={"fileName": "a"})
    assert found.type == f"{BASE}convertToFile"
    assert parameters(found) == {"operation": "xlsx", "options": {"fileName": "a"}}
    found = raised("spreadsheetFile", 2, fileFormat="csv")
    assert (found.type, parameters(found)) == (f"{BASE}extractFromFile", {})
    assert raised("spreadsheetFile", 1).raw is None


def test_files_on_disk() -> None:
    found = raised("readBinaryFile", 1, filePath="/data/a (1).pdf", dataPropertyName="pdf")
    assert parameters(found) == {"fileSelector": "/data/a (1).pdf", "options": {"dataPropertyName": "pdf"}}
    assert raised("readBinaryFile", 1, filePath="/data/*.pdf").raw is None
    assert parameters(raised("readBinaryFiles", 1, fileSelector="*.pdf")) == {"fileSelector": "*.pdf"}
    found = raised("writeBinaryFile", 1, fileName="a")
    assert parameters(found) == {"operation": "write", "fileName": "a"}


def test_html() -> None:
    values = {"values": [{"key": "t", "cssSelector": "h1"}]}
    found = raised("htmlExtract", 1, extractionValues=values)
    assert found.type == f"{BASE}html"
    assert parameters(found) == {"operation": "extractHtmlContent", "extractionValues": values}


def test_start() -> None:
    assert raised("start", 1, release="1.123.81").type == f"{BASE}manualTrigger"
    assert raised("start", 1).type == f"{BASE}manualTrigger"
