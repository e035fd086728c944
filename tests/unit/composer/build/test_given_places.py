"""An address or a file that an order takes from is read before it is written elsewhere."""

from __future__ import annotations

import pytest

from tests.unit.composer.building import types


@pytest.mark.parametrize(
    ("request_", "expected"),
    [
        (
            "Import the CSV at https://x.example/list.csv into the MySQL table people",
            ["manualTrigger", "httpRequest", "extractFromFile", "mySql"],
        ),
        (
            "Import /data/in.csv into Baserow",
            ["manualTrigger", "readWriteFile", "extractFromFile", "baserow"],
        ),
        (
            "parse the XML file at https://x.example/feed.xml, then write everything to Airtable",
            ["manualTrigger", "httpRequest", "xml", "code", "airtable"],
        ),
        (
            "Send the customers in my Google Sheet to https://in.example/api",
            ["manualTrigger", "googleSheets", "httpRequest"],
        ),
    ],
)
def test_read_first(request_: str, expected: list[str]) -> None:
    assert types(request_) == expected


def test_an_address_that_something_is_sent_to_is_not_read() -> None:
    assert types("When a Typeform is submitted, send it to https://x.example/in and post it to Slack") == [
        "typeformTrigger",
        "httpRequest",
        "slack",
    ]


def test_what_is_read_at_an_address_is_not_looked_for_elsewhere() -> None:
    request = (
        "For each of the orders in https://api.shop.example/v1/orders call https://api.geo.example/lookup "
        "and save the answer in Airtable"
    )
    assert types(request) == ["manualTrigger", "httpRequest", "httpRequest", "airtable"]
