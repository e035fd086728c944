"""What all edits have in common."""

# ruff: noqa: ARG002 (an edit need not look at the workflow to know its opposite)

from __future__ import annotations

import json
from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping
from itertools import groupby
from typing import Any, cast

from nodepilot.errors import InvalidEdit
from nodepilot.kit.records import dataclass
from nodepilot.sentences import say
from nodepilot.workflow.model import Node, Workflow


class Edit(ABC):
    """One change of a workflow, as data. What an edit does not name stays byte for byte as it was."""

    @abstractmethod
    def apply(self, workflow: Workflow) -> Workflow:
        """The changed workflow. Raises `InvalidEdit` and changes nothing when it does not fit."""

    @abstractmethod
    def opposite(self, before: Workflow) -> Edit:
        """The edit that takes it back, to be applied to `self.apply(before)`."""


class NodeEdit(Edit):
    """An edit of one node alone, which keeps its name."""

    @property
    @abstractmethod
    def target(self) -> str:
        """The name of the node."""

    @abstractmethod
    def changed(self, node: Node) -> Mapping[str, Any]:
        """The node's object afterwards. Raises `InvalidEdit` when the edit does not fit."""

    def apply(self, workflow: Workflow) -> Workflow:
        return _with_changed_nodes(workflow, (self,))


@dataclass(frozen=True, slots=True)
class Restore(Edit):
    """The whole document as it was. Takes back an edit that no single opposite undoes to the byte."""

    document: Mapping[str, Any]

    def apply(self, workflow: Workflow) -> Workflow:
        return Workflow(self.document)

    def opposite(self, before: Workflow) -> Edit:
        return Restore(before.document)


@dataclass(frozen=True, slots=True)
class Batch(Edit):
    """Several edits, one after the other, as one."""

    edits: tuple[Edit, ...]

    def apply(self, workflow: Workflow) -> Workflow:
        # Edits of single nodes are made together: a workflow in between for each would cost as much as all its nodes.
        for of_nodes, run in groupby(self.edits, lambda edit: isinstance(edit, NodeEdit)):
            if of_nodes:
                workflow = _with_changed_nodes(workflow, cast("Iterable[NodeEdit]", run))
            else:
                for edit in run:
                    workflow = edit.apply(workflow)
        return workflow

    def opposite(self, before: Workflow) -> Edit:
        undone: list[Edit] = []
        for edit in self.edits:
            undone.append(inverse(edit, before))
            before = edit.apply(before)
        return Batch(tuple(reversed(undone)))


def apply(workflow: Workflow, edits: Iterable[Edit]) -> Workflow:
    """The workflow after all edits, in order; all of them or, by `InvalidEdit`, none."""
    return Batch(tuple(edits)).apply(workflow)


def inverse(edit: Edit, before: Workflow) -> Edit:
    """The edit that takes `edit` back exactly: applied after it, the document has its former bytes."""
    opposite = edit.opposite(before)
    try:
        restored = opposite.apply(edit.apply(before))
    except InvalidEdit:
        return Restore(before.document)
    return opposite if _same(restored.document, before.document) else Restore(before.document)


def existing(workflow: Workflow, name: str) -> Node:
    """The node of that name; raises `InvalidEdit` that lists what there is."""
    node = workflow.find(name)
    if node is None:
        known = ", ".join(f"`{each}`" for each in workflow.nodes_by_name) or "none"
        raise InvalidEdit(
            say("The workflow has no node `{name}`.", name=name),
            next_step=say("Its nodes: {known}.", known=known),
        )
    return node


def _with_changed_nodes(workflow: Workflow, edits: Iterable[NodeEdit]) -> Workflow:
    made: dict[str, Node] = {}
    for edit in edits:
        node = made.get(edit.target) or existing(workflow, edit.target)
        made[edit.target] = Node(edit.changed(node), node.index)
    entries = list(workflow.document["nodes"])
    for node in made.values():
        entries[node.index] = node.raw
    return Workflow({**workflow.document, "nodes": entries})


def _same(one: Any, other: Any) -> bool:
    return json.dumps(one) == json.dumps(other)
