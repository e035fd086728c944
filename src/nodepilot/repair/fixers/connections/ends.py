"""Connections from and to nodes that don't exist."""

from __future__ import annotations

from collections.abc import Iterator

from nodepilot.kit.paths import render_path
from nodepilot.repair.case import Case
from nodepilot.repair.fixer import Fixer
from nodepilot.repair.model import Proposal
from nodepilot.repair.spelling import meant
from nodepilot.validation import Issue
from nodepilot.workflow.edits import RenameKey, SetValue, UnsetValue


def propose(case: Case, issue: Issue) -> Iterator[Proposal]:
    """The node of that id, or of nearly that name; else a connection that leads nowhere goes."""
    names = [node.name for node in case.context.nodes if node.name and not node.is_sticky_note]
    if issue.code == "UNKNOWN_CONNECTION_SOURCE":
        for source in case.context.connections:
            if source not in case.context.by_name and issue.path in _paths(source):
                yield from _source(case, source, names)
        return
    for link in case.context.links:
        source, kind, output, number = link.place
        keys = ("connections", source, kind, output, number)
        if link.target in case.context.by_name or f"`{link.target}`" not in issue.message:
            continue
        if issue.path not in (render_path((*keys, "node")), f"{_spelled(*link.place)}.node"):
            continue
        meant_name = _node_meant(case, link.target, names)
        if meant_name is not None:
            text = f"Led the connection from `{source}` to `{meant_name}` instead of `{link.target}`."
            yield Proposal(text, (SetValue(render_path((*keys, "node")), meant_name),))
        text = f"Removed the connection from `{source}` to `{link.target}`, which does not exist."
        yield Proposal(text, (UnsetValue(render_path(keys)),))


def _paths(source: str) -> tuple[str, str]:
    return render_path(("connections", source)), f"connections.{source}"


def _spelled(source: str, kind: str, output: int, number: int) -> str:
    return f"connections.{source}.{kind}[{output}][{number}]"


def _source(case: Case, source: str, names: list[str]) -> Iterator[Proposal]:
    path = render_path(("connections", source))
    free = [name for name in names if name not in case.context.connections]
    meant_name = _node_meant(case, source, free)
    if meant_name is not None:
        text = f"Made the connections of `{source}` those of `{meant_name}`; there is no node `{source}`."
        yield Proposal(text, (RenameKey(path, meant_name),))
    text = f"Removed the connections of `{source}`, which does not exist."
    yield Proposal(text, (UnsetValue(path),))


def _node_meant(case: Case, told: str, names: list[str]) -> str | None:
    """By id, by its type, or by its name in nearly the same letters."""
    for node in case.context.nodes:
        if told and str(node.raw.get("id")) == told and node.name in names:
            return node.name
    of_type = [node.name for node in case.context.nodes if node.type.rpartition(".")[2] == told]
    if len(of_type) == 1 and of_type[0] in names:
        return of_type[0]
    return meant(told, names)


FIXER = Fixer("ends of connections", ("UNKNOWN_CONNECTION_SOURCE", "UNKNOWN_CONNECTION_TARGET"), propose)
