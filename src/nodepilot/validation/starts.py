"""Which nodes start a workflow, and which nodes can ever run."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Mapping

from nodepilot.validation.node import CheckedNode
from nodepilot.workflow.graph import Graph

MAIN = "main"

_FILTERS = frozenset({"n8n-nodes-base.filter"})
_START_TYPES = frozenset({"n8n-nodes-base.start"})
"""Starts that n8n does not count as triggers."""


def is_start(node: CheckedNode) -> bool:
    """n8n begins an execution at such a node."""
    if node.checker is None:
        return node.type in _START_TYPES
    return node.checker.version.is_trigger or node.type in _START_TYPES


def can_start(node: CheckedNode) -> bool:
    """Like `is_start`, but true as well for node types that nobody here knows."""
    return is_start(node) or node.checker is None


def running_nodes(nodes: Mapping[str, CheckedNode], graph: Graph) -> frozenset[str]:
    """Names of nodes that some start leads to over `main`, and of the sub-nodes attached to those.

    Disabled nodes pass items on.
    """
    starts = [name for name, node in nodes.items() if can_start(node) and not node.disabled]
    return reached_from(starts, graph)


def certain_nodes(nodes: Mapping[str, CheckedNode], graph: Graph) -> frozenset[str]:
    """Names of nodes that every run gets to: no branch decides about them, and no agent.

    Where nothing starts the workflow, a person starts any node, so all of them count.
    """
    found = {name for name, node in nodes.items() if can_start(node) and not node.disabled}
    if not found:
        return frozenset(nodes)
    waiting = deque(found)
    while waiting:
        name = waiting.popleft()
        following = () if _decides(nodes[name]) else graph.successors(name)
        attached = (each for each in graph.sub_nodes(name) if name not in _users_of_tool(graph, each))
        for other in (*following, *attached):
            if other not in found:
                found.add(other)
                waiting.append(other)
    return frozenset(found)


def _decides(node: CheckedNode) -> bool:
    """Not every output, or not every item, goes on."""
    if node.type in _FILTERS:
        return True
    return sum(port.type == MAIN for port in node.outputs) > 1


def _users_of_tool(graph: Graph, name: str) -> frozenset[str]:
    """Agents that decide by themselves whether they call the node."""
    return frozenset(each.target for each in graph.outgoing(name, "ai_tool"))


def reached_from(starts: Iterable[str], graph: Graph) -> frozenset[str]:
    """The nodes themselves, all nodes that their items get to, and the sub-nodes of all of these."""
    found = set(starts)
    waiting = deque(found)
    while waiting:
        name = waiting.popleft()
        for other in (*graph.successors(name), *graph.sub_nodes(name)):
            if other not in found:
                found.add(other)
                waiting.append(other)
    return frozenset(found)
