"""A step's twin: the same once more, with a name and an id of its own."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import NAMESPACE_OID, uuid5

from nodepilot.composer.editing.growing import free_name
from nodepilot.composer.editing.scene import Scene
from nodepilot.workflow.model import Node


def copied(
    scene: Scene, node: Node, changed: Mapping[str, Any], mark: str, name: str | None = None
) -> dict[str, Any]:
    """The node's twin, with the parameters that differ; `mark` tells twins of one node apart."""
    name = free_name(scene.canvas.workflow, name or node.name)
    kept = {key: value for key, value in node.raw.items() if key not in {"id", "position", "webhookId"}}
    return {
        **kept,
        "id": str(uuid5(NAMESPACE_OID, f"{node.id}:{name}:{mark}")),
        "name": name,
        "parameters": {**node.parameters, **changed},
    }


def waiting(scene: Scene, amount: int, unit: str, mark: str | None) -> dict[str, Any]:
    """A Wait node for that long; `unit` as n8n has it (`minutes`, `days`)."""
    kind = "n8n-nodes-base.wait"
    name = free_name(
        scene.canvas.workflow, f"Wait {amount} {unit if amount != 1 else unit.removesuffix('s')}"
    )
    return {
        "id": str(uuid5(NAMESPACE_OID, f"{name}:{mark}")),
        "name": name,
        "type": kind,
        "typeVersion": scene.canvas.catalog.get(kind).latest.version,
        "parameters": {"amount": amount, "unit": unit},
    }
