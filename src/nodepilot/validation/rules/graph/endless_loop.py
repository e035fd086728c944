"""Loops that never end."""

from __future__ import annotations

from collections.abc import Iterator

from nodepilot.sentences import say
from nodepilot.validation.context import ValidationContext
from nodepilot.validation.findings import error
from nodepilot.validation.issue import Issue, Source
from nodepilot.validation.rule import Rule

_PASSES_ALWAYS = frozenset(
    f"n8n-nodes-base.{name}"
    for name in ("set", "httpRequest", "wait", "noOp", "dateTime", "crypto", "renameKeys", "sort", "merge")
)
"""Nodes that give at least one item whenever they get one (and end an execution only by failing)."""


def check(context: ValidationContext) -> Iterator[Issue]:
    """Only loops in which every node is known to pass items on, without a branch to leave by."""
    reach = context.reach
    reported: set[str] = set()
    for node in context.nodes:
        if node.type not in _PASSES_ALWAYS or node.name not in reach.maybe_looping or node.name in reported:
            continue
        if not reach.is_before(node.name, node.name):
            continue
        loop = [node.name, *_rest_of_loop(context, node.name)]
        if not all(_passes_always(context, name) for name in loop):
            continue
        reported.update(loop)
        shown = " → ".join(f"`{name}`" for name in (*loop, node.name))
        yield error(
            "CYCLE_WITHOUT_EXIT",
            say("{shown} is a loop without an exit: it never ends.", shown=shown),
            node.name,
        )


def _rest_of_loop(context: ValidationContext, start: str) -> list[str]:
    """The nodes between `start` and itself: those that it leads to and that lead to it."""
    reach = context.reach
    return [
        name
        for name in context.graph.names
        if name != start and reach.is_before(name, start) and reach.is_before(start, name)
    ]


def _passes_always(context: ValidationContext, name: str) -> bool:
    node = context.by_name[name]
    return node.type in _PASSES_ALWAYS and node.raw.get("onError") != "continueErrorOutput"


RULE = Rule("endless loops", ("CYCLE_WITHOUT_EXIT",), Source.NODEPILOT, check)
