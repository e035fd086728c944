"""Who feeds whom in a plan, and what follows from it for references."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from nodepilot.kit.records import dataclass
from nodepilot.plan.model import Link
from nodepilot.workflow.graph import Graph
from nodepilot.workflow.model import Connection

_UNPAIRED = frozenset(
    {
        "n8n-nodes-base.aggregate",
        "n8n-nodes-base.summarize",
        "n8n-nodes-base.aiTransform",
        "n8n-nodes-base.executeWorkflow",
    }
)
"""Node types whose items come from no single earlier item, so that `.item` finds none or several."""


@dataclass(frozen=True, slots=True)
class FlowNode:
    """As much of a step, or of a node that is there already, as decides about references."""

    type_name: str
    parameters: Mapping[str, Any]


class Flow:
    """Step keys are the vertices, and the names of nodes that are there already."""

    def __init__(self, nodes: Mapping[str, FlowNode], links: Iterable[Connection]) -> None:
        self._nodes = nodes
        self.graph = Graph(nodes, links)

    def feeds_alone(self, source: str, holder: str) -> bool:
        """Every item that arrives at `holder` (for a sub-node: at its root node) comes from `source`."""
        return self.graph.predecessors(self.graph.root_of(holder)) == (source,)

    def runs_before(self, source: str, holder: str) -> bool:
        """Items of `source` get to `holder`, or to the root node that it is attached to."""
        return any(self.graph.reaches(source, root) for root in self.graph.roots_of(holder))

    def pairs(self, source: str, holder: str) -> bool:
        """n8n can trace an item at `holder` back to the one item of `source` that it came from."""
        root = self.graph.root_of(holder)
        between = (self.graph.reachable(source) & self.graph.ancestors(root)) - {source, root}
        return not any(_loses_pairing(self._nodes[key]) for key in between)


def as_connection(link: Link) -> Connection:
    """A link of a plan as a connection between step keys."""
    kind = link.connection_type
    return Connection(link.source, link.target, kind, link.output, kind, link.input)


def _loses_pairing(node: FlowNode) -> bool:
    mode = node.parameters.get("mode")
    if node.type_name == "n8n-nodes-base.code":
        return mode != "runOnceForEachItem"
    if node.type_name == "n8n-nodes-base.merge":
        return mode == "combineBySql"
    return node.type_name in _UNPAIRED
