"""Requests about data and files, each for one mechanism: what is read, what is done to it, and in which order."""

from __future__ import annotations

import pytest

from tests.unit.composer.building import nodes, parameters, types


@pytest.mark.parametrize(
    ("request_", "expected"),
    [
        (
            "Read the ICS calendar at https://cal.example.com/team.ics every hour and write new events to Google Calendar",
            [
                "scheduleTrigger",
                "httpRequest",
                "extractFromFile",
                "splitOut",
                "removeDuplicates",
                "googleCalendar",
            ],
        ),
        (
            "Zip the files in /var/reports and upload the archive to Dropbox every Sunday night",
            ["scheduleTrigger", "readWriteFile", "aggregate", "compression", "dropbox"],
        ),
        (
            "Download all images listed in the Google Sheet column image_url and save them to Dropbox",
            ["manualTrigger", "googleSheets", "httpRequest", "dropbox"],
        ),
        (
            "List the files of an FTP server daily and write name and size into a Google Sheet",
            ["scheduleTrigger", "ftp", "googleSheets"],
        ),
        (
            "Post the contents of each new text file in Dropbox to Slack #notes",
            ["scheduleTrigger", "dropbox", "removeDuplicates", "dropbox", "extractFromFile", "slack"],
        ),
        (
            "On form submission convert the uploaded CSV to JSON and post it to https://api.example.com/upload",
            ["formTrigger", "extractFromFile", "httpRequest"],
        ),
        (
            "typeform => airtable => if score > 8 => slack #hot",
            ["typeformTrigger", "airtable", "if", "slack"],
        ),
        (
            "Calculate the average order value of yesterday's Shopify orders and post it in Slack #sales each morning",
            ["scheduleTrigger", "shopify", "summarize", "slack"],
        ),
        (
            "Webhook receives XML from our ERP, turn it into JSON and forward it to https://hooks.acme.io/orders",
            ["webhook", "xml", "httpRequest"],
        ),
        (
            "every day put the Airtable records that aren't in MySQL yet into MySQL",
            ["scheduleTrigger", "airtable", "mySql", "merge", "mySql"],
        ),
        (
            "Send today's calendar events to Telegram at 7:30",
            ["scheduleTrigger", "googleCalendar", "aggregate", "telegram"],
        ),
    ],
)
def test_steps_in_order(request_: str, expected: list[str]) -> None:
    assert types(request_) == expected


@pytest.mark.parametrize(
    ("request_", "left", "right"),
    [
        ("Get all WooCommerce products with stock under 10 and put them in a Google Sheet", "stock", 10),
        (
            "Get contacts from ActiveCampaign, keep only those in Germany and save them in Airtable",
            "country",
            "Germany",
        ),
        ("Copy files bigger than 10 MB from Dropbox to an S3 bucket called archive", "size", 10 * 1024**2),
    ],
)
def test_what_filters(request_: str, left: str, right: object) -> None:
    test = parameters(request_, "filter")["conditions"]["conditions"][0]
    assert left in test["leftValue"]
    assert test["rightValue"] == right


def test_two_conditions_hold_together() -> None:
    made = nodes(
        "Query Postgres for orders older than 14 days with status pending and email me the list every Monday"
    )
    filters = [each["parameters"]["conditions"] for each in made if each["type"].endswith(".filter")]
    tests = [test for each in filters for test in each["conditions"]]
    assert sorted(test["operator"]["operation"] for test in tests) == ["before", "equals"]


def test_values_of_a_document_are_what_a_table_gets() -> None:
    made = types(
        "When I get an invoice as PDF in Outlook, read it and add supplier, amount and date to Excel"
    )
    assert made == [
        "microsoftOutlookTrigger",
        "extractFromFile",
        "informationExtractor",
        "lmChatOpenAi",
        "set",
        "microsoftExcel",
    ]


def test_old_documents_are_deleted_by_a_query() -> None:
    made = parameters(
        "Every Sunday delete all documents older than 30 days from the MongoDB collection sessions", "mongoDb"
    )
    assert (made["operation"], made["collection"]) == ("delete", "sessions")
    assert "$lt" in made["query"]


def test_a_query_ends_where_the_request_goes_on() -> None:
    made = parameters("Every day run SELECT * FROM kpis on MySQL and send the result to Slack", "mySql")
    assert made["query"] == "SELECT * FROM kpis"


def test_pairs_of_names_are_renamed_in_one_step() -> None:
    made = parameters(
        "Webhook: take the body, rename firstName to first_name and lastName to last_name, then create a row in Supabase",
        "renameKeys",
    )
    assert [pair["newKey"] for pair in made["keys"]["key"]] == ["first_name", "last_name"]


def test_a_value_is_set_in_a_field() -> None:
    made = parameters(
        "When a webhook comes in, set the field source to web and save it in Postgres", "set", name="Edit"
    )
    assert made["assignments"]["assignments"][0]["value"] == "web"
