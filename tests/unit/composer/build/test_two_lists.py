"""Two lists: what one lacks, and what belongs together."""

from __future__ import annotations

import pytest

from tests.unit.composer.building import parameters, types


@pytest.mark.parametrize(
    ("request_", "kept"),
    [
        (
            "compare the customers in Postgres with the ones in our google sheet and email me those missing in the sheet",
            "input1",
        ),
        (
            "compare the contacts in HubSpot with the ones in my Google Sheet by email and mail me those missing in HubSpot",
            "input2",
        ),
        (
            "Vergleiche die Kontakte aus Pipedrive mit denen in Brevo und lege die fehlenden in Brevo an",
            "input1",
        ),
    ],
)
def test_those_that_the_other_list_lacks_go_on(request_: str, kept: str) -> None:
    merge = parameters(request_, "merge")
    assert (merge["joinMode"], merge["outputDataFrom"]) == ("keepNonMatches", kept)


def test_the_place_that_lacks_them_is_no_place_to_write_to() -> None:
    made = types(
        "compare the customers in Postgres with those in our google sheet and email me the ones missing in the sheet"
    )
    assert made.count("googleSheets") == 1
    assert made[-1] == "gmail"


def test_each_list_is_matched_by_its_own_field() -> None:
    compared = parameters(
        "compare the contacts in HubSpot with the customers in WooCommerce by email", "compareDatasets"
    )
    pair = compared["mergeByFields"]["values"][0]
    assert {pair["field1"], pair["field2"]} == {"properties.email.value", "email"}


def test_who_is_missing_is_added_where_they_are_missing() -> None:
    made = types("find the users in Postgres that are not in Mailchimp yet and subscribe them")
    assert made[-1] == "mailchimp"
    assert "merge" in made


def test_an_order_to_join_lists_is_no_event() -> None:
    made = types(
        "merge the orders from WooCommerce with customers from Postgres by customer_id and write into BigQuery"
    )
    assert made[0] == "manualTrigger"


def test_two_sheets_by_their_names() -> None:
    request = "Join the two google sheets 'Orders' and 'Customers' on customer_id and write the result to a sheet called Report"
    assert types(request).count("googleSheets") == 3
    assert parameters(request, "merge")["fieldsToMatchString"] == "customer_id"


def test_those_that_are_missing_go_where_they_are_compared_with() -> None:
    request = "compare today's Shopify orders with the rows in Airtable and add those that are missing"
    assert parameters(request, "merge")["outputDataFrom"] == "input1"
    assert parameters(request, "shopify")["options"] == {"createdAtMin": "={{ $today }}"}
    assert types(request)[-1] == "airtable"


@pytest.mark.parametrize(
    "request_",
    [
        "read the customers from postgres and the invoices from mysql, join them on customer_id and write the result to a google sheet",
        "get the customers from Postgres, get the invoices from MySQL, merge both by customer_id and append them to a Google Sheet",
        "hol die Kunden aus Postgres und die Rechnungen aus MySQL, verbinde sie über customer_id und schreib alles in ein Google Sheet",
    ],
)
def test_what_is_read_in_two_places_is_joined(request_: str) -> None:
    made = types(request_)
    assert {"postgres", "mySql", "merge"} <= set(made)
    assert made[-1] == "googleSheets"
    assert parameters(request_, "merge")["fieldsToMatchString"] == "customer_id"


def test_an_address_beside_a_service_is_a_place_too() -> None:
    made = types(
        "get the stock from https://api.wh.example/stock and the products from Shopify, merge them on sku, upsert into Airtable"
    )
    assert sorted(made[1:-1]) == ["httpRequest", "merge", "shopify"]


def test_places_without_a_word_on_how_to_join_are_put_in_one_list() -> None:
    request = "Copy contacts from HubSpot and Pipedrive to Mailchimp every night"
    assert parameters(request, "merge").get("mode", "append") == "append"
    assert types(request)[-1] == "mailchimp"
