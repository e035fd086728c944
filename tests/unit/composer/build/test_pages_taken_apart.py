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
    ],
)
def test_one_item_for_each_entry(request_: str, selector: str) -> None:
    assert types(request_)[1:4] == ["httpRequest", "html", "splitOut"]
    assert selector in [
        each["cssSelector"] for each in parameters(request_, "html")["extractionValues"]["values"]
    ]


@pytest.mark.parametrize(
    "request_",
    [
        "Call https://liga.example/tabelle, extract the table of results and write it into Google Sheets",
        "Scrape the table at https://cities.example.org/list and save the rows in MySQL",
        "Turn the table on https://stats.league.example/page into a CSV and put it in Nextcloud under /stats",
    ],
)
def test_a_table_becomes_rows_with_the_names_of_its_columns(request_: str) -> None:
    assert types(request_)[1:4] == ["httpRequest", "html", "code"]
    value = parameters(request_, "html")["extractionValues"]["values"][0]
    assert (value["cssSelector"], value["returnValue"]) == ("table tr", "html")
    assert parameters(request_, "httpRequest")["options"]["response"]["response"]["responseFormat"] == "text"


@pytest.mark.parametrize(
    ("request_", "places"),
    [
        (
            "Get https://news.example.com, extract the text of every h2.title and save the headlines in an Airtable base",
            {"title": "h2.title"},
        ),
        (
            "Scrape the prices from https://books.example.org/new (they have the class price) and save them in Baserow",
            {"prices": ".price"},
        ),
        (
            "Open https://jobs.example.com/list every morning, extract title (selector h3.job) and link (selector a.apply) and post them to Slack #jobs",
            {"title": "h3.job", "link": "a.apply"},
        ),
        (
            "Hole https://nachrichten.example, lies alle Überschriften mit dem Selektor h2.headline aus und schreibe sie in Airtable",
            {"uberschriften": "h2.headline"},
        ),
    ],
)
def test_selectors_that_are_given_are_used(request_: str, places: dict[str, str]) -> None:
    values = parameters(request_, "html")["extractionValues"]["values"]
    assert {each["key"]: each["cssSelector"] for each in values} == places
