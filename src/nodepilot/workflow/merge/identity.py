"""Which nodes of three versions of a workflow are one and the same, and what they are called in the end."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import field
from typing import Any

from nodepilot.catalog.jsvalues import deeply_equal
from nodepilot.kit.records import dataclass
from nodepilot.sentences import say
from nodepilot.workflow.diff import renamed_nodes
from nodepilot.workflow.edits.nodes import RenameNode
from nodepilot.workflow.merge.values import Conflict, Side
from nodepilot.workflow.model import Node, Workflow

_OWN = frozenset({"id", "position"})


@dataclass(slots=True)
class Aligned:
    """The three versions with one name for each node, so that a name means the same in all of them."""

    base: Workflow
    ours: Workflow
    theirs: Workflow
    conflicts: list[Conflict] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def align(base: Workflow, ours: Workflow, theirs: Workflow, prefer: Side) -> Aligned:
    """Renames nodes, in references too: what one side renamed is called so on the other side as well.

    Different new nodes of one name are told apart: one of them gets another name. Takes versions whose
    nodes all have names of their own.
    """
    aligned = Aligned(base, ours, theirs)
    by_us, by_them = renamed_nodes(base, ours), renamed_nodes(base, theirs)
    names: dict[str, str] = {}
    for node in base.nodes:
        mine, other = by_us.get(node.name), by_them.get(node.name)
        chosen = mine or other or node.name
        if mine and other and mine != other:
            chosen = mine if prefer == "ours" else other
            aligned.conflicts.append(Conflict(chosen, ("name",), mine, other))
        names[node.name] = _free(chosen, names.values(), aligned)
    names_ours = dict(_kept(ours, base, by_us, names))
    added = {node.name: node for node in ours.nodes if node.name not in names_ours}
    for name in added:
        names_ours[name] = _free(name, {*names.values(), *names_ours.values()}, aligned)
    names_theirs = dict(_kept(theirs, base, by_them, names))
    for node in theirs.nodes:
        if node.name in names_theirs:
            continue
        if node.name in added and _is_same(added[node.name], node):
            names_theirs[node.name] = names_ours[node.name]
        else:
            taken = {*names.values(), *names_ours.values(), *names_theirs.values()}
            names_theirs[node.name] = _free(node.name, taken, aligned)
    aligned.base = _renamed(base, names)
    aligned.ours = _renamed(ours, names_ours)
    aligned.theirs = _renamed(theirs, names_theirs)
    return aligned


def has_unique_names(workflow: Workflow) -> bool:
    """Every node has a name of its own; otherwise names don't tell nodes apart."""
    names = workflow.nodes_by_name
    return len(names) == len(workflow.nodes) == len(workflow.document["nodes"]) and "" not in names


def _kept(
    side: Workflow, base: Workflow, renamed: Mapping[str, str], names: Mapping[str, str]
) -> Iterator[tuple[str, str]]:
    """Nodes that the base has, too: what they are called on this side, and in the end."""
    former = {new: old for old, new in renamed.items()}
    for node in side.nodes:
        if node.name in former:
            yield node.name, names[former[node.name]]
        elif base.find(node.name) and node.name not in renamed:
            yield node.name, names[node.name]


def _is_same(one: Node, other: Node) -> bool:
    """Both sides added it: the same node came to both, or both made the same."""
    if one.type == other.type and one.id == other.id and one.id is not None:
        return True
    return deeply_equal(_content(one.raw), _content(other.raw))


def _content(raw: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in raw.items() if key not in _OWN}


def _free(name: str, taken: Iterable[str], aligned: Aligned) -> str:
    """The name, with a number behind it when another node has it already."""
    known = set(taken)
    if name not in known:
        return name
    number = 1
    while (free := f"{name}{number}") in known or aligned.base.find(free):
        number += 1
    aligned.notes.append(
        say("Two nodes are called `{name}`: one of them is called `{free}` now.", name=name, free=free)
    )
    return free


def _renamed(workflow: Workflow, names: Mapping[str, str]) -> Workflow:
    changes = [(old, new) for old, new in names.items() if old != new]
    # In two rounds, so that names can change hands.
    for number, (old, _) in enumerate(changes):
        workflow = RenameNode(old, f"\x00{number}").apply(workflow)
    for number, (_, new) in enumerate(changes):
        workflow = RenameNode(f"\x00{number}", new).apply(workflow)
    return workflow
