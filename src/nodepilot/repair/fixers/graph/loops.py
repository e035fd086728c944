"""Loops that never come back, come back at the wrong output, or never end."""

from __future__ import annotations

from collections.abc import Iterator

from nodepilot.kit.paths import render_path
from nodepilot.repair.case import Case
from nodepilot.repair.connection_edits import removed
from nodepilot.repair.fixer import Fixer
from nodepilot.repair.model import Proposal
from nodepilot.sentences import say
from nodepilot.validation import Issue
from nodepilot.validation.context import MAIN
from nodepilot.validation.node import CheckedNode
from nodepilot.workflow.edits import Connect, SetValue
from nodepilot.workflow.model import Connection

_DONE, _LOOP = 0, 1


def propose(case: Case, issue: Issue) -> Iterator[Proposal]:
    """Outputs change places where the batches hang at `done`; the one last node of a loop leads back."""
    node = case.node(issue.node)
    if node is None:
        return
    match issue.code:
        case "LOOP_OUTPUTS_SWAPPED":
            yield from _swapped(case, node)
        case "LOOP_NOT_CLOSED":
            yield from _swapped_with_a_way_back(case, node)
            yield from _led_back(case, node)
        case _:
            yield from _cut(case, node)


def _swapped(case: Case, node: CheckedNode) -> Iterator[Proposal]:
    by_type = case.context.connections.get(node.name)
    buckets = by_type.get(MAIN) if isinstance(by_type, dict) else None
    if not isinstance(buckets, list) or len(buckets) > 2:
        return
    both = [*buckets, *([[]] * (2 - len(buckets)))]
    path = render_path(("connections", node.name, MAIN))
    text = say("Swapped the outputs of `{node}`: `done` is the first, `loop` the second.", node=node.name)
    yield Proposal(text, (SetValue(path, [both[1] or [], both[0]]),))


def _swapped_with_a_way_back(case: Case, node: CheckedNode) -> Iterator[Proposal]:
    """Only when what hangs at `done` does come back."""
    graph = case.context.graph
    done = graph.successors(node.name, _DONE)
    if any(name == node.name or node.name in graph.reachable(name) for name in done):
        yield from _swapped(case, node)


def _led_back(case: Case, node: CheckedNode) -> Iterator[Proposal]:
    graph = case.context.graph
    inside = {
        name for first in graph.successors(node.name, _LOOP) for name in (first, *graph.reachable(first))
    }
    after = {
        name for first in graph.successors(node.name, _DONE) for name in (first, *graph.reachable(first))
    }
    last = [name for name in graph.names if name in inside - after and not graph.outgoing(name, MAIN)]
    ends = [name for name in last if _gives_items(case, name)]
    if len(ends) == 1:
        text = say("Led `{last}`, the last node of the loop, back to `{node}`.", last=ends[0], node=node.name)
        yield Proposal(text, (Connect(Connection(ends[0], node.name)),), safe=False)


def _gives_items(case: Case, name: str) -> bool:
    node = case.node(name)
    return node is not None and any(port.type == MAIN for port in node.outputs)


def _cut(case: Case, node: CheckedNode) -> Iterator[Proposal]:
    """The connection that leads back to the node of the loop that a trigger gets to first."""
    graph = case.context.graph
    loop = graph.reachable(node.name) & graph.ancestors(node.name)
    entries = [
        name
        for name in graph.names
        if name in loop and any(each not in loop for each in graph.predecessors(name))
    ]
    if len(entries) != 1:
        return
    back = [link for link, _, _ in case.context.joined if link.target == entries[0] and link.source in loop]
    if len(back) == 1:
        text = say(
            "Removed the connection from `{source}` back to `{target}`, a loop without an exit.",
            source=back[0].source,
            target=entries[0],
        )
        yield Proposal(text, removed(case, back[0]), safe=False)


FIXER = Fixer("loops", ("LOOP_OUTPUTS_SWAPPED", "LOOP_NOT_CLOSED", "CYCLE_WITHOUT_EXIT"), propose)
