"""Lists narrowed to a period and a state: asked of the service where it can, filtered where it cannot, never dropped."""

from __future__ import annotations

from typing import Any

import pytest

from nodepilot.pipeline.builtin import run_builtin
from nodepilot.pipeline.result import Result


def made(request: str) -> Result:
    result = run_builtin(request)
    assert result.workflow is not None
    return result


def node(result: Result, node_type: str) -> dict[str, Any]:
    assert result.workflow is not None
    return next(n for n in result.workflow["nodes"] if n["type"].endswith(f".{node_type}"))


def has(result: Result, node_type: str) -> bool:
    assert result.workflow is not None
    return any(n["type"].endswith(f".{node_type}") for n in result.workflow["nodes"])


def test_a_node_that_can_is_asked() -> None:
    result = made("every morning email me yesterday's Shopify orders")
    assert node(result, "shopify")["parameters"]["options"] == {
        "createdAtMin": "={{ $today.minus({ days: 1 }) }}",
        "createdAtMax": "={{ $today }}",
    }
    assert not has(result, "filter")


def test_a_node_that_cannot_is_followed_by_a_filter() -> None:
    result = made("every Monday at 9 send last week's Stripe payments to Slack")
    tests = node(result, "filter")["parameters"]["conditions"]["conditions"]
    assert [test["operator"]["operation"] for test in tests] == ["afterOrEquals", "before"]
    assert all("fromSeconds" in test["leftValue"] for test in tests)


def test_a_bare_since_counts_changes_so_that_a_filter_follows() -> None:
    result = made("every Monday post the GitHub issues created in the past 7 days to Discord")
    assert "since" in node(result, "github")["parameters"]["getRepositoryIssuesFilters"]
    assert node(result, "filter")["parameters"]["conditions"]["conditions"][0]["leftValue"].endswith(
        "created_at }}"
    )


def test_a_state_is_asked_or_compared() -> None:
    assert node(made("every Friday post the closed GitHub issues to Discord"), "github")["parameters"][
        "getRepositoryIssuesFilters"
    ] == {"state": "closed"}
    [test] = node(made("every hour send the failed Stripe charges to #finance on Slack"), "filter")[
        "parameters"
    ]["conditions"]["conditions"]
    assert "'failed'" in test["leftValue"]


def test_jira_is_asked_in_its_own_language() -> None:
    result = made("every Friday send the Jira issues resolved this week to Slack")
    assert node(result, "jira")["parameters"]["options"]["jql"] == (
        "=statusCategory = Done AND resolved >= \"{{ $now.startOf('week').toFormat('yyyy-MM-dd HH:mm') }}\""
    )
    assert not has(result, "filter")


def test_all_pages_are_read_before_a_filter() -> None:
    result = made("every Monday send last week's Xero invoices to Slack")
    assert node(result, "xero")["parameters"]["returnAll"] is True


@pytest.mark.parametrize(
    ("request_", "expected"),
    [
        ("every Monday email me the Trello cards due this week", "“this week” is not applied"),
        ("every Sunday mail me this week's Figma comments", "no node that reads from Figma"),
        ("every night copy the Intercom conversations into Airtable", "knows no “conversations”"),
    ],
)
def test_what_cannot_be_done_is_said(request_: str, expected: str) -> None:
    assert expected in made(request_).text
