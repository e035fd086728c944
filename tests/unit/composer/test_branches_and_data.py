"""Branches that only their likeness tells, and acts that change the shape of data."""

from __future__ import annotations

from typing import Any

import pytest

from nodepilot.pipeline.builtin import run_builtin


def workflow_of(request: str) -> dict[str, Any]:
    workflow = run_builtin(request).workflow
    assert workflow is not None, request
    return workflow


def types(request: str) -> list[str]:
    return [node["type"].rsplit(".", 1)[-1] for node in workflow_of(request)["nodes"]]


def node(request: str, node_type: str) -> dict[str, Any]:
    found: dict[str, Any] = next(
        n for n in workflow_of(request)["nodes"] if n["type"].endswith(f".{node_type}")
    )
    return found


def ways(request: str, node_type: str) -> int:
    """How many outputs of the step lead on."""
    workflow = workflow_of(request)
    return sum(1 for output in workflow["connections"][node(request, node_type)["name"]]["main"] if output)


@pytest.mark.parametrize(
    ("request_", "branching", "expected"),
    [
        (
            "New Typeform answers: city Berlin goes to Slack #berlin, city Paris goes to Slack #paris, all others to Slack #world",
            "switch",
            3,
        ),
        (
            "Shopify orders from Canada are sent to Slack #canada; orders from anywhere else to Slack #rest",
            "if",
            2,
        ),
        (
            "Form with a dropdown team (Sales, Legal): Sales requests create a Trello card, Legal requests create an Asana task",
            "switch",
            2,
        ),
        (
            "Emails with the subject containing bug go to #bugs on Slack, the ones containing idea become Trello cards",
            "switch",
            2,
        ),
        (
            "When a Linear issue is updated to Review post in Discord, when it is updated to Duplicate post in Slack",
            "switch",
            2,
        ),
        (
            "Check the X-Token header of calls to my webhook /in; wrong -> 401, right -> return all rows of the Postgres table users",
            "if",
            2,
        ),
    ],
)
def test_likeness_tells_branches(request_: str, branching: str, expected: int) -> None:
    assert ways(request_, branching) == expected


@pytest.mark.parametrize(
    "request_",
    [
        "When a new HubSpot contact is created, post the name to Slack and add the email to Mailchimp",
        "When an order comes into WooCommerce, new orders go to Google Sheets and a message goes to Slack #orders",
    ],
)
def test_what_is_no_contrast_makes_no_branches(request_: str) -> None:
    assert not {"if", "switch"} & set(types(request_))


def test_a_bare_status_code_answers_the_caller() -> None:
    request = "Check the X-Token header of calls to my webhook /in; wrong -> 401, right -> return all rows of the Postgres table users"
    answer = next(
        n
        for n in workflow_of(request)["nodes"]
        if n["parameters"].get("options", {}).get("responseCode") == 401
    )
    assert answer["type"].endswith("respondToWebhook")


def test_fields_are_renamed() -> None:
    keys = node(
        "Rename the column mail to email_address in every row of https://a.example/list.json and add them to Google Sheets",
        "renameKeys",
    )
    assert keys["parameters"]["keys"] == {"key": [{"currentKey": "mail", "newKey": "email_address"}]}


def test_only_the_top_few_are_kept() -> None:
    limit = node(
        "Read all rows of my Google Sheet, sort them by score descending, keep the top 3 and post them to Discord",
        "limit",
    )
    assert limit["parameters"]["maxItems"] == 3


def test_sources_are_merged_on_a_key() -> None:
    merge = node(
        "Merge the users from Postgres with the invoices from MySQL on user_id and write them to Google Sheets",
        "merge",
    )
    assert merge["parameters"]["fieldsToMatchString"] == "user_id"


def test_two_tables_are_compared() -> None:
    request = "Compare two Google Sheets by sku and send the differences to Slack #stock"
    assert types(request).count("googleSheets") == 2
    assert node(request, "compareDatasets")["parameters"]["mergeByFields"]["values"] == [
        {"field1": "sku", "field2": "sku"}
    ]


def test_values_are_taken_out_of_a_page() -> None:
    page = node(
        "Every day scrape the author and the date from https://blog.example/post and add them to Airtable",
        "html",
    )
    assert [v["key"] for v in page["parameters"]["extractionValues"]["values"]] == ["author", "date"]


def test_batches_read_their_list_before_the_loop() -> None:
    request = "Loop over the records in Airtable in batches of 10 and for each batch call https://x.example/check, waiting 3 seconds between batches"
    assert (
        types(request).index("airtable")
        < types(request).index("splitInBatches")
        < types(request).index("httpRequest")
    )
    assert node(request, "wait")["parameters"]["amount"] == 3


def test_a_list_of_an_answer_is_split_out() -> None:
    split = node(
        "Get https://api.shop.example/v1, split the products out and insert them in MongoDB collection goods",
        "splitOut",
    )
    assert split["parameters"]["fieldToSplitOut"] == "products"


def test_json_becomes_an_xml_file() -> None:
    made = types(
        "Convert JSON payloads from webhook /in to an XML file and put it on the FTP server under /out/in.xml"
    )
    assert made.index("xml") < made.index("convertToFile") < made.index("ftp")


def test_a_file_is_written_to_a_local_folder() -> None:
    written = node(
        "Save the JSON sent to my webhook /hits as a file into the local folder /srv/hits", "readWriteFile"
    )
    assert written["parameters"]["operation"] == "write"
    assert "/srv/hits/" in written["parameters"]["fileName"]


def test_each_case_has_its_own_channel() -> None:
    request = "Depending on the tier field (basic, premium) of the webhook body send the name to a different Slack channel: #basic-users or #premium-users"
    channels = [
        n["parameters"]["channelId"]["value"]
        for n in workflow_of(request)["nodes"]
        if n["type"].endswith(".slack")
    ]
    assert channels == ["#basic-users", "#premium-users"]
