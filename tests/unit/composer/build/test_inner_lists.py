"""Lists inside an answer or a request: one item for each entry, where that is asked for."""

from __future__ import annotations

from typing import Any

import pytest

from nodepilot.pipeline.builtin import run_builtin


def split_out(request: str) -> dict[str, Any] | None:
    workflow = run_builtin(request).workflow
    assert workflow is not None
    found = (node["parameters"] for node in workflow["nodes"] if node["type"].endswith(".splitOut"))
    return next(found, None)


@pytest.mark.parametrize(
    ("request_", "path"),
    [
        (
            "get https://api.example.com/stock, the list is called articles: one row per article into MySQL",
            "articles",
        ),
        ("a webhook with an order_lines array: add one Airtable record for each line", "body.order_lines"),
        (
            "call https://api.example.com/people daily; the field is named members; one Notion page each",
            "members",
        ),
        (
            "Webhook mit einem Array namens positionen: für jede Position eine Trello-Karte anlegen",
            "body.positionen",
        ),
    ],
)
def test_a_list_that_is_named_is_taken_apart(request_: str, path: str) -> None:
    found = split_out(request_)
    assert found is not None
    assert found["fieldToSplitOut"] == path


def test_what_stands_beside_the_list_goes_along_when_it_is_asked_for() -> None:
    found = split_out("webhook with an order_lines array: one Baserow row per line incl. the order id")
    assert found is not None
    assert found["include"] == "allOtherFields"


def test_only_the_fields_that_are_listed_are_written() -> None:
    workflow = run_builtin(
        "get https://api.example.com/stock, the list is called articles: one row each into Postgres, only sku and price"
    ).workflow
    assert workflow is not None
    assert list(workflow["nodes"][-1]["parameters"]["columns"]["value"]) == ["sku", "price"]


def test_a_list_that_stays_whole_is_left_alone() -> None:
    assert split_out("when a webhook gets an order with an items array, save the order in MongoDB") is None
