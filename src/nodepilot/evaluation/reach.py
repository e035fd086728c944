"""Who gets to whom in a workflow, sub-nodes included, as a judge of results sees it."""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping
from functools import cached_property
from typing import Any

from nodepilot.catalog import load_catalog
from nodepilot.workflow.codec import load_workflow
from nodepilot.workflow.model import Node


class Reach:
    """Disabled nodes and sticky notes don't count. A `…Tool` type counts as the type that it is made of."""

    def __init__(self, document: Mapping[str, Any]) -> None:
        workflow = load_workflow(dict(document))
        self._nodes: dict[str, Node] = {
            node.name: node for node in workflow.nodes if not node.disabled and not node.is_sticky_note
        }
        self._graph = workflow.graph

    def type_of(self, name: str) -> str:
        """The node's type."""
        return self._nodes[name].type

    def parameters_of(self, name: str) -> Mapping[str, Any]:
        """The node's parameters."""
        return self._nodes[name].parameters

    def named(self, types: frozenset[str]) -> list[str]:
        """Names of the nodes of these types."""
        return [
            name
            for name, node in self._nodes.items()
            if node.type in types or node.type.removesuffix("Tool") in types
        ]

    @cached_property
    def triggers(self) -> list[str]:
        """Nodes that start the workflow."""
        catalog = load_catalog()
        found = []
        for name, node in self._nodes.items():
            entry = catalog.find_entry(node.type)
            if entry is not None and entry.is_trigger:
                found.append(name)
        return found

    @cached_property
    def alive(self) -> set[str]:
        """Triggers and everything that they get to."""
        found = set(self.triggers)
        for name in self.triggers:
            found |= self.from_node(name)
        return found

    def from_node(self, name: str) -> set[str]:
        """What is reached from a node: up to its root node, along items, then down to sub-nodes."""
        found: set[str] = set()
        waiting = deque([(each, False) for each in self._graph.roots_of(name)])
        found.update(each for each in self._graph.roots_of(name) if each != name)
        while waiting:
            current, below = waiting.popleft()
            steps = [(each, True) for each in self._graph.sub_nodes(current)]
            if not below:
                steps += [(each, False) for each in self._graph.successors(current)]
            for each, is_below in steps:
                if each not in found and each in self._nodes:
                    found.add(each)
                    waiting.append((each, is_below))
        return found

    def by_output(self, name: str) -> dict[int, list[str]]:
        """The nodes behind each output that is connected."""
        outputs: dict[int, list[str]] = {}
        for connection in self._graph.outgoing(name, "main"):
            if connection.target in self._nodes:
                outputs.setdefault(connection.source_index, []).append(connection.target)
        return outputs
