from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from nodepilot.composer.duties.timing import Timing, timing_of
from nodepilot.workflow.model import Workflow

NOW = datetime(2026, 3, 27, 10, 5, 30, tzinfo=UTC)
"""A Friday; in Berlin the clocks go forward two days later."""


def timing(*intervals: dict[str, Any], zone: str | None = None) -> Timing:
    settings = {"timezone": zone} if zone else {}
    node = {
        "name": "Schedule",
        "type": "n8n-nodes-base.scheduleTrigger",
        "parameters": {"rule": {"interval": list(intervals)}},
    }
    return timing_of(Workflow({"nodes": [node], "connections": {}, "settings": settings}), NOW)


def told(found: Timing) -> list[str]:
    return [moment.strftime("%a %d %b %H:%M %z") for moment in found.next_runs]


def test_weekdays_in_their_zone_over_the_change_of_clocks() -> None:
    found = timing(
        {"field": "weeks", "triggerAtDay": [1, 2, 3, 4, 5], "triggerAtHour": 8, "triggerAtMinute": 30},
        zone="Europe/Berlin",
    )
    assert told(found)[:2] == ["Mon 30 Mar 08:30 +0200", "Tue 31 Mar 08:30 +0200"]
    assert len(found.next_runs) == 5
    assert found.timezone == "Europe/Berlin"
    assert found.runs_a_month == 20


def test_minutes_and_hours() -> None:
    assert told(timing({"field": "minutes", "minutesInterval": 15}))[:2] == [
        "Fri 27 Mar 10:15 +0000",
        "Fri 27 Mar 10:30 +0000",
    ]
    assert timing({"field": "minutes", "minutesInterval": 15}).runs_a_month == 2880
    assert told(timing({"field": "hours", "hoursInterval": 6, "triggerAtMinute": 10}))[:2] == [
        "Fri 27 Mar 12:10 +0000",
        "Fri 27 Mar 18:10 +0000",
    ]


def test_every_second_week_and_every_third_month() -> None:
    weeks = timing({"field": "weeks", "weeksInterval": 2, "triggerAtDay": [5], "triggerAtHour": 14})
    assert told(weeks)[:3] == ["Fri 27 Mar 14:00 +0000", "Fri 10 Apr 14:00 +0000", "Fri 24 Apr 14:00 +0000"]
    months = timing({"field": "months", "monthsInterval": 3, "triggerAtDayOfMonth": 1, "triggerAtHour": 9})
    assert told(months)[:2] == ["Wed 01 Apr 09:00 +0000", "Wed 01 Jul 09:00 +0000"]


def test_cron() -> None:
    found = timing({"field": "cronExpression", "expression": "30 6 * * 1"})
    assert told(found)[:2] == ["Mon 30 Mar 06:30 +0000", "Mon 06 Apr 06:30 +0000"]
    assert found.runs_a_month == 4


def test_several_times_a_day_come_in_order() -> None:
    found = timing({"triggerAtHour": 20}, {"triggerAtHour": 8})
    assert told(found)[:3] == ["Fri 27 Mar 20:00 +0000", "Sat 28 Mar 08:00 +0000", "Sat 28 Mar 20:00 +0000"]
    assert found.runs_a_month == 60


def test_without_a_schedule_there_is_nothing_to_tell() -> None:
    webhook = Workflow({"nodes": [{"name": "W", "type": "n8n-nodes-base.webhook"}], "connections": {}})
    assert timing_of(webhook, NOW) == Timing(None, (), None)


@pytest.mark.parametrize(
    "interval",
    [
        {"field": "cronExpression", "expression": "nonsense"},
        {"field": "cronExpression", "expression": "0 0 30 2 *"},
        {"field": "nothing"},
        {"triggerAtHour": "x", "daysInterval": -4},
        {"field": "weeks", "triggerAtDay": "x"},
        {"field": "minutes", "minutesInterval": 0},
        {"field": "months", "triggerAtDayOfMonth": 31},
    ],
)
def test_any_rule_is_read(interval: dict[str, Any]) -> None:
    assert len(timing(interval, zone="No/Where").next_runs) <= 5
