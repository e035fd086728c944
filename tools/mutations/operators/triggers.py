"""Defects of what starts a workflow and of what answers."""

from __future__ import annotations

from typing import Any

from nodepilot.validation.node import CheckedNode
from nodepilot.validation.starts import is_start
from nodepilot.workflow.edits import RemoveNode, apply
from nodepilot.workflow.edits.paths import MISSING
from nodepilot.workflow.model import Workflow
from tools.mutations.ground import Document, Ground, Operator

_WEBHOOK = "n8n-nodes-base.webhook"
_RESPOND = "n8n-nodes-base.respondToWebhook"
_SCHEDULE = "n8n-nodes-base.scheduleTrigger"


def _starts(ground: Ground) -> list[CheckedNode]:
    return [node for node in ground.context.nodes if is_start(node)]


def trigger_missing(ground: Ground) -> Document | None:
    starts = _starts(ground)
    if not starts or any(node.checker is None for node in ground.context.nodes):
        return None
    edits = [RemoveNode(node.name) for node in starts]
    return dict(apply(Workflow(ground.document), edits).document)


def trigger_disabled(ground: Ground) -> Document | None:
    starts = [node for node in _starts(ground) if not node.disabled]
    return ground.with_node_key(starts[0], "disabled", True) if len(starts) == 1 else None


def _webhooks(ground: Ground) -> list[CheckedNode]:
    return [node for node in ground.nodes if node.type == _WEBHOOK]


def nobody_responds(ground: Ground) -> Document | None:
    if any(node.type == _RESPOND for node in ground.context.nodes):
        return None
    node = ground.pick(_webhooks(ground))
    return None if node is None else ground.with_parameter(node, "responseMode", "responseNode")


def webhook_answers_by_itself(ground: Ground) -> Document | None:
    node = ground.pick(node for node in _webhooks(ground) if node.given.get("responseMode") == "responseNode")
    return None if node is None else ground.with_parameter(node, "responseMode", MISSING)


def one_path_twice(ground: Ground) -> Document | None:
    """A second Webhook listens to the same address, and leads to the same nodes."""
    node = ground.pick(node for node in _webhooks(ground) if node.given.get("path"))
    if node is None:
        return None
    name = f"{node.name} again"
    again = {**node.raw, "name": name, "id": f"{node.raw.get('id')}-2"}
    connections = ground.context.connections
    return {
        **ground.document,
        "nodes": [*ground.document["nodes"], again],
        "connections": {**connections, name: connections.get(node.name, {})},
    }


def _with_interval(ground: Ground, interval: dict[str, Any]) -> Document | None:
    node = ground.pick(node for node in ground.nodes if node.type == _SCHEDULE)
    return None if node is None else ground.with_parameter(node, "rule", {"interval": [interval]})


def never_fires(ground: Ground) -> Document | None:
    return _with_interval(ground, {"field": "cronExpression", "expression": "0 9 30 2 *"})


def no_cron_expression(ground: Ground) -> Document | None:
    wrong = ground.chance.choice(["0 25 * * *", "9 * * *", "every day at 9", "0 9 * * 1-8"])
    return _with_interval(ground, {"field": "cronExpression", "expression": wrong})


def fires_every_second(ground: Ground) -> Document | None:
    return _with_interval(ground, {"field": "cronExpression", "expression": "* * * * * *"})


OPERATORS = (
    Operator("trigger missing", ("MISSING_TRIGGER",), trigger_missing),
    Operator("trigger disabled", ("MISSING_TRIGGER",), trigger_disabled),
    Operator("Webhook that nobody responds to", ("WEBHOOK_WITHOUT_RESPONSE",), nobody_responds),
    Operator("Respond node without effect", ("UNUSED_RESPOND_NODE",), webhook_answers_by_itself),
    Operator("one webhook path twice", ("DUPLICATE_WEBHOOK_PATH",), one_path_twice),
    Operator("schedule that never fires", ("SCHEDULE_NEVER_FIRES",), never_fires),
    Operator("schedule that cannot be read", ("INVALID_CRON",), no_cron_expression),
    Operator("schedule that fires every second", ("SCHEDULE_TOO_OFTEN",), fires_every_second),
)
