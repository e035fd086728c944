"""What a node gets to work with: the nodes before it, and the fields that their items are known to have."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from nodepilot.catalog import Catalog
from nodepilot.workflow.graph import Graph
from nodepilot.workflow.model import Node, Workflow

_MOST_NODES = 12
_MOST_FIELDS = 80
_PASSING = frozenset(
    f"n8n-nodes-base.{name}"
    for name in (
        "if",
        "switch",
        "filter",
        "merge",
        "wait",
        "limit",
        "sort",
        "noOp",
        "splitInBatches",
        "removeDuplicates",
    )
)
"""Node types whose items are those that they got."""


def inputs_of(workflow: Workflow, name: str, catalog: Catalog) -> list[dict[str, Any]]:
    """`[{"node", "direct", "fields": [{"path", "type"}]}]`, the nearest first.

    `direct` ones feed the node itself: their items are `$json` there. Sub-nodes get what their root gets.
    """
    graph = workflow.graph
    direct = set(_feeding(graph, name))
    found: list[dict[str, Any]] = []
    waiting, seen = list(direct), {name}
    while waiting and len(found) < _MOST_NODES:
        each = waiting.pop(0)
        if each in seen:
            continue
        seen.add(each)
        fields = list(_fields(workflow, each, catalog, set()))[:_MOST_FIELDS]
        found.append({"node": each, "direct": each in direct, "fields": fields})
        waiting += graph.predecessors(each)
    return found


def _feeding(graph: Graph, name: str) -> tuple[str, ...]:
    before = graph.predecessors(name)
    if before:
        return before
    roots = [link.target for link in graph.connections if link.source == name and link.source_type != "main"]
    return tuple(dict.fromkeys(each for root in roots for each in graph.predecessors(root)))


def _fields(workflow: Workflow, name: str, catalog: Catalog, seen: set[str]) -> Iterator[dict[str, Any]]:
    node = workflow.find(name)
    if node is None or name in seen:
        return
    seen.add(name)
    pinned = workflow.pin_data.get(name)
    if isinstance(pinned, list) and pinned and isinstance(pinned[0], Mapping):
        item = pinned[0].get("json", pinned[0])
        yield from _pinned(item if isinstance(item, Mapping) else {}, "")
        return
    if node.type in _PASSING:
        for before in workflow.graph.predecessors(name):
            yield from _fields(workflow, before, catalog, seen)
        return
    if node.type == "n8n-nodes-base.set":
        yield from _assigned(node)
        return
    resource, operation = (_word(node, key) for key in ("resource", "operation"))
    schema = catalog.output_schema(node.type, float(node.type_version or 1), resource, operation)
    for field in schema.fields() if schema else ():
        yield {"path": field.path, "type": field.types[0] if field.types else "any"}


def _assigned(node: Node) -> Iterator[dict[str, Any]]:
    given = node.parameters.get("assignments")
    rows = given.get("assignments") if isinstance(given, Mapping) else None
    for row in rows if isinstance(rows, list) else ():
        if isinstance(row, Mapping) and isinstance(row.get("name"), str) and row["name"]:
            yield {"path": _join("", row["name"]), "type": str(row.get("type") or "any")}


def _pinned(item: Mapping[str, Any], prefix: str) -> Iterator[dict[str, Any]]:
    for key, value in item.items():
        path = _join(prefix, str(key))
        if isinstance(value, Mapping):
            yield {"path": path, "type": "object"}
            yield from _pinned(value, path)
        else:
            yield {"path": path, "type": _TYPES.get(type(value), "any"), "example": value}


def _join(prefix: str, key: str) -> str:
    """The path as it is written behind `$json.`: a key that is no name stands in brackets."""
    if key.isidentifier():
        return f"{prefix}.{key}" if prefix else key
    return f"{prefix}[{json.dumps(key, ensure_ascii=False)}]"


_TYPES = {str: "string", bool: "boolean", int: "number", float: "number", list: "array"}


def _word(node: Node, key: str) -> str | None:
    value = node.parameters.get(key)
    return value if isinstance(value, str) else None
