"""Loop Over Items whose loop never comes back."""

from __future__ import annotations

from collections.abc import Iterator

from nodepilot.sentences import say
from nodepilot.validation.context import ValidationContext
from nodepilot.validation.findings import warning
from nodepilot.validation.issue import Issue, Source
from nodepilot.validation.rule import Rule

_LOOP = "n8n-nodes-base.splitInBatches"
_FIRST_WITH_TWO_OUTPUTS = 3


def check(context: ValidationContext) -> Iterator[Issue]:
    """Since typeVersion 3 the outputs are `done` (0) and `loop` (1)."""
    graph = context.graph
    for node in context.nodes_of_type(_LOOP):
        if node.disabled or node.checker is None or node.checker.version.version < _FIRST_WITH_TWO_OUTPUTS:
            continue
        done, loop = graph.successors(node.name, 0), graph.successors(node.name, 1)
        if loop and not _comes_back(context, node.name, loop):
            message = say(
                "Nothing leads from the loop output of `{node}` back to it, so only the first batch is "
                "handled.",
                node=node.name,
            )
            yield warning("LOOP_NOT_CLOSED", message, node.name)
        elif not loop and _comes_back(context, node.name, done):
            message = say(
                "The loop of `{node}` hangs at its output `done` (0); the batches come out of `loop` (1).",
                node=node.name,
            )
            yield warning("LOOP_OUTPUTS_SWAPPED", message, node.name)


def _comes_back(context: ValidationContext, name: str, first: tuple[str, ...]) -> bool:
    return any(each == name or context.reach.is_before(each, name) for each in first)


RULE = Rule("loop wiring", ("LOOP_NOT_CLOSED", "LOOP_OUTPUTS_SWAPPED"), Source.NODEPILOT, check)
