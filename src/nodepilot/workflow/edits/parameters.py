"""Edits of parameters, of what else a node carries, and of the workflow's own settings."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from nodepilot.errors import InvalidEdit
from nodepilot.kit.records import dataclass
from nodepilot.sentences import say
from nodepilot.workflow.edits.edit import Edit, NodeEdit, Restore, existing
from nodepilot.workflow.edits.paths import MISSING, Path, get_at, parse, set_at, unset_at
from nodepilot.workflow.model import Node, Workflow

_OWN_EDITS = frozenset({"name", "parameters"})


@dataclass(frozen=True, slots=True)
class SetParameter(NodeEdit):
    """A parameter's value, by its dotted path. `place` is where a new key goes among its siblings."""

    node: str
    path: str
    value: Any
    place: int | None = None

    @property
    def target(self) -> str:
        return self.node

    def changed(self, node: Node) -> Mapping[str, Any]:
        set_now = set_at(node.parameters, parse(self.path), self.value, place=self.place)
        return {**node.raw, "parameters": set_now}

    def opposite(self, before: Workflow) -> Edit:
        node, path = existing(before, self.node), parse(self.path)
        old = get_at(node.parameters, path)
        return (
            UnsetParameter(self.node, self.path)
            if old is MISSING
            else SetParameter(self.node, self.path, old)
        )


@dataclass(frozen=True, slots=True)
class UnsetParameter(NodeEdit):
    """Leaves a parameter at n8n's default again."""

    node: str
    path: str

    @property
    def target(self) -> str:
        return self.node

    def changed(self, node: Node) -> Mapping[str, Any]:
        path = parse(self.path)
        if get_at(node.parameters, path) is MISSING:
            raise InvalidEdit(say("`{node}` has no value at `{path}`.", node=self.node, path=self.path))
        return {**node.raw, "parameters": unset_at(node.parameters, path)}

    def opposite(self, before: Workflow) -> Edit:
        node, path = existing(before, self.node), parse(self.path)
        return SetParameter(self.node, self.path, get_at(node.parameters, path), _place(node, path))


@dataclass(frozen=True, slots=True)
class SetNodeKey(NodeEdit):
    """What a node carries beside name and parameters: `typeVersion`, `notes`, `onError`, `credentials`…

    `MISSING` as the value takes the key away.
    """

    node: str
    key: str
    value: Any

    @property
    def target(self) -> str:
        return self.node

    def changed(self, node: Node) -> Mapping[str, Any]:
        if self.key in _OWN_EDITS:
            raise InvalidEdit(say("`{key}` of a node has edits of its own.", key=self.key))
        return unset_at(node.raw, [self.key]) if self.value is MISSING else {**node.raw, self.key: self.value}

    def opposite(self, before: Workflow) -> Edit:
        return SetNodeKey(self.node, self.key, existing(before, self.node).raw.get(self.key, MISSING))


@dataclass(frozen=True, slots=True)
class SetWorkflowKey(Edit):
    """What the workflow itself carries: `name`, `settings.timezone`… by a dotted path."""

    path: str
    value: Any

    def apply(self, workflow: Workflow) -> Workflow:
        path = parse(self.path)
        if path[0] in {"nodes", "connections"}:
            raise InvalidEdit(say("`{path}` of a workflow has edits of its own.", path=path[0]))
        return Workflow(set_at(workflow.document, path, self.value))

    def opposite(self, before: Workflow) -> Edit:
        old = get_at(before.document, parse(self.path))
        return Restore(before.document) if old is MISSING else SetWorkflowKey(self.path, old)


def _place(node: Node, path: Path) -> int | None:
    beside = get_at(node.parameters, path[:-1])
    return list(beside).index(path[-1]) if isinstance(beside, dict) else None
