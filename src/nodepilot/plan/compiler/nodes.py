"""What is known of a node once its parameters are."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from nodepilot.catalog import Catalog, NodeTypeVersion, Port
from nodepilot.catalog.defaults import UnreadableParameters, fill_defaults
from nodepilot.catalog.ports import inputs, outputs
from nodepilot.kit.records import dataclass
from nodepilot.plan.model import Step
from nodepilot.workflow.model import Node


@dataclass(frozen=True, slots=True)
class CompiledNode:
    """`filled` are the parameters with all defaults; `added` says why the compiler set which by itself."""

    step: Step
    version: NodeTypeVersion
    name: str
    filled: Mapping[str, Any]
    added: Mapping[str, str]

    def inputs(self, connection_type: str) -> tuple[Port, ...]:
        """Its inputs of one connection type."""
        return tuple(port for port in inputs(self.version, self.filled) if port.type == connection_type)

    def outputs(self, connection_type: str) -> tuple[Port, ...]:
        """Its outputs of one connection type, the error output included."""
        found = outputs(self.version, self.filled, on_error=self.step.on_error)
        return tuple(port for port in found if port.type == connection_type)


def existing_node(node: Node, catalog: Catalog) -> CompiledNode | None:
    """A node that is in the workflow already; None when the catalog can't tell its ports."""
    node_type = catalog.find(node.type)
    version = node_type.at(node.type_version) if node_type else None
    if version is None:
        return None
    try:
        filled = fill_defaults(version, node.parameters)
    except UnreadableParameters:
        return None
    step = Step(node.name, node.type, node.name, node.parameters, on_error=node.on_error)
    return CompiledNode(step, version, node.name, filled, {})
