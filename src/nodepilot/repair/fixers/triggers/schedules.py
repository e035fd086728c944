"""Cron expressions that n8n cannot read."""

from __future__ import annotations

import re
from collections.abc import Iterator

from nodepilot.kit.paths import render_path
from nodepilot.repair.case import Case
from nodepilot.repair.fixer import Fixer
from nodepilot.repair.model import Proposal
from nodepilot.sentences import say
from nodepilot.validation import Issue
from nodepilot.validation.cron import CronError, parse_cron
from nodepilot.workflow.edits import SetParameter

_PLACES = (("rule", "interval", "expression"), ("triggerTimes", "item", "cronExpression"))
_QUARTZ = re.compile(r"(?P<fields>(?:\S+\s+){5}\S+)\s+\*\Z")
_MIDNIGHT = re.compile(r"(?P<minutes>\S+\s+)24(?P<rest>(?:\s+\S+){3})\Z")


def propose(case: Case, issue: Issue) -> Iterator[Proposal]:
    """A field for the year goes, hour 24 is hour 0."""
    node = case.node(issue.node)
    if node is None:
        return
    for top, group, key in _PLACES:
        given = node.given.get(top)
        entries = given.get(group) if isinstance(given, dict) else None
        for number, entry in enumerate(entries if isinstance(entries, list) else ()):
            text = entry.get(key) if isinstance(entry, dict) else None
            made = _readable(text) if isinstance(text, str) and f"`{text}`" in issue.message else None
            if made is not None:
                told = say(
                    "Wrote the schedule of `{node}` as `{made}` instead of `{text}`.",
                    node=node.name,
                    made=made,
                    text=text,
                )
                path = render_path((top, group, number, key))
                yield Proposal(told, (SetParameter(node.name, path, made),))


def _readable(text: str) -> str | None:
    bare = text.strip().strip("\"'`")
    for made in (bare, _without_year(bare), _hour_zero(bare)):
        if made is not None and made != text and _is_cron(made):
            return made
    return None


def _without_year(text: str) -> str | None:
    match = _QUARTZ.match(text)
    return match["fields"] if match else None


def _hour_zero(text: str) -> str | None:
    match = _MIDNIGHT.match(text)
    return f"{match['minutes']}0{match['rest']}" if match else None


def _is_cron(text: str) -> bool:
    try:
        parse_cron(text)
    except CronError:
        return False
    return True


FIXER = Fixer("schedules", ("INVALID_CRON",), propose)
