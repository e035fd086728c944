"""Changes of n8n's `connections` object. What is not touched keeps its shape, odd ones included."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from nodepilot.errors import InvalidEdit
from nodepilot.sentences import say
from nodepilot.workflow.model import Connection, Workflow

Ends = Callable[[Mapping[str, Any]], Mapping[str, Any] | None]
"""What becomes of one end of a connection; None takes it away."""


def connect(workflow: Workflow, link: Connection) -> Workflow:
    """The workflow with this connection, behind those that the output has; unchanged when it is there."""
    if link in workflow.connections:
        return workflow
    groups = [*_groups(workflow, link)]
    while len(groups) <= link.source_index:
        groups.append([])
    present = groups[link.source_index]
    end = {"node": link.target, "type": link.target_type, "index": link.target_index}
    groups[link.source_index] = [*(present if isinstance(present, list) else []), end]
    return _with_groups(workflow, link, groups)


def disconnect(workflow: Workflow, link: Connection) -> Workflow:
    """The workflow without it; outputs at the end that are empty now go as well."""
    if link not in workflow.connections:
        raise InvalidEdit(
            say(
                "`{source}` is not connected to `{target}` in this way.",
                source=link.source,
                target=link.target,
            )
        )
    return replace_end(workflow, link, None)


def replace_end(workflow: Workflow, link: Connection, target: Connection | None) -> Workflow:
    """The workflow with the connection leading to another target from the same output, or nowhere."""
    groups = [*_groups(workflow, link)]
    kept: list[Any] = []
    for end in groups[link.source_index]:
        if _leads_to(end, link):
            if target is not None:
                kept.append({"node": target.target, "type": target.target_type, "index": target.target_index})
        else:
            kept.append(end)
    groups[link.source_index] = kept
    while target is None and groups and not groups[-1]:
        groups.pop()
    return _with_groups(workflow, link, groups)


def without_node(connections: Mapping[str, Any], name: str) -> dict[str, Any]:
    """`connections` with nothing from or to this node."""

    def keep(end: Mapping[str, Any]) -> Mapping[str, Any] | None:
        return None if end.get("node") == name else end

    return rewritten_ends({key: each for key, each in connections.items() if key != name}, keep)


def rewritten_ends(connections: Mapping[str, Any], rewrite: Ends) -> dict[str, Any]:
    """`connections` with every end rewritten; what holds none of those taken away is the same object."""
    return {source: _rewritten(by_type, rewrite, 0) for source, by_type in connections.items()}


def _rewritten(value: Any, rewrite: Ends, depth: int) -> Any:
    # A source holds connection types, a type holds outputs, an output holds ends.
    if depth == 0:
        return (
            {key: _rewritten(each, rewrite, 1) for key, each in value.items()}
            if isinstance(value, Mapping)
            else value
        )
    if not isinstance(value, list):
        return value
    if depth == 1:
        return [_rewritten(each, rewrite, 2) for each in value]
    ends = [rewrite(each) if isinstance(each, Mapping) else each for each in value]
    return [each for before, each in zip(value, ends, strict=True) if each is not None or before is None]


def _groups(workflow: Workflow, link: Connection) -> list[Any]:
    connections = workflow.document.get("connections")
    by_type = connections.get(link.source) if isinstance(connections, Mapping) else None
    groups = by_type.get(link.source_type) if isinstance(by_type, Mapping) else None
    return groups if isinstance(groups, list) else []


def _with_groups(workflow: Workflow, link: Connection, groups: list[Any]) -> Workflow:
    connections = workflow.document.get("connections")
    sources = dict(connections) if isinstance(connections, Mapping) else {}
    present = sources.get(link.source)
    by_type = dict(present) if isinstance(present, Mapping) else {}
    if groups:
        by_type[link.source_type] = groups
    else:
        by_type.pop(link.source_type, None)
    if by_type:
        sources[link.source] = by_type
    else:
        sources.pop(link.source, None)
    return Workflow({**workflow.document, "connections": sources})


def _leads_to(end: Any, link: Connection) -> bool:
    if not isinstance(end, Mapping):
        return False
    found_type, found_index = end.get("type"), end.get("index")
    return (
        end.get("node") == link.target
        and (found_type if isinstance(found_type, str) else link.source_type) == link.target_type
        and (found_index if type(found_index) is int else 0) == link.target_index
    )
