"""Edits of whole nodes."""

# ruff: noqa: ARG002 (an edit need not look at the workflow to know its opposite)

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from nodepilot.errors import InvalidEdit
from nodepilot.kit.records import dataclass
from nodepilot.sentences import say
from nodepilot.workflow.edits.connecting import connect, rewritten_ends, without_node
from nodepilot.workflow.edits.edit import Edit, NodeEdit, Restore, existing
from nodepilot.workflow.edits.renaming import with_renamed_references
from nodepilot.workflow.model import MAIN, Connection, Node, Workflow


@dataclass(frozen=True, slots=True)
class AddNode(Edit):
    """A new node; `node` is its object in n8n's JSON. Without a position it is placed afterwards.

    `place` is its index in `nodes` (None: last).
    """

    node: Mapping[str, Any]
    place: int | None = None

    def apply(self, workflow: Workflow) -> Workflow:
        name = self.node.get("name")
        if not isinstance(name, str) or not name:
            raise InvalidEdit(say("A new node needs a name."))
        if workflow.find(name):
            raise InvalidEdit(
                say("There is a node `{name}` already.", name=name), next_step=say("Choose another name.")
            )
        entries = list(workflow.document["nodes"])
        entries.insert(len(entries) if self.place is None else self.place, self.node)
        return Workflow({**workflow.document, "nodes": entries})

    def opposite(self, before: Workflow) -> Edit:
        return RemoveNode(str(self.node.get("name")))


@dataclass(frozen=True, slots=True)
class RemoveNode(Edit):
    """Removes a node with its connections and pinned items.

    With `reconnect`, what fed it feeds its successors from then on (those of its first output).
    """

    name: str
    reconnect: bool = False

    def apply(self, workflow: Workflow) -> Workflow:
        node = existing(workflow, self.name)
        bridges = self._bridges(workflow) if self.reconnect else []
        entries = list(workflow.document["nodes"])
        del entries[node.index]
        document = {**workflow.document, "nodes": entries}
        if isinstance(document.get("connections"), Mapping):
            document["connections"] = without_node(document["connections"], self.name)
        pinned = document.get("pinData")
        if isinstance(pinned, Mapping) and self.name in pinned:
            document["pinData"] = {key: items for key, items in pinned.items() if key != self.name}
        made = Workflow(document)
        for bridge in bridges:
            made = connect(made, bridge)
        return made

    def opposite(self, before: Workflow) -> Edit:
        node = existing(before, self.name)
        isolated = not before.graph.dangling and before.graph.isolated(self.name)
        return AddNode(node.raw, node.index) if isolated else Restore(before.document)

    def _bridges(self, workflow: Workflow) -> list[Connection]:
        graph = workflow.graph
        return [
            Connection(before.source, after.target, MAIN, before.source_index, MAIN, after.target_index)
            for before in graph.incoming(self.name, MAIN)
            for after in graph.outgoing(self.name, MAIN)
            if after.source_index == 0 and self.name not in {before.source, after.target}
        ]


@dataclass(frozen=True, slots=True)
class ReplaceNode(NodeEdit):
    """Another node object under the same name; its connections stay."""

    name: str
    node: Mapping[str, Any]

    @property
    def target(self) -> str:
        return self.name

    def changed(self, node: Node) -> Mapping[str, Any]:
        if self.node.get("name") != self.name:
            raise InvalidEdit(
                say("The replacement of `{node}` has another name.", node=self.name),
                next_step=say("Rename the node as well."),
            )
        return self.node

    def opposite(self, before: Workflow) -> Edit:
        return ReplaceNode(self.name, existing(before, self.name).raw)


@dataclass(frozen=True, slots=True)
class RenameNode(Edit):
    """Another name, in connections, pinned items, expressions and code of all nodes too."""

    old: str
    new: str

    def apply(self, workflow: Workflow) -> Workflow:
        node = existing(workflow, self.old)
        if not self.new:
            raise InvalidEdit(say("`{old}` needs a name.", old=self.old))
        if self.new != self.old and workflow.find(self.new):
            raise InvalidEdit(
                say("There is a node `{new}` already.", new=self.new), next_step=say("Choose another name.")
            )
        entries = [
            with_renamed_references(raw, self.old, self.new) if isinstance(raw, Mapping) else raw
            for raw in workflow.document["nodes"]
        ]
        entries[node.index] = {**entries[node.index], "name": self.new}
        document = {**workflow.document, "nodes": entries}
        for key in ("connections", "pinData"):
            by_name = document.get(key)
            if isinstance(by_name, Mapping):
                document[key] = {self._renamed(name): each for name, each in by_name.items()}
        if isinstance(document.get("connections"), Mapping):
            document["connections"] = rewritten_ends(document["connections"], self._end)
        return Workflow(document)

    def opposite(self, before: Workflow) -> Edit:
        return RenameNode(self.new, self.old)

    def _renamed(self, name: str) -> str:
        return self.new if name == self.old else name

    def _end(self, end: Mapping[str, Any]) -> Mapping[str, Any]:
        return {**end, "node": self.new} if end.get("node") == self.old else end


@dataclass(frozen=True, slots=True)
class SetDisabled(NodeEdit):
    """Switches a node off or on."""

    name: str
    disabled: bool = True

    @property
    def target(self) -> str:
        return self.name

    def changed(self, node: Node) -> Mapping[str, Any]:
        if self.disabled:
            return {**node.raw, "disabled": True}
        return {key: value for key, value in node.raw.items() if key != "disabled"}

    def opposite(self, before: Workflow) -> Edit:
        return SetDisabled(self.name, existing(before, self.name).disabled)
