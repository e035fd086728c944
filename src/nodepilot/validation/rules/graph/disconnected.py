"""Nodes that never run because no trigger leads to them."""

from __future__ import annotations

from collections.abc import Iterator

from nodepilot.sentences import say
from nodepilot.validation.context import ValidationContext
from nodepilot.validation.findings import warning
from nodepilot.validation.issue import Issue, Source
from nodepilot.validation.rule import Rule


def check(context: ValidationContext) -> Iterator[Issue]:
    """A whole branch without a start is reported once, at its first node."""
    running = context.running
    if not running:
        return
    graph = context.graph
    lost = [
        node
        for node in context.nodes
        if node.name not in running and not node.is_sticky_note and not node.disabled
    ]
    names = {node.name for node in lost}
    for node in lost:
        if any(before in names for before in graph.predecessors(node.name)):
            continue
        if graph.is_sub_node(node.name):
            if any(root in names for root in graph.parents_of_sub_node(node.name)):
                continue
            message = say("`{node}` is not attached to a node that runs.", node=node.name)
        elif graph.isolated(node.name):
            message = say("`{node}` is connected to nothing, so it never runs.", node=node.name)
        else:
            message = say(
                "No trigger leads to `{node}`, so it and what follows it never run.", node=node.name
            )
        yield warning("DISCONNECTED_NODE", message, node.name)


RULE = Rule("disconnected nodes", ("DISCONNECTED_NODE",), Source.NODEPILOT, check)
