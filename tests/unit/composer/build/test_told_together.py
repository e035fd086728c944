"""Several things in one message: each is read by itself, and all of it is told at once."""

from __future__ import annotations

import pytest

from tests.unit.composer.building import nodes, parameters, types


@pytest.mark.parametrize(
    ("request_", "reads", "receiver"),
    [
        (
            "Every morning send me one Telegram message with the weather in Berlin and today's Google Calendar events",
            ["openWeatherMap", "googleCalendar"],
            "telegram",
        ),
        (
            "Every morning at 7 send me the weather in Graz, my calendar events and my Todoist tasks in one email",
            ["openWeatherMap", "googleCalendar", "todoist"],
            "gmail",
        ),
        (
            "Every day at 8 get the open Jira issues and the open Asana tasks and post both to Slack #daily",
            ["jira", "asana"],
            "slack",
        ),
        (
            "Every Monday post the number of new HubSpot contacts and the number of won Pipedrive deals to Discord",
            ["hubspot", "pipedrive"],
            "discord",
        ),
    ],
)
def test_all_of_it_is_one_message(request_: str, reads: list[str], receiver: str) -> None:
    made = types(request_)
    assert [each for each in made if each in {*reads, receiver}] == [*reads, receiver]
    text = parameters(request_, "set")["assignments"]["assignments"][0]["value"]
    lists = [node["name"] for node in nodes(request_) if node["type"].endswith((".aggregate", ".summarize"))]
    assert all(f"$('{name}').first()" in text for name in lists)


def test_a_list_without_entries_keeps_the_rest() -> None:
    request = "Every morning text me my Google Calendar events and my Todoist tasks in one Telegram message"
    read = [node for node in nodes(request) if node["type"].endswith((".googleCalendar", ".todoist"))]
    assert [node.get("alwaysOutputData") for node in read] == [True, True]


def test_a_model_writes_about_all_of_it() -> None:
    request = "Every day at 6 have Claude write a briefing from my unread Gmail and today's Outlook events and send it on Telegram"
    made = types(request)
    assert made.index("set") < made.index("chainLlm") < made.index("telegram")
    assert "$json.text" in parameters(request, "chainLlm")["text"]


def test_what_is_kept_somewhere_is_no_message() -> None:
    request = "Every night copy the HubSpot contacts and the Pipedrive deals to Postgres"
    assert "set" not in types(request)
