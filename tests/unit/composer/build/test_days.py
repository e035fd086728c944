"""Dates compared with days that are counted from today."""

from __future__ import annotations

from typing import Any

import pytest

from tests.unit.composer.building import parameters, types


def conditions(request: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = parameters(request, "filter")["conditions"]["conditions"]
    return found


@pytest.mark.parametrize(
    "request_",
    [
        "daily: get the employees from Google Sheets whose birthday is today and send each a birthday mail",
        "every morning check our Airtable for people with birthday today and post a greeting in #team",
        "Jeden Tag um 7 die Mitarbeiter aus dem Google Sheet lesen, die heute Geburtstag haben, und ihnen per Mail gratulieren",
    ],
)
def test_a_birthday_comes_back_each_year(request_: str) -> None:
    (test,) = conditions(request_)
    assert "toFormat('MM-dd')" in test["leftValue"]
    assert test["rightValue"] == "={{ $today.toFormat('MM-dd') }}"


def test_a_day_ahead() -> None:
    first, second = conditions(
        "each day at 8 look in the Google Sheet for contracts that expire in 30 days and email the owner"
    )
    assert first["rightValue"] == "={{ $today.plus({ days: 30 }) }}"
    assert second["rightValue"] == "={{ $today.plus({ days: 31 }) }}"


def test_before_today_and_another_test() -> None:
    tests = conditions(
        "Get all invoices from Postgres where due_date is before today and paid is false and mail each customer a reminder"
    )
    assert [t["operator"]["operation"] for t in tests] == ["before", "false"]


@pytest.mark.parametrize(
    ("request_", "one"),
    [
        ("every friday read the overdue invoices from the sheet and email the customers", False),
        ("every friday read the overdue invoices from the sheet and email them to me", True),
    ],
)
def test_each_gets_a_message_of_its_own(request_: str, one: bool) -> None:
    assert ("aggregate" in types(request_)) is one
