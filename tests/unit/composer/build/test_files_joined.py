"""Files and sheets whose rows become one list, and names that are everyday words."""

from __future__ import annotations

import pytest

from tests.unit.composer.building import nodes, parameters, types


@pytest.mark.parametrize(
    ("request_", "expected"),
    [
        (
            "Join orders.csv and customers.csv from Google Drive by customer_id and save the result as an Excel file in Drive",
            [
                "manualTrigger",
                "googleDrive",
                "googleDrive",
                "extractFromFile",
                "googleDrive",
                "googleDrive",
                "extractFromFile",
                "merge",
                "convertToFile",
                "googleDrive",
            ],
        ),
        (
            "Merge a.xlsx and b.xlsx from Dropbox into one list and write it to MySQL",
            ["manualTrigger", "dropbox", "extractFromFile", "dropbox", "extractFromFile", "merge", "mySql"],
        ),
        (
            "Merge the sheets January and February in my Google Sheet and save everything in the sheet All",
            ["manualTrigger", "googleSheets", "googleSheets", "merge", "googleSheets"],
        ),
        (
            "Upload a CSV in a form and insert only the rows with a valid email in MySQL",
            ["formTrigger", "extractFromFile", "filter", "mySql"],
        ),
        (
            "Descarga el archivo productos.xml por FTP, conviértelo a JSON y guarda los productos en MongoDB",
            ["manualTrigger", "ftp", "extractFromFile", "xml", "code", "mongoDb"],
        ),
        (
            "Create a Trello card for every row in my Google Sheet Tasks",
            ["manualTrigger", "googleSheets", "trello"],
        ),
    ],
)
def test_steps_in_order(request_: str, expected: list[str]) -> None:
    assert types(request_) == expected


def test_each_list_has_its_own_name() -> None:
    request = "Merge the sheets January and February in my Google Sheet and save everything in the sheet All"
    sheets = [
        n["parameters"]["sheetName"]["value"] for n in nodes(request) if n["type"].endswith("googleSheets")
    ]
    assert sheets == ["January", "February", "All"]


def test_a_table_may_be_called_like_a_verb() -> None:
    request = "Get the last 20 rows of the MySQL table log and email them as a table"
    assert parameters(request, "mySql")["table"]["value"] == "log"
    assert parameters(request, "gmail")["sendTo"] == "you@example.com"
