"""Values are taken out of web pages by their place in them."""

from __future__ import annotations

import pytest

from tests.unit.composer.building import parameters, types


@pytest.mark.parametrize(
    ("request_", "selector"),
    [
        ("Fetch the page https://example.edu/courses, take every h2 and make a Notion page for each", "h2"),
        (
            "Scrape https://books.toscrape.com, get title and price of every book and save them in MySQL",
            "[itemprop=price], .price",
        ),
        (
            "Call https://liga.example/tabelle, extract the table of results and write it into Google Sheets",
            "table tr",
        ),
    ],
)
def test_one_item_for_each_entry(request_: str, selector: str) -> None:
    assert types(request_)[1:4] == ["httpRequest", "html", "splitOut"]
    assert selector in [
        each["cssSelector"] for each in parameters(request_, "html")["extractionValues"]["values"]
    ]
