"""A workflow as lines for people: what it does, without ids and places on the canvas.

Equal workflows give equal lines, a small change changes few of them: made for comparing line by line.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from nodepilot.kit.paths import render_path
from nodepilot.workflow.codec import dump_json
from nodepilot.workflow.labels import shown_type
from nodepilot.workflow.model import MAIN, Connection, Node, Workflow

_SHOWN_ELSEWHERE = frozenset({"name", "type", "typeVersion", "parameters", "position", "id", "webhookId"})
_LEFT_OUT = frozenset(
    {
        "name",
        "nodes",
        "connections",
        "id",
        "versionId",
        "activeVersionId",
        "versionCounter",
        "createdAt",
        "updatedAt",
        "triggerCount",
    }
)


def outline(workflow: Workflow) -> str:
    """Name and settings, each node with its parameters, then the connections."""
    lines = [workflow.name or "(no name)"]
    for key, value in workflow.document.items():
        if key not in _LEFT_OUT:
            lines += _leaves(value, (key,), "")
    for node in workflow.nodes:
        lines += ["", *_node(node)]
    if workflow.connections:
        lines += ["", *map(_connection, workflow.connections)]
    return "\n".join(lines) + "\n"


def _node(node: Node) -> Iterator[str]:
    number = node.type_version
    version = "" if number is None else f" {number}" if isinstance(number, int) else f" {number:g}"
    yield f"{node.name} ({node.type}{version})"
    for key, value in node.parameters.items():
        yield from _leaves(value, (key,), "  ")
    for key, value in node.raw.items():
        if key not in _SHOWN_ELSEWHERE:
            yield from _leaves(value, (key,), "  * ")


def _leaves(value: Any, path: tuple[str | int, ...], indent: str) -> Iterator[str]:
    if isinstance(value, Mapping) and value:
        for key, inner in value.items():
            yield from _leaves(inner, (*path, key), indent)
    elif isinstance(value, list) and value:
        for place, inner in enumerate(value):
            yield from _leaves(inner, (*path, place), indent)
    elif isinstance(value, str) and "\n" in value:
        yield f"{indent}{render_path(path)}:"
        yield from (f"{indent}  | {line}" for line in value.splitlines())
    else:
        yield f"{indent}{render_path(path)}: {value if _is_plain(value) else dump_json(value)}"


def _is_plain(value: Any) -> bool:
    """A text that cannot be taken for another value."""
    return isinstance(value, str) and value.isprintable() and value.strip() == value != ""


def _connection(link: Connection) -> str:
    if link.source_type != MAIN:
        index = f" {link.target_index + 1}" if link.target_index else ""
        return f"{link.source} → {link.target} ({shown_type(link.source_type)}{index})"
    output = f" (output {link.source_index + 1})" if link.source_index else ""
    entry = f" (input {link.target_index + 1})" if link.target_index else ""
    return f"{link.source}{output} → {link.target}{entry}"
