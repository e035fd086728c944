"""How something is written, told beside what is written: when it is due, who gets a copy, how it is sent."""

from __future__ import annotations

from typing import Any

import pytest

from nodepilot.pipeline.builtin import run_builtin


def parameters(request: str, node_type: str) -> dict[str, Any]:
    workflow = run_builtin(request).workflow
    assert workflow is not None
    found: dict[str, Any] = next(
        n["parameters"] for n in workflow["nodes"] if n["type"].endswith(f".{node_type}")
    )
    return found


@pytest.mark.parametrize(
    ("request_", "node_type", "holder", "name", "value"),
    [
        (
            "When a deal is won in Pipedrive, create an Asana task due in 3 days",
            "asana",
            "otherProperties",
            "due_on",
            "={{ $now.plus({ days: 3 }).toISODate() }}",
        ),
        (
            "Create a Todoist task due tomorrow for every starred Slack message",
            "todoist",
            "options",
            "dueDateTime",
            "={{ $today.plus({ days: 1 }).toISO() }}",
        ),
        (
            "When a GitHub issue is labelled bug, create a Trello card due next Friday",
            "trello",
            "additionalFields",
            "due",
            "={{ $today.plus({ days: (5 - $today.weekday + 7) % 7 || 7 }).toISO() }}",
        ),
        (
            "When a new Airtable record is created, send a silent Telegram message",
            "telegram",
            "additionalFields",
            "disable_notification",
            True,
        ),
        (
            "When a new row is added in Google Sheets, create an all-day event in Google Calendar",
            "googleCalendar",
            "additionalFields",
            "allday",
            "yes",
        ),
        (
            "When a form is submitted, create a high priority ClickUp task",
            "clickUp",
            "additionalFields",
            "priority",
            2,
        ),
    ],
)
def test_a_detail_is_the_parameter_for_it(
    request_: str, node_type: str, holder: str, name: str, value: object
) -> None:
    assert parameters(request_, node_type)[holder][name] == value


def test_how_it_is_made_is_no_field_of_it() -> None:
    task = parameters(
        "When a Jotform is submitted, create a ClickUp task due tomorrow with high priority", "clickUp"
    )["additionalFields"]
    assert task["priority"] == 2
    assert task["dueDate"] == "={{ $today.plus({ days: 1 }).toISO() }}"
    assert "riority" not in task["content"]


def test_what_is_due_is_no_time_to_wait() -> None:
    workflow = run_builtin("When a deal is won in Pipedrive, create an Asana task due in 3 days").workflow
    assert workflow is not None
    assert not any(each["type"].endswith(".wait") for each in workflow["nodes"])


def test_who_gets_a_copy_is_not_sent_the_mail_itself() -> None:
    mail = parameters(
        "When a new order comes in Shopify, email sales@acme.com and bcc archive@acme.com", "gmail"
    )
    assert mail["sendTo"] == "sales@acme.com"
    assert mail["options"]["bccList"] == "archive@acme.com"
    alone = parameters(
        "When a PayPal payment arrives, email me with ana@acme.com in CC via Outlook", "microsoftOutlook"
    )
    assert alone["toRecipients"] == "you@example.com"
    assert alone["additionalFields"]["ccRecipients"] == "ana@acme.com"


def test_a_person_without_an_address_is_asked_for() -> None:
    result = run_builtin("When a Stripe payment fails, send a Gmail to billing@acme.com and CC my boss")
    assert "the address of “my boss”" in result.text


def test_an_answer_goes_to_the_thread() -> None:
    message = parameters("When someone replies in Slack, answer as a reply in the thread", "slack")
    first = "$('Slack Trigger').item.json"
    thread = f"={{{{ {first}.thread_ts ?? {first}.ts }}}}"
    assert message["otherOptions"]["thread_ts"] == {"replyValues": {"thread_ts": thread}}


def test_a_reminder_stands_before_the_event() -> None:
    event = parameters(
        "When a form is submitted, create a Google Calendar event with a 30 minute reminder", "googleCalendar"
    )
    assert event["useDefaultReminders"] is False
    assert event["remindersUi"] == {"remindersValues": [{"method": "popup", "minutes": 30}]}


def test_who_does_it_and_how_urgent_it_is() -> None:
    request = "When a form is submitted, create a Jira bug with high priority assigned to Anna"
    issue = parameters(request, "jira")["additionalFields"]
    assert issue["priority"] == {"__rl": True, "value": "2", "mode": "id"}
    assert "the id of “Anna”" in run_builtin(request).text
    github = parameters(
        "When a new row is added in Google Sheets, create a GitHub issue assigned to octocat", "github"
    )
    assert github["assignees"] == [{"assignee": "octocat"}]
