"""What is done with data in other words: passive orders, formats of dates, names for fields, what one list lacks or changed."""

from __future__ import annotations

import pytest

from tests.unit.composer.building import parameters, types


@pytest.mark.parametrize(
    ("request_", "expected"),
    [
        (
            "All Airtable records with status Done should be saved as one JSON file in the S3 bucket cold-archive",
            ["manualTrigger", "airtable", "convertToFile", "awsS3"],
        ),
        (
            "Rows older than 90 days in the Postgres table logs: save them as CSV in the S3 bucket log-archive, then delete them",
            ["manualTrigger", "postgres", "filter", "convertToFile", "awsS3", "postgres"],
        ),
        (
            "Images uploaded in a form get the text DRAFT written on them and are saved to Google Drive",
            ["formTrigger", "editImage", "googleDrive"],
        ),
        (
            "Find contacts that are in HubSpot but not in my Google Sheet and append them to the sheet",
            ["manualTrigger", "hubspot", "googleSheets", "merge", "googleSheets"],
        ),
        (
            "Look which people from my Google Sheet are not in Airtable yet, going by email, and add those",
            ["manualTrigger", "googleSheets", "airtable", "merge", "airtable"],
        ),
        (
            "Sort the tasks in my Notion database by due date and post the first 5 to Slack #today",
            ["manualTrigger", "notion", "sort", "limit", "aggregate", "slack"],
        ),
    ],
)
def test_steps_in_order(request_: str, expected: list[str]) -> None:
    assert types(request_) == expected


@pytest.mark.parametrize(
    ("request_", "field", "value"),
    [
        (
            "The birthday column in my Airtable is DD/MM/YYYY, change it to YYYY-MM-DD for all records",
            "Birthday",
            "={{ DateTime.fromFormat(String($json.Birthday), 'dd/MM/yyyy').toFormat('yyyy-MM-dd') }}",
        ),
        (
            "The date column in our Google Sheet is MM/DD/YYYY, convert it to YYYY-MM-DD",
            "Date",
            "={{ DateTime.fromFormat(String($json.Date), 'MM/dd/yyyy').toFormat('yyyy-MM-dd') }}",
        ),
        (
            "A supplier webhook has dates like 31.12.2025. Change the delivery_date to the format 2025-12-31 and insert the data in Supabase",
            "delivery_date",
            "={{ DateTime.fromFormat(String($json.delivery_date), 'dd.MM.yyyy').toFormat('yyyy-MM-dd') }}",
        ),
    ],
)
def test_dates_are_read_as_they_come(request_: str, field: str, value: str) -> None:
    made = parameters(request_, "set", name="Edit")["assignments"]["assignments"][0]
    assert (made["name"], made["value"]) == (field, value)


def test_fields_get_the_names_that_are_listed() -> None:
    request = "Webhook gets fname, lname and tel. Rename them to first_name, last_name and phone and send that on to https://crm.vela.example/people"
    keys = parameters(request, "renameKeys")["keys"]["key"]
    assert [(each["currentKey"], each["newKey"]) for each in keys] == [
        ("fname", "first_name"),
        ("lname", "last_name"),
        ("tel", "phone"),
    ]


def test_only_what_changed_is_told() -> None:
    request = "Compare the price lists in two Google Sheets by sku and tell me in Slack which prices changed"
    assert types(request)[-4:] == ["compareDatasets", "filter", "aggregate", "slack"]
    assert "i.different?.price?.inputB" in parameters(request, "slack")["text"]
