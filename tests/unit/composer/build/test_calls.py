"""What is said of an HTTP call: headers, who is asking, pages; pages taken apart; APIs that ask for no key."""

from __future__ import annotations

import pytest

from tests.unit.composer.building import parameters, types


def test_a_header_and_all_pages() -> None:
    request = "fetch https://api.example.com/users with header X-Api-Key, go through all pages (page param) and save every user in Postgres"
    made = parameters(request, "httpRequest")
    assert made["headerParameters"]["parameters"] == [{"name": "X-Api-Key", "value": "YOUR_X_API_KEY"}]
    assert made["options"]["pagination"]["pagination"]["parameters"]["parameters"][0]["name"] == "page"
    assert "twitter" not in types(request)


@pytest.mark.parametrize(
    ("said", "kind"),
    [("a bearer token", "httpBearerAuth"), ("basic auth", "httpBasicAuth"), ("an API key", "httpHeaderAuth")],
)
def test_a_secret_goes_into_a_credential(said: str, kind: str) -> None:
    made = parameters(
        f"call https://api.example.com/orders with {said} and add the orders to Airtable", "httpRequest"
    )
    assert (made["authentication"], made["genericAuthType"]) == ("genericCredentialType", kind)


def test_titles_of_a_page_one_by_one() -> None:
    request = "Scrape https://news.example.org every morning, extract the top 10 titles and links and email them to me"
    values = parameters(request, "html")["extractionValues"]["values"]
    assert [(v["key"], v["returnValue"], v["returnArray"]) for v in values] == [
        ("titles", "text", True),
        ("links", "attribute", True),
    ]
    assert parameters(request, "splitOut")["fieldToSplitOut"] == "titles, links"
    assert parameters(request, "limit")["maxItems"] == 10
    assert types(request).count("gmail") == 1


def test_an_api_gives_no_page() -> None:
    assert "html" not in types(
        "call https://api.example.com/v1/books, get the titles and save them to Airtable"
    )


def test_exchange_rates_come_from_where_anybody_may_ask() -> None:
    made = parameters(
        "get the latest exchange rates EUR/USD each morning and append to google sheet", "httpRequest"
    )
    assert made["queryParameters"]["parameters"] == [
        {"name": "base", "value": "EUR"},
        {"name": "symbols", "value": "USD"},
    ]


def test_a_named_service_is_asked_itself() -> None:
    assert "httpRequest" not in types(
        "get the exchange rates from my Google Sheet each morning and post them to Slack"
    )


def test_the_thing_behind_an_id_is_fetched() -> None:
    request = "new deal in hubspot -> slack message with name and amount"
    assert parameters(request, "hubspot")["resource"] == "deal"
    assert "Get the deal" in parameters(request, "slack")["text"]


def test_a_text_that_nobody_gets_goes_back() -> None:
    request = "summarize long slack threads when I react with :memo:"
    assert parameters(request, "slack")["text"] == "={{ $json.text }}"
