"""Port counts from the catalog, for exact sizes."""

from __future__ import annotations

from nodepilot.catalog import Catalog
from nodepilot.catalog.defaults import UnreadableParameters, fill_defaults
from nodepilot.catalog.ports import inputs, outputs
from nodepilot.workflow.layout.measures import CountPorts, PortCounts
from nodepilot.workflow.model import MAIN, Node


def count_ports_by(catalog: Catalog) -> CountPorts:
    """How many ports n8n draws on a node; None for a node type or parameters that it cannot read."""

    def count(node: Node) -> PortCounts | None:
        node_type = catalog.find(node.type)
        version = node_type.at(node.type_version) if node_type else None
        if version is None:
            return None
        try:
            filled = fill_defaults(version, node.parameters)
        except UnreadableParameters:
            return None
        entering, leaving = inputs(version, filled), outputs(version, filled, on_error=node.on_error)
        main_inputs = sum(port.type == MAIN for port in entering)
        return PortCounts(
            main_inputs, sum(port.type == MAIN for port in leaving), len(entering) - main_inputs
        )

    return count
