"""Places for the nodes of a new workflow."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from nodepilot.plan.compiler.nodes import CompiledNode
from nodepilot.workflow.codec import dump_workflow
from nodepilot.workflow.layout import PortCounts, arrange
from nodepilot.workflow.model import Node, Workflow


def with_positions(document: dict[str, Any], nodes: Mapping[str, CompiledNode]) -> dict[str, Any]:
    """The document with every node laid out in the size that n8n draws it."""
    by_name = {node.name: node for node in nodes.values()}

    def count_ports(node: Node) -> PortCounts | None:
        known = by_name.get(node.name)
        return known.port_counts if known else None

    return dump_workflow(arrange(Workflow(document), count_ports))
