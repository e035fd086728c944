"""Dates are added to, told apart, moved and written anew by Edit Fields."""

from __future__ import annotations

from tests.unit.composer.building import parameters, types


def changed(request: str) -> dict[str, str]:
    entries = parameters(request, "set", name="Edit the fields")["assignments"]["assignments"]
    return {entry["name"]: entry["value"] for entry in entries}


def test_added_days_go_into_the_column_that_is_named() -> None:
    request = (
        "Add 14 days to the column start of each row in Airtable and write the result into the column due"
    )
    assert types(request) == ["manualTrigger", "airtable", "set", "airtable"]
    assert changed(request) == {
        "Due": "={{ String($json.Start).toDateTime().plus({ days: 14 }).toISODate() }}"
    }


def test_days_between_two_dates_are_the_answer() -> None:
    request = "Webhook gets two dates from and to, return the number of days between them"
    between = "String($json.to).toDateTime().diff(String($json.from).toDateTime(), 'days').days"
    assert changed(request) == {"days_between": f"={{{{ Math.floor({between}) }}}}"}
    assert (
        "days_between"
        in parameters(request, "set", name="Edit the fields")["assignments"]["assignments"][0]["name"]
    )


def test_another_time_zone() -> None:
    request = (
        "Convert the timestamp in each webhook call from UTC to Europe/Berlin and save it in a Google Sheet"
    )
    zoned = "DateTime.fromISO(String($json.timestamp), { zone: 'UTC' }).setZone('Europe/Berlin').toISO()"
    assert changed(request) == {"timestamp": f"={{{{ {zoned} }}}}"}


def test_a_form_of_its_own_for_all_items_of_an_answer() -> None:
    request = "Format the field created_at as YYYY-MM-DD for all items from https://api.log.example/events and add them to Postgres"
    assert types(request) == ["manualTrigger", "httpRequest", "set", "postgres"]
    assert changed(request)["created_at"].endswith(".toFormat('yyyy-MM-dd') }}")
