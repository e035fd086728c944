"""One text about a list, or one text for each of its entries; documents with their text."""

from __future__ import annotations

import pytest

from tests.unit.composer.building import nodes, types


@pytest.mark.parametrize(
    "request_",
    [
        "every evening summarize today's Gmail messages with OpenAI and send the summary to Telegram",
        "every Monday collect the GitHub pull requests merged last week, summarize them with Claude and post to #dev",
        "every Friday write a report with GPT about the Jira issues done this week and mail it to me",
    ],
)
def test_a_summary_of_a_list_is_one_text(request_: str) -> None:
    found = types(request_)
    assert found.index("aggregate") < found.index("chainLlm")


@pytest.mark.parametrize(
    "request_",
    [
        "every hour check https://example.com/rss for new articles, summarize each with OpenAI and post it to Discord",
        "every hour check https://example.com/rss for new articles, summarize with OpenAI and post to Discord",
        "every morning read the Google Sheet Leads and write a personal email to each with GPT",
    ],
)
def test_entries_that_stand_alone_stay_alone(request_: str) -> None:
    assert "aggregate" not in types(request_)


def test_a_document_gets_its_text() -> None:
    *_, made, written = nodes(
        "summarize every new PDF in a Google Drive folder with Claude and put it into a Google Doc"
    )
    assert made["parameters"]["title"] == "={{ $('Google Drive Trigger').item.json.name }}"
    assert written["parameters"]["operation"] == "update"
    assert "json.text" in written["parameters"]["actionsUi"]["actionFields"][0]["text"]


def test_a_document_that_exists_is_added_to() -> None:
    found = nodes("append each form answer to my Google Doc 'Log'")
    assert [node["parameters"].get("operation") for node in found if node["type"].endswith("googleDocs")] == [
        "update"
    ]
