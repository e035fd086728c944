"""What words name by themselves does not turn a look at a list into something that deletes."""

from __future__ import annotations

import pytest

from nodepilot.pipeline.builtin import run_builtin


@pytest.mark.parametrize(
    "request_",
    [
        "Remove duplicate rows by email from my Google Sheet and save the clean list as a CSV in Dropbox",
        "Dedupe the rows of my Google Sheet by email and send the list to Slack",
    ],
)
def test_doubles_of_a_list_are_left_out_and_not_deleted_where_it_stands(request_: str) -> None:
    workflow = run_builtin(request_).workflow
    assert workflow is not None
    sheet = next(n for n in workflow["nodes"] if n["type"] == "n8n-nodes-base.googleSheets")
    assert sheet["parameters"].get("operation", "read") == "read"
    assert "n8n-nodes-base.removeDuplicates" in {n["type"] for n in workflow["nodes"]}
