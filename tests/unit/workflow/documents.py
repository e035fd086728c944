"""Small workflow documents for tests."""

from __future__ import annotations

from typing import Any

from nodepilot.workflow.codec import load_workflow
from nodepilot.workflow.model import Workflow


def node(name: str, type_name: str = "n8n-nodes-base.noOp", **changes: Any) -> dict[str, Any]:
    made = {
        "parameters": {},
        "id": f"id of {name}",
        "name": name,
        "type": type_name,
        "typeVersion": 1,
        "position": [0, 0],
    }
    return {**made, **changes}


def workflow(*nodes: dict[str, Any], links: str = "", **changes: Any) -> Workflow:
    """`links` is like `"A -> B, B:1 -> C:2, Model -ai_languageModel> Agent"` (output after the source,
    input after the target)."""
    connections: dict[str, Any] = {}
    for link in filter(None, links.split(", ")):
        left, right = link.split("> ")
        source, _, kind = left.rpartition(" -")
        source, _, output = source.partition(":")
        target, _, entry = right.partition(":")
        outputs = connections.setdefault(source, {}).setdefault(kind or "main", [])
        while len(outputs) <= int(output or 0):
            outputs.append([])
        outputs[int(output or 0)].append({"node": target, "type": kind or "main", "index": int(entry or 0)})
    return load_workflow({"name": "Test", "nodes": list(nodes), "connections": connections, **changes})
