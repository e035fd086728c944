"""Short requests of everyday: what is named gets its name, what is thanked is thanked, whoever is meant gets it."""

from __future__ import annotations

import json

import pytest

import nodepilot


def _last(request: str) -> tuple[str, str]:
    workflow = nodepilot.generate(request).workflow
    assert workflow is not None
    node = workflow["nodes"][-1]
    return node["type"].rpartition(".")[2], json.dumps(node["parameters"], ensure_ascii=False)


@pytest.mark.parametrize(
    ("request_", "node", "part"),
    [
        ('Every Monday create a Trello card called "Week plan"', "trello", '"name": "Week plan"'),
        ("Every Monday create a Notion page named Weekly notes", "notion", '"title": "Weekly notes"'),
        ("When someone fills in my Typeform, thank them via SMS", "twilio", '"message": "Thank you!"'),
        (
            "Whenever a task is completed in Asana, congratulate the team in Slack #wins",
            "slack",
            "Congratulations",
        ),
        ("When a Stripe payment fails, DM me on Slack", "slack", '"select": "user"'),
        ("When a deal is won in Pipedrive send a direct message to @anna on Slack", "slack", "@anna"),
        (
            "As soon as an event is created in my Google Calendar, post it in the Mattermost channel events",
            "mattermost",
            '"channelId": "events"',
        ),
        (
            "Every night delete all rows in the Postgres table sessions older than 7 days",
            "postgres",
            "FROM sessions",
        ),
        ("When I get a new voice message in Telegram, save it to Google Drive", "googleDrive", "fileName"),
    ],
)
def test_what_is_said_stands_there(request_: str, node: str, part: str) -> None:
    kind, made = _last(request_)
    assert kind == node
    assert part in made


def test_a_name_that_points_elsewhere_is_no_name() -> None:
    assert (
        "after the deal"
        not in _last("When a deal is won in Pipedrive, create a card named after the deal in Trello")[1]
    )


def test_who_joins_a_group_is_told_from_other_messages() -> None:
    workflow = nodepilot.generate(
        "Once somebody joins my Telegram group, greet them with a welcome message"
    ).workflow
    assert workflow is not None
    assert [n["type"].rpartition(".")[2] for n in workflow["nodes"]] == [
        "telegramTrigger",
        "filter",
        "telegram",
    ]
    assert "Welcome!" in str(workflow["nodes"][-1]["parameters"]["text"])


@pytest.mark.parametrize(
    ("request_", "first"),
    [
        ("Whenever a Zoom meeting ends, create a Notion page", "webhook"),
        ("new Intercom conversation -> ping #support on Discord", "webhook"),
        ("When there is a new post in WordPress, share it on LinkedIn", "scheduleTrigger"),
    ],
)
def test_what_no_list_tells_of_comes_by_webhook(request_: str, first: str) -> None:
    workflow = nodepilot.generate(request_).workflow
    assert workflow is not None
    assert workflow["nodes"][0]["type"] == f"n8n-nodes-base.{first}"


@pytest.mark.parametrize(
    ("request_", "node", "part"),
    [
        (
            "When my sensor publishes on home/livingroom/temp via MQTT, alert me on Telegram",
            "mqttTrigger",
            "home/livingroom/temp",
        ),
        ("Store MQTT messages from sensors/humidity in Google Sheets", "mqttTrigger", "sensors/humidity"),
        (
            "Every Monday get the open Jira bugs assigned to me and send them to Teams",
            "jira",
            "issuetype = Bug AND assignee = currentUser() AND statusCategory != Done",
        ),
        ("Every Friday email me the unassigned Jira issues", "jira", "assignee is EMPTY"),
        ("On the 5th of each month mail me the open invoices from Xero", "xero", "AUTHORISED"),
        ("On the 5th of each month mail me the open QuickBooks invoices", "filter", "Balance"),
    ],
)
def test_what_is_told_of_the_things_is_asked_for(request_: str, node: str, part: str) -> None:
    workflow = nodepilot.generate(request_).workflow
    assert workflow is not None
    made = {n["type"].rpartition(".")[2]: json.dumps(n["parameters"]) for n in workflow["nodes"]}
    assert part in made[node]
