"""Runs of a code host, kinds of issues, status codes that are kept."""

from __future__ import annotations

import pytest

from tests.unit.composer.building import parameters, types


@pytest.mark.parametrize(
    "request_",
    [
        "When a GitHub Actions workflow fails, tell #dev on Slack",
        "If a GitHub Action fails, open a Linear issue",
        "When a build fails in the GitHub repo acme/web, message me on Telegram",
    ],
)
def test_a_run_of_github_is_a_check(request_: str) -> None:
    assert parameters(request_, "githubTrigger")["events"] == ["check_run"]
    test = parameters(request_, "filter")["conditions"]["conditions"][0]["leftValue"]
    assert "check_run?.conclusion" in test


def test_a_push_is_no_run() -> None:
    request = "When something is pushed to the GitHub repo acme/web, run the build in Jenkins"
    assert parameters(request, "githubTrigger")["events"] == ["push"]


def test_a_kind_of_issue_is_the_triggers_filter() -> None:
    request = "When a new Jira bug is created, post it in Slack #bugs"
    assert types(request) == ["jiraTrigger", "slack"]
    assert parameters(request, "jiraTrigger")["additionalFields"]["filter"] == "issuetype = Bug"
    other = "When a Jira issue is created, post it in Slack #dev"
    assert "filter" not in parameters(other, "jiraTrigger").get("additionalFields", {})


def test_the_status_code_is_what_is_kept() -> None:
    request = "Every 6 hours call https://cron.example.com/run and log the status code in Postgres"
    assert parameters(request, "postgres")["columns"]["value"] == {"status_code": "={{ $json.statusCode }}"}
    assert parameters(request, "httpRequest")["options"]["response"]["response"]["fullResponse"] is True


@pytest.mark.parametrize(
    ("happens", "headline"),
    [
        ("a Stripe customer is created", "New customer"),
        ("a Stripe subscription is cancelled", "Deleted subscription"),
        ("a Stripe payment succeeds", "New payment"),
        ("a Stripe payment fails", "Failed payment"),
        ("a Stripe refund is made", "New refund"),
    ],
)
def test_a_message_names_what_the_event_is_about(happens: str, headline: str) -> None:
    text = parameters(f"When {happens}, post it in Slack #finance", "slack")["text"]
    assert text.startswith(f"={headline} (Stripe)")
