"""Orders that change fields of the item at hand become Edit Fields."""

from __future__ import annotations

import pytest

from tests.unit.composer.building import parameters, types

WEBHOOK = "A webhook receives a lead, "


def changed(request: str) -> dict[str, str]:
    entries = parameters(request, "set", name="Edit the fields")["assignments"]["assignments"]
    return {entry["name"]: entry["value"] for entry in entries}


def test_joined_and_in_lower_case_in_one_step() -> None:
    made = changed(
        f"{WEBHOOK}join first and last name into full_name, put the email in lower case and create a contact in Pipedrive"
    )
    assert made["full_name"] == "={{ [$json.first_name, $json.last_name].filter(Boolean).join(' ') }}"
    assert made["email"] == "={{ String($json.email ?? '').toLowerCase() }}"


def test_what_needs_the_change_before_it_gets_a_step_of_its_own() -> None:
    request = f"{WEBHOOK}trim the name, make the name uppercase and add it to Airtable"
    names = [
        e["name"] for e in parameters(request, "set", name="Edit the fields")["assignments"]["assignments"]
    ]
    assert names == ["name"]
    assert "airtable" in types(request)


def test_calculated() -> None:
    made = changed(
        "read all rows of my Google Sheet, calculate total as price times quantity and write it back"
    )
    assert made["Total"] == "={{ Number($json.Price ?? 0) * Number($json.Quantity ?? 0) }}"
    made = changed(
        "get orders from https://api.example.com/orders, multiply the amount by 1.19 and insert into Postgres table x"
    )
    assert list(made.values()) == ["={{ Number($json.amount ?? 0) * 1.19 }}"]


def test_parted() -> None:
    made = changed("webhook -> split the full name into first name and last name -> HubSpot contact")
    assert set(made) == {"first_name", "last_name"}


def test_only_some_are_kept() -> None:
    request = (
        "fetch https://api.example.com/users, keep only id, name and city and store them in a data table"
    )
    step = parameters(request, "set", name="Keep the fields")
    assert [e["name"] for e in step["assignments"]["assignments"]] == ["id", "name", "city"]
    assert "includeOtherFields" not in step


def test_some_are_left_out() -> None:
    step = parameters(
        "get the users from https://api.example.com/users, remove the fields password and token "
        "and post them to https://b.example.com/x",
        "set",
        name="Edit the fields",
    )
    assert (step["include"], step["excludeFields"]) == ("except", "password, token")


@pytest.mark.parametrize(
    "request_",
    [
        "When a Typeform comes in, add it to Airtable",
        "when a Trello card moves to Done, set the status to done in Airtable",
        "combine the RSS feeds https://a.example.com/rss and https://b.example.com/rss and post them to Slack",
    ],
)
def test_nothing_is_changed_where_nothing_is_ordered(request_: str) -> None:
    assert "set" not in types(request_)


def test_fields_in_braces_order_nothing() -> None:
    assert "gmail" not in types("webhook receives {name, email, order} and creates a contact in Pipedrive")


def test_only_the_fields_that_are_named_are_copied() -> None:
    request = "Copy only the fields name and email of the contacts from HubSpot to Airtable"
    step = parameters(request, "set", name="Keep the fields")
    assert [e["name"] for e in step["assignments"]["assignments"]] == ["name", "email"]


def test_the_result_goes_into_the_column_that_is_named_last() -> None:
    made = changed(
        "Calculate price times quantity for each row in my Google Sheet and write it in the column total"
    )
    assert made == {"Total": "={{ Number($json.Price ?? 0) * Number($json.Quantity ?? 0) }}"}
