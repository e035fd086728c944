"""Compiled nodes as objects of the document."""

from __future__ import annotations

from typing import Any

from nodepilot.plan.compiler.identity import Identity
from nodepilot.plan.compiler.node_settings import node_settings
from nodepilot.plan.compiler.nodes import CompiledNode
from nodepilot.plan.compiler.parameters import store
from nodepilot.plan.model import OriginKind, Step

_MODELS = ("model", "modelName", "modelId")


def _named_models(step: Step) -> list[str]:
    """The parameters for the model that the request names."""
    return [
        name for name in _MODELS if name in step.origins and step.origins[name].kind is OriginKind.REQUEST
    ]


def written_node(node: CompiledNode, identity: Identity) -> dict[str, Any]:
    """The node's object without a position, its keys in the order in which n8n writes them."""
    step = node.step
    written: dict[str, Any] = {
        "parameters": store(node.version, node.filled, step.parameters, _named_models(step)),
        "id": identity.of("node", step.key),
        "name": node.name,
        "type": node.version.type_name,
        "typeVersion": node.version.version,
    }
    if node.version.webhooks:
        written["webhookId"] = identity.of("webhook", step.key)
    return written | node_settings(step)
