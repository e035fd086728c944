"""Workflows that nothing starts."""

from __future__ import annotations

from collections.abc import Iterator

from nodepilot.repair.case import Case
from nodepilot.repair.fit import number_for_json
from nodepilot.repair.fixer import Fixer
from nodepilot.repair.model import Proposal
from nodepilot.repair.naming import free_name
from nodepilot.sentences import say
from nodepilot.validation import Issue
from nodepilot.workflow.edits import AddNode, Connect, Edit, SetDisabled
from nodepilot.workflow.edits.edit import apply
from nodepilot.workflow.layout import place_new
from nodepilot.workflow.model import MAIN, Connection

_MANUAL = "n8n-nodes-base.manualTrigger"


def propose(case: Case, issue: Issue) -> Iterator[Proposal]:
    """A start by hand before the first nodes: it decides nothing. A trigger that is switched off stays so."""
    if issue.node is not None:
        text = say("Switched on `{node}`, the only trigger.", node=issue.node)
        yield Proposal(text, (SetDisabled(issue.node, disabled=False),), safe=False)
        return
    node_type = case.catalog.find(_MANUAL)
    if node_type is None:
        return
    heads, loose = _first_nodes(case)
    for targets in (heads, [*heads, *loose]) if heads and loose else (heads or loose,):
        if targets:
            yield _started_by_hand(case, number_for_json(node_type.default_version), targets)


def _first_nodes(case: Case) -> tuple[list[str], list[str]]:
    """(nodes at the head of a chain, nodes that are connected to nothing), as far as items can get to them."""
    graph = case.context.graph
    starts = [name for name in graph.starts if _takes_items(case, name)]
    heads = [name for name in starts if graph.outgoing(name, MAIN) or graph.sub_nodes(name)]
    reached = {name for head in starts for name in (head, *graph.reachable(head))}
    for name in graph.names:
        # What is left are loops that nothing leads into.
        if name not in reached and graph.on_loop(name) and _takes_items(case, name):
            heads.append(name)
            reached |= graph.reachable(name)
    return heads, [name for name in starts if name not in heads]


def _takes_items(case: Case, name: str) -> bool:
    node = case.node(name)
    return (
        node is not None
        and not node.is_sticky_note
        and not node.disabled
        and any(port.type == MAIN for port in node.inputs)
    )


def _started_by_hand(case: Case, version: float, targets: list[str]) -> Proposal:
    name = free_name("Start", case.context.by_name)
    node = {
        "id": "start-by-hand"
        if not _id_taken(case, "start-by-hand")
        else f"start-by-hand-{len(case.context.nodes)}",
        "name": name,
        "type": _MANUAL,
        "typeVersion": version,
        "position": [0, 0],
        "parameters": {},
    }
    links: list[Edit] = [Connect(Connection(name, target)) for target in targets]
    drawn = place_new(apply(case.workflow, [AddNode(node), *links]), {name})
    position = drawn.get(name).position
    placed = {**node, "position": list(position) if position is not None else [0, 0]}
    led = ", ".join(f"`{target}`" for target in targets)
    text = say("Added a start by hand before {led}; replace it with the trigger that you want.", led=led)
    return Proposal(text, (AddNode(placed), *links))


def _id_taken(case: Case, wanted: str) -> bool:
    return any(node.raw.get("id") == wanted for node in case.context.nodes)


FIXER = Fixer("missing trigger", ("MISSING_TRIGGER",), propose)
