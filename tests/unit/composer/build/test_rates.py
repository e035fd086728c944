"""How many requests may be made in a while is kept to, and is nothing that is done."""

from __future__ import annotations

import pytest

from nodepilot.composer.language.rates import find_rate
from tests.unit.composer.building import parameters, types


@pytest.mark.parametrize(
    ("request_", "size", "interval"),
    [
        (
            "For every IP in my Google Sheet look up the country at https://ipapi.co/{ip}/json and write it back, one request per second",
            1,
            1000,
        ),
        (
            "Call https://api.weather.example/today for each city in my Airtable table Cities, at most 10 requests per minute, and update the record with the temperature",
            10,
            60_000,
        ),
        (
            "For each domain in the MySQL table companies call https://api.enrich.example/v1/{domain} and save the result in Postgres, max 30 calls a minute",
            30,
            60_000,
        ),
    ],
)
def test_calls_are_made_in_batches(request_: str, size: int, interval: int) -> None:
    assert len(types(request_)) == 4
    assert types(request_)[2] == "httpRequest"
    batch = parameters(request_, "httpRequest")["options"]["batching"]["batch"]
    assert batch == {"batchSize": size, "batchInterval": interval}


def test_other_steps_go_round_in_a_loop() -> None:
    request = "Create a Pipedrive person for each row of leads.csv in Google Drive, at most 10 per minute"
    assert types(request)[-3:] == ["splitInBatches", "pipedrive", "wait"]
    assert parameters(request, "splitInBatches")["batchSize"] == 10
    assert parameters(request, "wait") == {"amount": 1, "unit": "minutes"}


def test_a_bare_number_behind_a_comma_is_a_limit() -> None:
    assert find_rate("send every row to https://api.rsvp.example/guests, one per second") is not None


@pytest.mark.parametrize(
    "text",
    [
        "if there are more than 5 requests per minute tell me",
        "if we get at most 5 requests per minute tell me",
        "post one row per minute to Slack",
        "send one email per hour",
    ],
)
def test_what_is_no_limit(text: str) -> None:
    assert find_rate(text) is None
