"""A workflow that nothing can start."""

from __future__ import annotations

from collections.abc import Iterator

from nodepilot.sentences import say
from nodepilot.validation.context import ValidationContext
from nodepilot.validation.findings import error
from nodepilot.validation.issue import Issue, Source
from nodepilot.validation.rule import Rule
from nodepilot.validation.starts import can_start, is_start


def check(context: ValidationContext) -> Iterator[Issue]:
    """Node types that n8n doesn't know may be triggers, so nothing is said beside one."""
    nodes = [node for node in context.nodes if not node.is_sticky_note]
    if not nodes:
        yield error("NO_NODES", say("The workflow holds no node that could do anything."))
        return
    if any(can_start(node) for node in nodes if not node.disabled):
        return
    disabled = next((node for node in nodes if is_start(node)), None)
    if disabled is not None:
        message = say(
            "The only trigger, `{disabled}`, is disabled; nothing starts the workflow.",
            disabled=disabled.name,
        )
        yield error("MISSING_TRIGGER", message, disabled.name)
    else:
        yield error("MISSING_TRIGGER", say("The workflow has no trigger, so nothing can start it."))


RULE = Rule("missing trigger", ("MISSING_TRIGGER", "NO_NODES"), Source.NODEPILOT, check)
