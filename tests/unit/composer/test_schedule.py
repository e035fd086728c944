"""Time words of five languages become the rule of n8n's Schedule Trigger."""

from __future__ import annotations

from typing import Any

import pytest

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


def test_a_cron_expression_is_taken_as_it_is() -> None:
    (interval,) = rule("on cron 15 3 * * 1-5 post 'hello' to the Slack channel #general")
    assert interval == {"field": "cronExpression", "expression": "15 3 * * 1-5"}


def test_a_time_zone_is_kept() -> None:
    workflow = run_builtin("daily at 6 Europe/Berlin time post 'hi' to the Slack channel #general").workflow
    assert workflow is not None
    assert workflow["settings"]["timezone"] == "Europe/Berlin"
