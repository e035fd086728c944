"""Schedules that cannot be read, never fire, or fire all the time."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from nodepilot.sentences import say
from nodepilot.validation.context import ValidationContext
from nodepilot.validation.cron import CronError, parse_cron
from nodepilot.validation.findings import error, warning
from nodepilot.validation.issue import Issue, Source
from nodepilot.validation.node import CheckedNode
from nodepilot.validation.rule import Rule

_SCHEDULE = "n8n-nodes-base.scheduleTrigger"
_CRON = "n8n-nodes-base.cron"
SCHEDULES = (_SCHEDULE, _CRON)
"""Node types that start a workflow by the clock."""

_OFTEN = 10
"""Seconds between two runs that are taken for a mistake."""


def check(context: ValidationContext) -> Iterator[Issue]:
    """Cron expressions of both schedule triggers, and intervals of seconds."""
    for node in context.nodes_of_type(*SCHEDULES):
        if node.disabled:
            continue
        for rule in rules_of(node):
            yield from _rule(node, rule)


def rules_of(node: CheckedNode) -> Iterator[dict[str, Any]]:
    """The times of a schedule trigger, as far as they can be read."""
    top, group = ("rule", "interval") if node.type == _SCHEDULE else ("triggerTimes", "item")
    given = node.given.get(top)
    items = given.get(group) if isinstance(given, dict) else None
    for item in items if isinstance(items, list) else ():
        if isinstance(item, dict):
            yield item


def _rule(node: CheckedNode, rule: dict[str, Any]) -> Iterator[Issue]:
    if rule.get("field") == "seconds":
        seconds = rule.get("secondsInterval", 30)
        if isinstance(seconds, int | float) and 0 < seconds < _OFTEN:
            yield warning(
                "SCHEDULE_TOO_OFTEN",
                say("`{node}` starts the workflow every {seconds} seconds.", node=node.name, seconds=seconds),
                node.name,
            )
        return
    is_cron = rule.get("field") == "cronExpression" or rule.get("mode") == "custom"
    text = rule.get("expression") if node.type == _SCHEDULE else rule.get("cronExpression")
    if not is_cron or not isinstance(text, str) or not text.strip() or text[:1] == "=":
        return
    try:
        cron = parse_cron(text)
    except CronError as problem:
        yield error(
            "INVALID_CRON",
            say(
                "`{node}`: `{text}` is no cron expression: {problem}.",
                node=node.name,
                text=text,
                problem=problem,
            ),
            node.name,
        )
        return
    if not cron.ever_fires:
        yield error(
            "SCHEDULE_NEVER_FIRES",
            say("`{node}`: `{text}` names a day that never comes.", node=node.name, text=text),
            node.name,
        )
    elif cron.every_second:
        yield warning(
            "SCHEDULE_TOO_OFTEN",
            say("`{node}`: `{text}` starts every second.", node=node.name, text=text),
            node.name,
        )


RULE = Rule(
    "schedules", ("INVALID_CRON", "SCHEDULE_NEVER_FIRES", "SCHEDULE_TOO_OFTEN"), Source.NODEPILOT, check
)
