"""Compiled nodes as objects of the document."""

from __future__ import annotations

from typing import Any

from nodepilot.plan.compiler.identity import Identity
from nodepilot.plan.compiler.node_settings import node_settings
from nodepilot.plan.compiler.nodes import CompiledNode
from nodepilot.plan.compiler.parameters import store


def written_node(node: CompiledNode, identity: Identity) -> dict[str, Any]:
    """The node's object without a position, its keys in the order in which n8n writes them."""
    step = node.step
    written: dict[str, Any] = {
        "parameters": store(node.version, node.filled, node.step.parameters),
        "id": identity.of("node", step.key),
        "name": node.name,
        "type": node.version.type_name,
        "typeVersion": node.version.version,
    }
    if node.version.webhooks:
        written["webhookId"] = identity.of("webhook", step.key)
    return written | node_settings(step)
