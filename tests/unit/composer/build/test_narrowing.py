"""Lists narrowed to a period and a state: asked of the service where it can, filtered where it cannot, never dropped."""

from __future__ import annotations

from typing import Any

import pytest

from nodepilot.pipeline.builtin import run_builtin
from nodepilot.pipeline.result import Result

_TICKET = "$('Get many tickets in Freshdesk').item.json"
FRESHDESK_PRIORITY = (
    "={{ ({ 1: 'low', 2: 'medium', 3: 'high', 4: 'urgent' })"
    f"[{_TICKET}.priority] ?? {_TICKET}.priority }}}}"
)
"""Its API tells the priority by a number."""


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


def compared(result: Result) -> list[tuple[str, str, str]]:
    """(what is compared, how, with what) of the filter."""
    tests = node(result, "filter")["parameters"]["conditions"]["conditions"]
    return [(test["leftValue"], test["operator"]["operation"], test["rightValue"]) for test in tests]


@pytest.mark.parametrize(
    ("request_", "expected"),
    [
        ("Every morning text me the urgent Zendesk tickets", ("={{ $json.priority }}", "equals", "urgent")),
        (
            "Every hour post high priority ClickUp tasks to Slack",
            ("={{ $json.priority.priority }}", "equals", "high"),
        ),
        (
            "Each morning send me blocked Linear issues on Telegram",
            ("={{ $json.state.name }}", "equals", "blocked"),
        ),
        ("Every night export archived Trello cards to Google Sheets", ("={{ $json.closed }}", "true", "")),
        (
            "Post flagged Outlook emails to Teams every morning",
            ("={{ $json.flag.flagStatus }}", "equals", "flagged"),
        ),
        (
            "Chaque matin, envoie-moi les tickets urgents de Freshdesk par e-mail",
            (FRESHDESK_PRIORITY, "equals", "urgent"),
        ),
    ],
)
def test_what_marks_them_is_compared_where_the_service_gives_it(
    request_: str, expected: tuple[str, str, str]
) -> None:
    assert compared(made(request_)) == [expected]


@pytest.mark.parametrize(
    ("request_", "field"),
    [
        ("Every Monday, email me all HubSpot contacts without a phone number", "properties.phone?.value)"),
        ("Every day get Airtable records without an owner and post them in Slack", "Owner"),
        ("Every day email me Pipedrive persons without an email address", "emails[0].value"),
        ("Every Friday post the Asana tasks without an assignee in #team", "assignee"),
    ],
)
def test_what_they_lack_is_empty(request_: str, field: str) -> None:
    result = made(request_)
    [(left, operation, _)] = compared(result)
    assert f".{field} " in left
    assert operation == "empty"
    assert not has(result, "summarize")


def test_a_country_may_be_told_by_its_name_or_its_letters() -> None:
    result = made("Every day get the WooCommerce orders from Germany and email them to me")
    assert compared(result) == [
        ("={{ $json.billing.country }}", "equals", "Germany"),
        ("={{ $json.billing.country }}", "equals", "DE"),
    ]
    assert node(result, "filter")["parameters"]["conditions"]["combinator"] == "or"


def test_marks_are_asked_of_the_service_where_it_can_be() -> None:
    posts = made("Every Monday send me the draft WordPress posts")
    assert node(posts, "wordpress")["parameters"]["options"] == {"status": "draft"}
    issues = made("Every Monday post urgent unassigned Jira bugs without a due date in #dev")
    assert node(issues, "jira")["parameters"]["options"]["jql"] == (
        "issuetype = Bug AND priority = Highest AND assignee is EMPTY AND duedate is EMPTY"
    )
    mails = made("Every evening save starred Gmail emails to Notion")
    assert node(mails, "gmail")["parameters"]["filters"] == {"q": "is:starred"}
    assert not any(has(each, "filter") for each in (posts, issues, mails))


def test_what_only_sounds_like_a_mark_is_none() -> None:
    for request_ in (
        "Every morning post the public holidays from Google Calendar in Slack",
        "Every day email me the recently published YouTube videos",
        "Every day get the Notion pages and save them as a draft in Gmail",
    ):
        assert not has(made(request_), "filter")


@pytest.mark.parametrize(
    ("request_", "field", "value"),
    [
        (
            "Every week get HubSpot contacts in Berlin and add them to a Google Sheet",
            "properties.city?.value",
            "Berlin",
        ),
        ("Every Monday send me Zendesk tickets from acme.com", "email", "acme.com"),
    ],
)
def test_where_they_are_from_tells_the_field(request_: str, field: str, value: str) -> None:
    [(left, _, right)] = compared(made(request_))
    assert f".{field} " in left
    assert right == value


def test_what_is_late_is_due_before_now() -> None:
    issues = made("Every Monday email me overdue Jira bugs assigned to me")
    assert node(issues, "jira")["parameters"]["options"]["jql"] == (
        "issuetype = Bug AND assignee = currentUser() AND duedate < now() AND statusCategory != Done"
    )
    assert not has(issues, "filter")
    [(left, operation, _)] = compared(made("Chaque lundi, poste les tâches Asana en retard dans Slack"))
    assert (left, operation) == ("={{ $json.due_date }}", "before")
