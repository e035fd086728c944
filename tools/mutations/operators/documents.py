"""Defects of the document's outer shape."""

from __future__ import annotations

import json
from typing import Any

from nodepilot.workflow.edits.paths import MISSING
from tools.mutations.ground import Document, Ground, Operator


def nested_under_workflow(ground: Ground) -> Document:
    return {"workflow": ground.document}


def alone_in_a_list(ground: Ground) -> list[Any]:
    return [ground.document]


def position_missing(ground: Ground) -> Document | None:
    node = ground.pick(ground.nodes)
    return None if node is None else ground.with_node_key(node, "position", MISSING)


def position_as_object(ground: Ground) -> Document | None:
    node = ground.pick(node for node in ground.nodes if isinstance(node.raw.get("position"), list))
    if node is None or len(node.raw["position"]) != 2:
        return None
    x, y = node.raw["position"]
    return ground.with_node_key(node, "position", {"x": x, "y": y})


def connections_missing(ground: Ground) -> Document | None:
    return ground.with_key("connections", MISSING) if ground.context.joined else None


def parameters_as_text(ground: Ground) -> Document | None:
    node = ground.pick(node for node in ground.nodes if node.given)
    return None if node is None else ground.with_node_key(node, "parameters", json.dumps(node.given))


def name_twice(ground: Ground) -> Document | None:
    """A node of the workflow comes a second time, connected to nothing."""
    node = ground.pick(ground.nodes)
    if node is None:
        return None
    copied = {**node.raw, "id": f"{node.raw.get('id')}-2"}
    return ground.with_key("nodes", [*ground.document["nodes"], copied])


def id_twice(ground: Ground) -> Document | None:
    nodes = [node for node in ground.nodes if node.raw.get("id")]
    if len(nodes) < 2:
        return None
    first, second = ground.chance.sample(nodes, 2)
    return ground.with_node_key(second, "id", first.raw["id"])


def key_that_only_n8n_sets(ground: Ground) -> Document | None:
    node = ground.pick(ground.nodes)
    return None if node is None else ground.with_node_key(node, "createdAt", "2024-05-01T10:00:00.000Z")


def unknown_node_key(ground: Ground) -> Document | None:
    node = ground.pick(ground.nodes)
    return None if node is None else ground.with_node_key(node, "description", "does what its name says")


OPERATORS = (
    Operator("workflow under a key `workflow`", ("NOT_A_WORKFLOW",), nested_under_workflow),
    Operator("workflow alone in a list", ("NOT_A_WORKFLOW",), alone_in_a_list),
    Operator("position missing", ("INVALID_STRUCTURE",), position_missing),
    Operator("position as an object", ("INVALID_STRUCTURE",), position_as_object),
    Operator("connections missing", ("INVALID_STRUCTURE",), connections_missing),
    Operator("parameters as a JSON text", ("INVALID_STRUCTURE",), parameters_as_text),
    Operator("two nodes with one name", ("DUPLICATE_NODE_NAME",), name_twice),
    Operator("two nodes with one id", ("DUPLICATE_NODE_ID",), id_twice),
    Operator("read-only key in a node", ("API_REFUSES",), key_that_only_n8n_sets),
    Operator("unknown key in a node", ("API_REFUSES",), unknown_node_key),
)
