"""Starts at set times, and at times that nobody set."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from nodepilot.composer.build.draft import Draft, Flow
from nodepilot.composer.build.narrowing import keep_only
from nodepilot.composer.build.start_flows import flow_behind
from nodepilot.composer.reading.story import Start
from nodepilot.plan.model import Code, Origin, OriginKind, Value
from nodepilot.plan.shapes import condition
from nodepilot.sentences import say

_BASE = "n8n-nodes-base."


def at_set_times(draft: Draft, start: Start) -> Flow:
    schedule = draft.utterance.schedule
    assert schedule is not None  # noqa: S101
    intervals = [_any_last_day(each) if schedule.on_last_day else dict(each) for each in schedule.intervals]
    rule: Value = {"interval": intervals}
    key = draft.add(
        _BASE + "scheduleTrigger",
        {"rule": rule},
        name="Schedule",
        key="schedule",
        span=schedule.span,
        origins={"rule": Origin(OriginKind.REQUEST, schedule.span)},
    )
    if schedule.assumed and not schedule.on_last_day:
        draft.assume(say("The time was left open: {assumed}.", assumed=schedule.assumed), key, schedule.span)
    del start
    flow = flow_behind(draft, key, _BASE + "scheduleTrigger")
    if schedule.on_last_day:
        last = condition(Code("$now.plus({ days: 1 }).day === 1"), "true", type="boolean")
        keep_only(draft, flow, [last], [schedule.span])
    return flow


def _any_last_day(interval: Mapping[str, Any]) -> dict[str, Any]:
    """Each day that may be a month's last: the step behind it asks whether it is."""
    time = f"{interval['triggerAtMinute']} {interval['triggerAtHour']}"
    return {"field": "cronExpression", "expression": f"{time} 28-31 * *"}


def every_few_minutes(draft: Draft, start: Start) -> Flow:
    key = draft.add(
        _BASE + "scheduleTrigger",
        {"rule": {"interval": [{"field": "minutes", "minutesInterval": 5}]}},
        name="Every 5 minutes",
        key="schedule",
        kind=OriginKind.ASSUMPTION,
    )
    draft.assume(say("Nothing was said about how often to look: it looks every 5 minutes."), key)
    del start
    return flow_behind(draft, key, _BASE + "scheduleTrigger")


def every_day(draft: Draft, start: Start) -> Flow:
    key = draft.add(
        _BASE + "scheduleTrigger",
        {
            "rule": {
                "interval": [{"field": "days", "daysInterval": 1, "triggerAtHour": 9, "triggerAtMinute": 0}]
            }
        },
        name="Every day",
        key="schedule",
        kind=OriginKind.ASSUMPTION,
    )
    draft.assume(say("What it is about changes from day to day: it looks every morning at 9."), key)
    del start
    return flow_behind(draft, key, _BASE + "scheduleTrigger")
