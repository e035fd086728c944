from __future__ import annotations

from typing import Any

import pytest

from tests.unit.upgrade.raising import BASE, parameters, raised


@pytest.mark.parametrize(
    ("time", "interval"),
    [
        ({}, {"field": "days", "triggerAtHour": 14, "triggerAtMinute": 0}),
        ({"mode": "everyMinute"}, {"field": "minutes", "minutesInterval": 1}),
        ({"mode": "everyHour", "minute": 5}, {"field": "hours", "triggerAtMinute": 5}),
        ({"mode": "everyDay", "hour": 9}, {"field": "days", "triggerAtHour": 9, "triggerAtMinute": 0}),
        (
            {"mode": "everyWeek", "weekday": "0", "hour": 9, "minute": 30},
            {"field": "weeks", "triggerAtDay": [0], "triggerAtHour": 9, "triggerAtMinute": 30},
        ),
        (
            {"mode": "everyMonth", "dayOfMonth": 3, "hour": 1},
            {"field": "months", "triggerAtDayOfMonth": 3, "triggerAtHour": 1, "triggerAtMinute": 0},
        ),
        ({"mode": "everyX", "unit": "minutes", "value": 10}, {"field": "minutes", "minutesInterval": 10}),
        ({"mode": "everyX", "value": 6}, {"field": "hours", "hoursInterval": 6}),
        (
            {"mode": "custom", "cronExpression": "0 9 * * 1"},
            {"field": "cronExpression", "expression": "0 9 * * 1"},
        ),
    ],
)
def test_cron(time: dict[str, Any], interval: dict[str, Any]) -> None:
    found = raised("cron", 1, triggerTimes={"item": [time]})
    assert found.type == f"{BASE}scheduleTrigger"
    assert parameters(found) == {"rule": {"interval": [interval]}}


@pytest.mark.parametrize(
    "given",
    [
        {},
        {"triggerTimes": {"item": [{"hour": "={{ 9 }}"}]}},
        {"triggerTimes": {"item": [{"mode": "everyX", "unit": "minutes", "value": 90}]}},
    ],
)
def test_times_that_cannot_be_told(given: dict[str, Any]) -> None:
    assert raised("cron", 1, **given).raw is None


def test_interval() -> None:
    assert parameters(raised("interval", 1, interval=5, unit="minutes")) == {
        "rule": {"interval": [{"field": "minutes", "minutesInterval": 5}]}
    }
    assert raised("interval", 1, interval=90, unit="minutes").raw is None
