"""Schedules in the hour that some nights don't have."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from nodepilot.sentences import say
from nodepilot.validation.context import ValidationContext
from nodepilot.validation.cron import CronError, parse_cron
from nodepilot.validation.findings import hint
from nodepilot.validation.issue import Issue, Source
from nodepilot.validation.rule import Rule
from nodepilot.validation.rules.triggers.schedules import SCHEDULES, rules_of

_SKIPPED_HOUR = 2
"""Most clocks that change go from 2:00 to 3:00, on a Sunday."""
_SUNDAYS = (0, 7)
_WHOLE_DAYS = ("days", "weeks", "months", None)


def check(context: ValidationContext) -> Iterator[Issue]:
    """Without a time zone of its own a workflow follows the server's, and n8n's default has such nights."""
    settings = context.document.get("settings")
    if isinstance(settings, dict) and settings.get("timezone") not in (None, "", "DEFAULT"):
        return
    for node in context.nodes_of_type(*SCHEDULES):
        if not node.disabled and any(_is_skipped(rule) for rule in rules_of(node)):
            yield hint(
                "SCHEDULE_IN_CLOCK_CHANGE",
                say(
                    "`{node}` fires between 2:00 and 3:00. The workflow names no time zone, and where clocks "
                    "go forward that hour is missing once a year: the run comes at 3:00. Name a time zone in "
                    "the settings.",
                    node=node.name,
                ),
                node.name,
            )


def _is_skipped(rule: dict[str, Any]) -> bool:
    """Only schedules that fire in no other hour: the others come again soon."""
    if rule.get("field") in _WHOLE_DAYS and "mode" not in rule:
        days = rule.get("triggerAtDay")
        on_sunday = (
            rule.get("field") != "weeks" or not isinstance(days, list) or any(day in _SUNDAYS for day in days)
        )
        return on_sunday and rule.get("triggerAtHour") == _SKIPPED_HOUR
    text = rule.get("expression", rule.get("cronExpression"))
    if not isinstance(text, str):
        return False
    try:
        cron = parse_cron(text)
    except CronError:
        return False
    return cron.hours == {_SKIPPED_HOUR} and any(day in _SUNDAYS for day in cron.weekdays)


RULE = Rule("clock changes", ("SCHEDULE_IN_CLOCK_CHANGE",), Source.NODEPILOT, check)
