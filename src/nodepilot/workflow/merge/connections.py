"""Three-way merge of n8n's `connections` object, connection by connection."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, TypeAlias

from nodepilot.workflow.edits.connecting import connect, disconnect, without_node
from nodepilot.workflow.edits.paths import MISSING
from nodepilot.workflow.merge.values import Conflict, Side
from nodepilot.workflow.model import Connection, Workflow

_END = {"node": str, "type": str, "index": int}

_Output: TypeAlias = tuple[str, str, int]


def merge_connections(
    base: Workflow, ours: Workflow, theirs: Workflow, kept: frozenset[str], prefer: Side
) -> tuple[Any, list[Conflict]]:
    """The merged `connections`, and the outputs that both sides led elsewhere.

    `kept` names the nodes of the merged workflow: a node that is kept although one side removed it keeps
    its connections, too. Takes versions whose connections are `are_regular`.
    """
    before, mine, other = (dict.fromkeys(each.connections) for each in (base, ours, theirs))
    conflicts, contested = _contested(before, mine, other)
    merged = Workflow({"nodes": [], "connections": _without(ours, kept)})
    saved = kept - set(ours.nodes_by_name)
    for link in before:
        lost = link in mine and link not in other and not _touches(link, kept - set(theirs.nodes_by_name))
        if lost and not (prefer == "ours" and _output(link) in contested):
            merged = _without_link(merged, link)
    for link in mine:
        if prefer == "theirs" and _output(link) in contested and link not in other:
            merged = _without_link(merged, link)
    for link in other:
        new = link not in before or _touches(link, saved)
        if link in mine or not new or not {link.source, link.target} <= kept:
            continue
        if not (prefer == "ours" and _output(link) in contested):
            merged = connect(merged, link)
    return merged.document["connections"], conflicts


def are_regular(workflow: Workflow) -> bool:
    """Every connection is one that can be read, said once, with nothing beside it that would get lost."""
    connections = workflow.document.get("connections")
    if not isinstance(connections, Mapping):
        return False
    for by_type in connections.values():
        if not isinstance(by_type, Mapping):
            return False
        for outputs in by_type.values():
            if not isinstance(outputs, list):
                return False
            for ends in outputs:
                if ends is not None and not (isinstance(ends, list) and all(map(_is_end, ends))):
                    return False
    return len(workflow.connections) == len(set(workflow.connections))


def _is_end(end: Any) -> bool:
    return (
        isinstance(end, Mapping)
        and end.keys() == _END.keys()
        and all(type(end[key]) is expected for key, expected in _END.items())
    )


def _contested(
    before: Iterable[Connection], mine: Iterable[Connection], other: Iterable[Connection]
) -> tuple[list[Conflict], frozenset[_Output]]:
    """Outputs from which both sides took the same connection away and led elsewhere, each to another node."""
    known, ours, theirs = set(before), set(mine), set(other)
    gone = {_output(link) for link in known - ours - theirs}
    led_by_us = {_output(link) for link in ours - known - theirs}
    led_by_them = {_output(link) for link in theirs - known - ours}
    contested = frozenset(gone & led_by_us & led_by_them)
    conflicts = [
        Conflict(
            output[0],
            ("connections", output[0], output[1], output[2]),
            _targets(mine, output),
            _targets(other, output),
        )
        for output in sorted(contested)
    ]
    return conflicts, contested


def _targets(links: Iterable[Connection], output: _Output) -> Any:
    return [link.target for link in links if _output(link) == output] or MISSING


def _output(link: Connection) -> _Output:
    return link.source, link.source_type, link.source_index


def _touches(link: Connection, names: Iterable[str]) -> bool:
    return link.source in names or link.target in names


def _without(workflow: Workflow, kept: frozenset[str]) -> Any:
    connections = workflow.document["connections"]
    for name in {each.source for each in workflow.connections} | {
        each.target for each in workflow.connections
    }:
        if name in workflow.nodes_by_name and name not in kept:
            connections = without_node(connections, name)
    return connections


def _without_link(workflow: Workflow, link: Connection) -> Workflow:
    return disconnect(workflow, link) if link in workflow.connections else workflow
