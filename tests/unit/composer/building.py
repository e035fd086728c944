"""What the built-in engine makes of a request, for tests that look at its steps."""

from __future__ import annotations

from typing import Any

from nodepilot.pipeline.builtin import run_builtin


def nodes(request: str) -> list[dict[str, Any]]:
    """The nodes of its workflow."""
    workflow = run_builtin(request).workflow
    assert workflow is not None, request
    found: list[dict[str, Any]] = workflow["nodes"]
    return found


def types(request: str) -> list[str]:
    """Their types without the package, in order."""
    return [node["type"].rsplit(".", 1)[-1] for node in nodes(request)]


def parameters(request: str, node_type: str, *, name: str = "") -> dict[str, Any]:
    """The parameters of the first node of that type (and name)."""
    found = (n for n in nodes(request) if n["type"].endswith(f".{node_type}") and name in n["name"])
    made: dict[str, Any] = next(found)["parameters"]
    return made
