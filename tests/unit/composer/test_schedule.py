"""Time words of five languages become the rule of n8n's Schedule Trigger."""

from __future__ import annotations

from typing import Any

import pytest

import nodepilot
from nodepilot.pipeline.builtin import run_builtin

SCHEDULE = "n8n-nodes-base.scheduleTrigger"


def rule(request: str) -> list[dict[str, Any]]:
    workflow = run_builtin(request).workflow
    assert workflow is not None
    trigger = next(node for node in workflow["nodes"] if node["type"] == SCHEDULE)
    intervals: list[dict[str, Any]] = trigger["parameters"]["rule"]["interval"]
    return intervals


@pytest.mark.parametrize(
    ("request_", "expected"),
    [
        (
            "every weekday at 8:30 post 'hello' to the Slack channel #general",
            {"field": "weeks", "triggerAtDay": [1, 2, 3, 4, 5], "triggerAtHour": 8},
        ),
        ("every day at noon post 'hello' to the Slack channel #general", {"triggerAtHour": 12}),
        (
            "on the first of every month at 7 post 'hello' to the Slack channel #general",
            {"field": "months", "triggerAtHour": 7},
        ),
        (
            "every 15 min post 'hello' to the Slack channel #general",
            {"field": "minutes", "minutesInterval": 15},
        ),
        ("every 2 hours post 'hello' to the Slack channel #general", {"field": "hours", "hoursInterval": 2}),
        (
            "Saturdays at 6pm post 'hello' to the Slack channel #general",
            {"field": "weeks", "triggerAtDay": [6], "triggerAtHour": 18},
        ),
        (
            "mondays and thursdays at 9am post 'hello' to the Slack channel #general",
            {"field": "weeks", "triggerAtDay": [1, 4], "triggerAtHour": 9},
        ),
        (
            "jeden Montag um 9 Uhr 'hallo' in den Slack-Kanal #general schreiben",
            {"field": "weeks", "triggerAtDay": [1], "triggerAtHour": 9},
        ),
        (
            "tous les vendredis à 18h envoie 'bonjour' sur le canal Slack #general",
            {"field": "weeks", "triggerAtDay": [5], "triggerAtHour": 18},
        ),
        (
            "cada día a las 7:30 envía 'hola' al canal de Slack #general",
            {"triggerAtHour": 7, "triggerAtMinute": 30},
        ),
        (
            "toda segunda às 8h envie 'oi' no canal #general do Slack",
            {"field": "weeks", "triggerAtDay": [1], "triggerAtHour": 8},
        ),
    ],
)
def test_time_words(request_: str, expected: dict[str, Any]) -> None:
    (interval,) = rule(request_)
    assert expected.items() <= interval.items()


WEEKS, MONTHS, HOURS, CRON = "weeks", "months", "hours", "cronExpression"


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("at 5 past every hour", [{"field": HOURS, "triggerAtMinute": 5}]),
        ("every hour at :30", [{"field": HOURS, "triggerAtMinute": 30}]),
        ("each morning at quarter past seven", [{"triggerAtHour": 7, "triggerAtMinute": 15}]),
        ("every day half past five in the afternoon", [{"triggerAtHour": 17, "triggerAtMinute": 30}]),
        ("at quarter to nine every morning", [{"triggerAtHour": 8, "triggerAtMinute": 45}]),
        (
            "täglich um halb acht 'hallo' in den Slack-Kanal #general schreiben",
            [{"triggerAtHour": 7, "triggerAtMinute": 30}],
        ),
        ("daily at 0630", [{"triggerAtHour": 6, "triggerAtMinute": 30}]),
        ("twice daily", [{"triggerAtHour": 9}, {"triggerAtHour": 17}]),
        ("4 times an hour", [{"minutesInterval": 15}]),
        ("every third day at 8", [{"daysInterval": 3, "triggerAtHour": 8}]),
        ("Mon-Fri at 9", [{"field": WEEKS, "triggerAtDay": [1, 2, 3, 4, 5], "triggerAtHour": 9}]),
        ("Tue/Thu at 10", [{"field": WEEKS, "triggerAtDay": [2, 4], "triggerAtHour": 10}]),
        (
            "montags und donnerstags um 10 Uhr 'hallo' in den Slack-Kanal #general schreiben",
            [{"triggerAtDay": [1, 4]}],
        ),
        ("every 1st and 15th at 9am", [{"triggerAtDayOfMonth": 1}, {"triggerAtDayOfMonth": 15}]),
        ("on the 5th, 10th and 20th of the month", [{"triggerAtDayOfMonth": day} for day in (5, 10, 20)]),
        ("monthly on the 10th at 7", [{"field": MONTHS, "triggerAtDayOfMonth": 10, "triggerAtHour": 7}]),
        ("at the end of each month", [{"field": CRON, "expression": "0 9 28-31 * *"}]),
        ("zum Monatsende", [{"field": CRON, "expression": "0 9 28-31 * *"}]),
        ("weekdays at 12:30 read the Google Sheet Lunch and", [{"triggerAtHour": 12, "triggerAtMinute": 30}]),
        ("every Friday at 4 remind the team", [{"triggerAtDay": [5], "triggerAtHour": 16}]),
        ("the first Monday each month at 9am", [{"field": CRON, "expression": "0 9 1-7 * 1"}]),
        ("on the last Friday of the month at 3pm", [{"field": CRON, "expression": "0 15 25-31 * 5"}]),
        ("once a year on January 1st", [{"field": CRON, "expression": "0 9 1 1 *"}]),
        ("on the 24th of December every year at 18:00", [{"field": CRON, "expression": "0 18 24 12 *"}]),
        ("every day except Sunday at 9", [{"triggerAtDay": [1, 2, 3, 4, 5, 6], "triggerAtHour": 9}]),
        ("every 15th at 10am", [{"field": MONTHS, "triggerAtDayOfMonth": 15, "triggerAtHour": 10}]),
        (
            "at the end of every quarter",
            [{"expression": "0 9 31 3,12 *"}, {"expression": "0 9 30 6,9 *"}],
        ),
        ("every working day at close of business", [{"triggerAtHour": 17}]),
        (
            "every Monday at 9 and every Friday at 17",
            [{"triggerAtDay": [1], "triggerAtHour": 9}, {"triggerAtDay": [5], "triggerAtHour": 17}],
        ),
        (
            "Monday to Thursday at 8 and Friday at 12",
            [{"triggerAtDay": [1, 2, 3, 4]}, {"triggerAtDay": [5], "triggerAtHour": 12}],
        ),
        (
            "jeden zweiten Mittwoch um halb neun 'hallo' in den Slack-Kanal #general schreiben",
            [{"weeksInterval": 2, "triggerAtDay": [3], "triggerAtHour": 8, "triggerAtMinute": 30}],
        ),
        ("every first Monday of the quarter at 9", [{"expression": "0 9 1-7 1,4,7,10 1"}]),
        ("Sunday evenings", [{"triggerAtDay": [0], "triggerAtHour": 18}]),
        (
            "every first and third Wednesday at 17:00",
            [{"expression": "0 17 1-7 * 3"}, {"expression": "0 17 15-21 * 3"}],
        ),
        (
            "todo dia 5 às 10h 'oi' no canal do Slack #geral",
            [{"field": MONTHS, "triggerAtDayOfMonth": 5, "triggerAtHour": 10}],
        ),
        ("every 10 minutes during business hours", [{"field": CRON, "expression": "*/10 9-17 * * 1-5"}]),
    ],
)
def test_times_as_people_say_them(said: str, expected: list[dict[str, Any]]) -> None:
    intervals = rule(said if "#" in said else f"{said} post 'hello' to the Slack channel #general")
    assert len(intervals) == len(expected)
    assert all(each.items() <= interval.items() for each, interval in zip(expected, intervals, strict=True))


@pytest.mark.parametrize("deadline", ["due at the end of the month", "open during business hours"])
def test_a_time_that_something_is_due_is_no_schedule(deadline: str) -> None:
    workflow = run_builtin(f"when a Jira issue is created that is {deadline} post it to Slack").workflow
    assert workflow is not None
    assert SCHEDULE not in {node["type"] for node in workflow["nodes"]}


def test_a_cron_expression_is_taken_as_it_is() -> None:
    (interval,) = rule("on cron 15 3 * * 1-5 post 'hello' to the Slack channel #general")
    assert interval == {"field": "cronExpression", "expression": "15 3 * * 1-5"}


def test_a_time_zone_is_kept() -> None:
    workflow = run_builtin("daily at 6 Europe/Berlin time post 'hi' to the Slack channel #general").workflow
    assert workflow is not None
    assert workflow["settings"]["timezone"] == "Europe/Berlin"


def test_the_last_day_is_asked_for_behind_the_trigger() -> None:
    workflow = nodepilot.generate(
        "On the last day of every month at 18:00 post 'closing' to Slack #team"
    ).workflow
    assert workflow is not None
    trigger, asks, _ = workflow["nodes"]
    assert trigger["parameters"]["rule"]["interval"] == [{"field": CRON, "expression": "0 18 28-31 * *"}]
    assert "$now.plus({ days: 1 }).day === 1" in str(asks["parameters"])
