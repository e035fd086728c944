"""Edits of connections."""

# ruff: noqa: ARG002 (an edit need not look at the workflow to know its opposite)

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from nodepilot.kit.records import dataclass
from nodepilot.workflow.edits.connecting import connect, disconnect, replace_end
from nodepilot.workflow.edits.edit import Edit, existing
from nodepilot.workflow.edits.nodes import AddNode, RemoveNode
from nodepilot.workflow.model import Connection, Workflow


@dataclass(frozen=True, slots=True)
class Connect(Edit):
    """A new connection between nodes that exist."""

    connection: Connection

    def apply(self, workflow: Workflow) -> Workflow:
        existing(workflow, self.connection.source)
        existing(workflow, self.connection.target)
        return connect(workflow, self.connection)

    def opposite(self, before: Workflow) -> Edit:
        return Disconnect(self.connection)


@dataclass(frozen=True, slots=True)
class Disconnect(Edit):
    """Takes a connection away."""

    connection: Connection

    def apply(self, workflow: Workflow) -> Workflow:
        return disconnect(workflow, self.connection)

    def opposite(self, before: Workflow) -> Edit:
        return Connect(self.connection)


@dataclass(frozen=True, slots=True)
class InsertBetween(Edit):
    """A new node in the middle of a connection, entered at its input `input` and left by its output `output`."""

    connection: Connection
    node: Mapping[str, Any]
    input: int = 0
    output: int = 0

    def apply(self, workflow: Workflow) -> Workflow:
        link = self.connection
        name = str(self.node.get("name"))
        workflow = AddNode(self.node).apply(workflow)
        if link not in workflow.connections:
            disconnect(workflow, link)
        workflow = replace_end(workflow, link, replace(link, target=name, target_index=self.input))
        return connect(workflow, replace(link, source=name, source_index=self.output))

    def opposite(self, before: Workflow) -> Edit:
        return RemoveNode(str(self.node.get("name")), reconnect=True)
