"""Small node types for the catalog's tests, written as n8n writes them."""

from __future__ import annotations

from typing import Any

from nodepilot.catalog.build.node_types import entry_facts, versions_of
from nodepilot.catalog.model import NodeTypeEntry, NodeTypeVersion
from nodepilot.catalog.node_type import NodeType

PACKAGE = "n8n-nodes-base"


def prop(name: str, kind: str = "string", **more: Any) -> dict[str, Any]:
    """A property in n8n's JSON, with an empty text as default unless told otherwise."""
    return {"displayName": name.title(), "name": name, "type": kind, "default": "", **more}


def description(*properties: dict[str, Any], **more: Any) -> dict[str, Any]:
    """A description entry in n8n's JSON."""
    return {
        "name": "sample",
        "displayName": "Sample",
        "group": ["transform"],
        "version": 1,
        "description": "A sentence of n8n that must not be kept anywhere at all.",
        "defaults": {"name": "Sample"},
        "inputs": ["main"],
        "outputs": ["main"],
        "properties": list(properties),
        **more,
    }


def node_type(*descriptions: dict[str, Any]) -> NodeType:
    """The node type of these description entries."""
    name = f"{PACKAGE}.{descriptions[0]['name']}"
    pool: list[Any] = []
    entries = []
    for raw in descriptions:
        facts = entry_facts(name, raw)
        start = len(pool)
        pool.extend(facts["properties"])
        entries.append({**facts, "properties": list(range(start, len(pool)))})
    versions = tuple(sorted(version for raw in descriptions for version in versions_of(raw)))
    entry = NodeTypeEntry(
        name=name,
        display_name=descriptions[0]["displayName"],
        default_name="Sample",
        groups=("transform",),
        versions=versions,
        default_version=versions[-1],
    )
    return NodeType(entry, {"pool": pool, "entries": entries})


def version(*properties: dict[str, Any], **more: Any) -> NodeTypeVersion:
    """A node type with these properties, at its only version."""
    return node_type(description(*properties, **more)).latest
