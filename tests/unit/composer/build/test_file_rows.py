"""Files that hold data are read where the request speaks of what is in them."""

from __future__ import annotations

import pytest

from tests.unit.composer.building import parameters, types


@pytest.mark.parametrize(
    ("request_", "operation"),
    [
        (
            "when an excel file lands in our onedrive folder 'Imports', turn each row into a Jira ticket",
            "xlsx",
        ),
        (
            "When a CSV is uploaded to Dropbox /imports, read it and insert each row into MySQL table leads",
            None,
        ),
        ("file added to sftp /in, parse the csv, upsert each row in postgres", None),
        (
            "ftp: every hour look for new csv files in /export, download them and append rows to google sheets",
            None,
        ),
        ("convert xml attachments of emails into google sheet rows", "xml"),
    ],
)
def test_from_the_file_to_its_rows(request_: str, operation: str | None) -> None:
    assert parameters(request_, "extractFromFile").get("operation") == operation
    assert "informationExtractor" not in types(request_)
    assert "convertToFile" not in types(request_)


def test_a_list_in_a_json_file() -> None:
    request = 'Take the JSON file from S3, split the array "users" and create a user in Okta for each'
    assert parameters(request, "splitOut")["fieldToSplitOut"] == "data.users"


def test_an_xml_feed_is_no_feed_of_articles() -> None:
    made = types(
        "Download the XML feed https://example.com/feed.xml every day and upsert every product into Airtable by sku"
    )
    assert {"httpRequest", "xml"} <= set(made)
    assert "rssFeedRead" not in made


def test_existing_rows_are_updated_and_others_added() -> None:
    made = parameters(
        "every night sync products from WooCommerce into Google Sheets, update existing by sku",
        "googleSheets",
    )
    assert made["operation"] == "appendOrUpdate"
    assert made["columns"]["matchingColumns"] == ["sku"]
