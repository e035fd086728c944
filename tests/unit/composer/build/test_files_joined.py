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


@pytest.mark.parametrize(
    ("request_", "node", "name", "value"),
    [
        (
            "Fetch https://api.example.com/products, the list is in result.items, and upsert them in Airtable by sku",
            "splitOut",
            "fieldToSplitOut",
            "result.items",
        ),
        (
            "Vergleiche die E-Mails in meinem Google Sheet mit den Kontakten in HubSpot und lege die fehlenden in HubSpot an",
            "merge",
            "joinMode",
            "keepNonMatches",
        ),
    ],
)
def test_places_of_lists(request_: str, node: str, name: str, value: str) -> None:
    assert parameters(request_, node)[name] == value


@pytest.mark.parametrize(
    ("request_", "expected"),
    [
        (
            "Unzip every archive that lands in the SFTP folder /drop and upload the files in it to S3 bucket raw-data",
            ["scheduleTrigger", "ftp", "removeDuplicates", "ftp", "compression", "code", "awsS3"],
        ),
        (
            "Download the zip at https://data.acme.org/export.zip, unpack it and load the CSV inside into MySQL",
            ["manualTrigger", "httpRequest", "compression", "extractFromFile", "mySql"],
        ),
        (
            "Download https://example.com/archive.zip, extract it and upload every file in it to Google Drive",
            ["manualTrigger", "httpRequest", "compression", "code", "googleDrive"],
        ),
        (
            "Take the first 5 rows of leads.csv in Dropbox and send them to me by email",
            ["manualTrigger", "dropbox", "extractFromFile", "limit", "aggregate", "gmail"],
        ),
    ],
)
def test_what_is_in_files(request_: str, expected: list[str]) -> None:
    assert types(request_) == expected
