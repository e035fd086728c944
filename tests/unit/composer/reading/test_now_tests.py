"""Conditions on the moment of the run, on patterns, days, other fields and lengths, as n8n gets them."""

from __future__ import annotations

from typing import Any

import pytest

from nodepilot.pipeline.builtin import run_builtin


def compared(said: str) -> list[tuple[str, str, Any]]:
    request = f"When a webhook receives an order, if {said} send a Slack message, otherwise add a row to Google Sheets"
    workflow = run_builtin(request).workflow
    assert workflow is not None
    fork = next(node for node in workflow["nodes"] if node["type"] == "n8n-nodes-base.if")
    return [
        (each["leftValue"], each["operator"]["operation"], each["rightValue"])
        for each in fork["parameters"]["conditions"]["conditions"]
    ]


@pytest.mark.parametrize(
    ("said", "source", "operation"),
    [
        ("today is a Monday", "$now.weekday === 1", "true"),
        ("it's a weekend", "$now.weekday > 5", "true"),
        ("it is after 6pm", "$now.hour >= 18", "true"),
        ("it's between 9 and 17 o'clock", "$now.hour >= 9 && $now.hour < 17", "true"),
        ("it is outside business hours", "$now.hour < 17", "false"),
    ],
)
def test_the_moment_of_the_run(said: str, source: str, operation: str) -> None:
    ((left, operator, _),) = compared(said)
    assert source in left
    assert operator == operation


@pytest.mark.parametrize(
    ("said", "operation", "right"),
    [
        ("the order number matches INV-[0-9]+", "regex", "INV-[0-9]+"),
        ("the delivery date is after 2025-01-01", "after", "2025-01-01T00:00:00"),
        ("stock is lower than min_stock", "lt", "={{ $json.body.min_stock }}"),
        (
            "the shipping country is different from the billing country",
            "notEquals",
            "={{ $json.body.billing_country }}",
        ),
        ("the text is longer than 200 characters", "gt", 200),
        ("the amount is not more than 20", "lte", 20),
        ("the total is greater than or equal to 250", "gte", 250),
        ("the quantity is zero", "equals", 0),
        ("the age is 18+", "gte", 18),
        ("type != refund", "notEquals", "refund"),
        ("it is not paid yet", "notEquals", "paid"),
        ("newsletter is true", "true", ""),
    ],
)
def test_what_is_compared_with(said: str, operation: str, right: object) -> None:
    ((_, operator, value),) = compared(said)
    assert (operator, value) == (operation, right)


def test_neither_means_none_of_them() -> None:
    tests = compared("the status is neither closed nor done")
    assert [(operator, value) for _, operator, value in tests] == [
        ("notEquals", "closed"),
        ("notEquals", "done"),
    ]


def test_one_number_or_the_other() -> None:
    tests = compared("the rating is 4 or 5")
    assert [(operator, value) for _, operator, value in tests] == [("equals", 4), ("equals", 5)]
