"""What keeps n8n from publishing (activating) a workflow."""

from __future__ import annotations

from collections.abc import Iterator

from nodepilot.sentences import say
from nodepilot.validation.context import ValidationContext
from nodepilot.validation.issue import Issue, Kind, Severity, Source
from nodepilot.validation.node import CheckedNode
from nodepilot.validation.parameters.problems import CheckFailedError
from nodepilot.validation.rule import Rule

_MANUAL_STARTS = frozenset({"@n8n/n8n-nodes-langchain.manualChatTrigger", "n8n-nodes-base.manualTrigger"})
"""These start a workflow by hand only."""


def check(context: ValidationContext) -> Iterator[Issue]:
    """A trigger has to be there, and nodes that are connected or start the workflow must be complete."""
    known = [node for node in context.nodes if node.checker is not None and not node.disabled]
    if not any(_starts_by_itself(node) for node in known):
        yield Issue(
            "NO_PUBLISHABLE_TRIGGER",
            Severity.WARNING,
            Source.N8N,
            say(
                "Without a trigger that starts by itself (schedule, webhook, app event…) the workflow "
                "can only be run by hand, not published."
            ),
            Kind.PUBLISH,
        )
    for node in known:
        if node.unreadable is None and node.problems == ():
            continue
        if not (is_trigger_like(node) or _is_connected(context, node.name)):
            continue
        problems = node.problems
        if node.unreadable is not None or isinstance(problems, CheckFailedError):
            what = say("parameters that n8n cannot read")
        else:
            names = dict.fromkeys(problem.path for problem in problems)
            what = say(
                "missing or invalid parameters: {names}", names=", ".join(f"`{name}`" for name in names)
            )
        yield Issue(
            "NOT_PUBLISHABLE",
            Severity.WARNING,
            Source.N8N,
            say("n8n won't publish the workflow while `{node}` has {what}.", node=node.name, what=what),
            Kind.PUBLISH,
            node.name,
        )


def is_trigger_like(node: CheckedNode) -> bool:
    """n8n's publish check counts the node as a start."""
    return node.checker is not None and node.checker.version.is_trigger_like


def _starts_by_itself(node: CheckedNode) -> bool:
    return node.type not in _MANUAL_STARTS and is_trigger_like(node)


def _is_connected(context: ValidationContext, name: str) -> bool:
    if context.connections.get(name):
        return True
    return context.unreadable_connection is None and name in context.incoming


RULE = Rule("publishing", ("NO_PUBLISHABLE_TRIGGER", "NOT_PUBLISHABLE"), Source.N8N, check)
