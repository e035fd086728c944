"""One row is looked up by its key, not by reading the whole table."""

from __future__ import annotations

import json

import pytest

from tests.unit.composer.building import parameters


@pytest.mark.parametrize(
    ("request_", "node", "asked"),
    [
        (
            "POST /signup. Look up the email in Postgres, if it's there answer 409, if not insert it",
            "postgres",
            '"column": "email"',
        ),
        (
            "webhook: find the customer by email in Supabase, if missing answer 404",
            "supabase",
            '"keyName": "email"',
        ),
        (
            "webhook: search the order number in Airtable, if it is there update the record, otherwise create it",
            "airtable",
            "{Order number} = ",
        ),
        (
            "webhook: search the email in Google Sheets, otherwise append it",
            "googleSheets",
            '"lookupColumn": "Email"',
        ),
    ],
)
def test_the_table_is_asked_for_the_key(request_: str, node: str, asked: str) -> None:
    said = json.dumps(parameters(request_, node))
    assert asked in said
    assert ".body." in said


def test_a_whole_table_is_read_where_no_key_came_in() -> None:
    made = parameters("Every day read the emails table in Postgres and post it to #team", "postgres")
    assert "where" not in made
