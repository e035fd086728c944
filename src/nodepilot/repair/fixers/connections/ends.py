"""Connections from and to nodes that don't exist."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from nodepilot.kit.paths import render_path
from nodepilot.repair.case import Case
from nodepilot.repair.fixer import Fixer
from nodepilot.repair.model import Proposal
from nodepilot.sentences import say
from nodepilot.validation import Issue
from nodepilot.validation.context import Link
from nodepilot.validation.node import CheckedNode
from nodepilot.workflow.edits import RenameKey, SetValue, UnsetValue


def propose(case: Case, issue: Issue) -> Iterator[Proposal]:
    """The node of that id, or of nearly that name; else a connection that leads nowhere goes."""
    if issue.code == "UNKNOWN_CONNECTION_SOURCE":
        for source in case.context.connections:
            if source not in case.context.by_name and issue.path in _paths(source):
                yield from _source(case, source)
        return
    for link in case.once(_torn):
        source, kind, output, number = link.place
        keys = ("connections", source, kind, output, number)
        if f"`{link.target}`" not in issue.message:
            continue
        if issue.path not in (render_path((*keys, "node")), f"{_spelled(*link.place)}.node"):
            continue
        meant_name = _node_meant(case, link.target, case.once(_names))
        if meant_name is not None:
            text = say(
                "Led the connection from `{source}` to `{meant}` instead of `{target}`.",
                source=source,
                meant=meant_name,
                target=link.target,
            )
            yield Proposal(text, (SetValue(render_path((*keys, "node")), meant_name),))
        text = say(
            "Removed the connection from `{source}` to `{target}`, which does not exist.",
            source=source,
            target=link.target,
        )
        yield Proposal(text, (UnsetValue(render_path(keys)),))


def _torn(case: Case) -> list[Link]:
    """Connections to nodes that don't exist."""
    return [link for link in case.context.links if link.target not in case.context.by_name]


def _names(case: Case) -> dict[str, None]:
    nodes = case.context.nodes
    return dict.fromkeys(node.name for node in nodes if node.name and not node.is_sticky_note)


def _paths(source: str) -> tuple[str, str]:
    return render_path(("connections", source)), f"connections.{source}"


def _spelled(source: str, kind: str, output: int, number: int) -> str:
    return f"connections.{source}.{kind}[{output}][{number}]"


def _source(case: Case, source: str) -> Iterator[Proposal]:
    path = render_path(("connections", source))
    free = {name: None for name in case.once(_names) if name not in case.context.connections}
    meant_name = _node_meant(case, source, free)
    if meant_name is not None:
        text = say(
            "Made the connections of `{source}` those of `{meant}`; there is no node `{source}`.",
            source=source,
            meant=meant_name,
        )
        yield Proposal(text, (RenameKey(path, meant_name),))
    text = say("Removed the connections of `{source}`, which does not exist.", source=source)
    yield Proposal(text, (UnsetValue(path),))


def _node_meant(case: Case, told: str, names: dict[str, None]) -> str | None:
    """By id, by its type, or by its name in nearly the same letters."""
    if told:
        for name in case.once(_by_id).get(told, ()):
            if name in names:
                return name
    of_type = case.once(_by_type).get(told, ())
    if len(of_type) == 1 and of_type[0] in names:
        return of_type[0]
    return case.patience.meant(told, names)


def _by_id(case: Case) -> dict[str, list[str]]:
    return _names_by(case, lambda node: str(node.raw.get("id")))


def _by_type(case: Case) -> dict[str, list[str]]:
    return _names_by(case, lambda node: node.type.rpartition(".")[2])


def _names_by(case: Case, key: Callable[[CheckedNode], str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for node in case.context.nodes:
        found.setdefault(key(node), []).append(node.name)
    return found


FIXER = Fixer("ends of connections", ("UNKNOWN_CONNECTION_SOURCE", "UNKNOWN_CONNECTION_TARGET"), propose)
