"""Fields with several values: each of them becomes an item of its own."""

from __future__ import annotations

import pytest

from nodepilot.composer.language.separated import Separated, find_separated
from tests.unit.composer.building import parameters, types


@pytest.mark.parametrize(
    ("request_", "source", "field", "target"),
    [
        (
            "My Airtable records have a tags field with comma separated values. Split it so each tag gets a row of its own in Google Sheets",
            "airtable",
            "Tags",
            "googleSheets",
        ),
        (
            "The column emails in my Google Sheet holds several addresses separated by semicolons, make one row per address in MySQL",
            "googleSheets",
            "Emails",
            "mySql",
        ),
        (
            "Split the semicolon separated roles in my Google Sheet into one row per role and save them in MySQL",
            "googleSheets",
            "Roles",
            "mySql",
        ),
        (
            "Get the products from MySQL, split the comma separated column colors into one row per color and save them in Google Sheets",
            "mySql",
            "colors",
            "googleSheets",
        ),
    ],
)
def test_each_value_becomes_an_item(request_: str, source: str, field: str, target: str) -> None:
    assert types(request_) == ["manualTrigger", source, "set", "splitOut", target]
    assert parameters(request_, "splitOut")["fieldToSplitOut"] == field
    made = parameters(request_, "set")["assignments"]["assignments"][0]
    assert made["type"] == "array"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("split the comma separated tags in each record into rows", Separated("tags", ",")),
        ("the groups column is separated by |, make one record per group", Separated("groups", "|")),
        ("mail me the names, separated by commas", None),
    ],
)
def test_what_is_taken_apart(text: str, found: Separated | None) -> None:
    assert find_separated(text) == found


@pytest.mark.parametrize(
    ("request_", "node", "name", "value"),
    [
        ("Get 50 deals from Pipedrive and insert them in Postgres", "pipedrive", "limit", 50),
        ("Read 300 records from Airtable and save them in MySQL", "airtable", "limit", 300),
        (
            "Load https://files.example.com/data.csv into Snowflake",
            "httpRequest",
            "url",
            "https://files.example.com/data.csv",
        ),
        (
            "Load data.csv from the URL https://files.example.com/data.csv into Snowflake",
            "httpRequest",
            "url",
            "https://files.example.com/data.csv",
        ),
    ],
)
def test_what_is_read_is_asked_for(request_: str, node: str, name: str, value: object) -> None:
    assert parameters(request_, node)[name] == value


def test_things_are_told_by_their_status() -> None:
    request = "Get the orders with status cancelled from the Postgres table orders and write them to a CSV on our FTP server"
    assert types(request) == ["manualTrigger", "postgres", "filter", "convertToFile", "ftp"]


def test_all_records_are_one_file() -> None:
    request = "Save all Airtable records as a JSON file in the S3 bucket cold-archive"
    assert "mode" not in parameters(request, "convertToFile")
