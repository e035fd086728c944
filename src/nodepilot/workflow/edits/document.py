"""Edits by the place in the document, for documents in which names don't lead to the right node.

A node without a name, two nodes with one, connections from a node that isn't there: the other edits cannot
address them. The path begins at the document: `nodes[2].position`, `connections["My node"].main[0][1].node`.
"""

# ruff: noqa: ARG002 (an edit need not look at the workflow to know its opposite)

from __future__ import annotations

from typing import Any

from nodepilot.errors import InvalidEdit
from nodepilot.kit.paths import render_path
from nodepilot.kit.records import dataclass
from nodepilot.sentences import say
from nodepilot.workflow.edits.edit import Edit, Restore
from nodepilot.workflow.edits.paths import MISSING, get_at, parse, set_at, unset_at
from nodepilot.workflow.model import Workflow


@dataclass(frozen=True, slots=True)
class SetValue(Edit):
    """Another value at a path of the document."""

    path: str
    value: Any

    def apply(self, workflow: Workflow) -> Workflow:
        return Workflow(set_at(workflow.document, parse(self.path), self.value))

    def opposite(self, before: Workflow) -> Edit:
        old = get_at(before.document, parse(self.path))
        return UnsetValue(self.path) if old is MISSING else SetValue(self.path, old)


@dataclass(frozen=True, slots=True)
class UnsetValue(Edit):
    """Nothing at a path of the document; entries behind it in a list move up."""

    path: str

    def apply(self, workflow: Workflow) -> Workflow:
        path = parse(self.path)
        if get_at(workflow.document, path) is MISSING:
            raise InvalidEdit(say("The document has nothing at `{path}`.", path=self.path))
        return Workflow(unset_at(workflow.document, path))

    def opposite(self, before: Workflow) -> Edit:
        return Restore(before.document)


@dataclass(frozen=True, slots=True)
class RenameKey(Edit):
    """Another name for a key of an object in the document, which stays at its place among the others."""

    path: str
    key: str

    def apply(self, workflow: Workflow) -> Workflow:
        *around, old = parse(self.path)
        found = get_at(workflow.document, around)
        if not isinstance(found, dict) or old not in found:
            raise InvalidEdit(say("The document has nothing at `{path}`.", path=self.path))
        if self.key in found and self.key != old:
            raise InvalidEdit(
                say("There is a key `{key}` beside `{path}` already.", key=self.key, path=self.path)
            )
        renamed = {self.key if name == old else name: value for name, value in found.items()}
        return Workflow(set_at(workflow.document, around, renamed))

    def opposite(self, before: Workflow) -> Edit:
        *around, old = parse(self.path)
        return RenameKey(render_path([*around, self.key]), str(old))
