"""Cases inside a case: what narrows the event is asked first."""

from __future__ import annotations

import pytest

from nodepilot.pipeline.builtin import run_builtin


@pytest.mark.parametrize(
    ("request_", "asked"),
    [
        (
            "When a Jira issue changes to Done, if the priority is high post in Slack #wins, otherwise log it in Google Sheets",
            ["Done", "high"],
        ),
        (
            "New Trello card in the list Inbox: if the title contains bug add a comment, otherwise archive it",
            ["Inbox", "bug"],
        ),
    ],
)
def test_what_narrows_the_event_holds_the_cases(request_: str, asked: list[str]) -> None:
    workflow = run_builtin(request_).workflow
    assert workflow is not None
    gates = [node for node in workflow["nodes"] if node["type"].endswith(".if")]
    assert [
        test["rightValue"] for gate in gates for test in gate["parameters"]["conditions"]["conditions"]
    ] == asked
    outer, inner = gates
    ways = workflow["connections"][outer["name"]]["main"]
    assert [[end["node"] for end in way] for way in ways if way] == [[inner["name"]]]
    assert len([way for way in workflow["connections"][inner["name"]]["main"] if way]) == 2


def test_a_case_in_which_nothing_is_done_stays_one() -> None:
    workflow = run_builtin(
        "When a Jira issue changes to Done do nothing, if the priority is high post in Slack #wins"
    ).workflow
    assert workflow is not None
    assert sum(node["type"].endswith((".if", ".switch")) for node in workflow["nodes"]) == 1
