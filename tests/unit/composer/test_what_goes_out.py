"""What waits for an approval, what each of many gets, and what stands alone between arrows."""

from __future__ import annotations

import pytest

from tests.unit.composer.building import nodes, parameters, types


@pytest.mark.parametrize(
    ("request_", "expected"),
    [
        (
            "When a form is submitted create an invoice in QuickBooks, but my manager should approve it by email first",
            ["formTrigger", "gmail", "if", "quickbooks"],
        ),
        (
            "Create a LinkedIn post with AI from each new article in our RSS feed, I approve it in Slack first",
            [
                "rssFeedReadTrigger",
                "chainLlm",
                "lmChatOpenAi",
                "outputParserStructured",
                "slack",
                "if",
                "linkedIn",
            ],
        ),
    ],
)
def test_what_is_approved_first_goes_out_afterwards(request_: str, expected: list[str]) -> None:
    assert types(request_) == expected


@pytest.mark.parametrize(
    "request_",
    [
        "Every Friday send all subscribers in my Airtable a Telegram message",
        "Loop over the rows in Google Sheets and send each one an email with a 10 second pause in between",
    ],
)
def test_each_of_many_gets_a_message(request_: str) -> None:
    assert "aggregate" not in types(request_)


def test_what_comes_out_names_the_work_between_arrows() -> None:
    made = nodes("telegram voice -> whisper -> gpt summary -> telegram")
    assert [node["name"] for node in made if node["type"].endswith("chainLlm")] == ["Summarize"]
    assert types("email -> summary -> back to the sender") == [
        "gmailTrigger",
        "chainLlm",
        "lmChatOpenAi",
        "gmail",
    ]


def test_a_query_without_a_database_is_run_in_a_usual_one() -> None:
    request_ = "Every morning run select * from orders where status = 'open' and email me the rows"
    assert parameters(request_, "postgres")["query"] == "select * from orders where status = 'open'"


def test_fields_of_documents_are_taken_out_of_them() -> None:
    request_ = (
        "Read the PDF invoices in a Google Drive folder, get the total and date, and append them to a sheet"
    )
    assert {"extractFromFile", "informationExtractor"} <= set(types(request_))


def test_a_field_that_gets_a_new_name_is_no_order() -> None:
    request_ = "Rename the columns name to full_name and mail to email in the sheet and write it to Airtable"
    assert types(request_) == ["manualTrigger", "googleSheets", "renameKeys", "airtable"]


def test_documents_that_are_in_a_store_are_not_put_there() -> None:
    assert "formTrigger" not in types(
        "Chatbot that answers questions about our docs in Pinecone using OpenAI"
    )


@pytest.mark.parametrize(
    ("request_", "reading"),
    [
        (
            "Every evening get the tasks completed today in Todoist and post them in Slack",
            {"operation": "getAll"},
        ),
        ("get all contacts created yesterday in HubSpot and add them to a sheet", {"operation": "getAll"}),
        ("get the cards archived today in Trello and post them in Slack", {"resource": "list"}),
    ],
)
def test_things_that_something_was_done_to_are_read(request_: str, reading: dict[str, str]) -> None:
    services = [
        node for node in nodes(request_) if node["type"].endswith((".todoist", ".hubspot", ".trello"))
    ]
    assert len(services) == 1
    assert reading.items() <= services[0]["parameters"].items()
