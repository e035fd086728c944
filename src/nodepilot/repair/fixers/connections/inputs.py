"""Inputs that a node does not have."""

from __future__ import annotations

from collections.abc import Iterator

from nodepilot.kit.paths import render_path
from nodepilot.repair.case import Case, set_parameter
from nodepilot.repair.fixer import Fixer
from nodepilot.repair.model import Proposal
from nodepilot.sentences import say
from nodepilot.validation import Issue
from nodepilot.validation.context import Link
from nodepilot.validation.node import CheckedNode
from nodepilot.workflow.edits import SetValue

_NUMBER_OF_INPUTS = "numberInputs"
_MOST_INPUTS = 10


def propose(case: Case, issue: Issue) -> Iterator[Proposal]:
    """The only input; as many inputs as branches; inputs counted from 1; the one input that is free."""
    node, kind = case.node(issue.node), (issue.port or "").partition("[")[0]
    if node is None:
        return
    arriving = [
        each
        for each in case.context.incoming.get(node.name, ())
        if each.target_type == kind and type(each.target_index) is int
    ]
    count = sum(port.type == kind for port in node.inputs)
    used = {each.target_index for each in arriving}
    wrong = [each for each in arriving if f"{kind}[{each.target_index}]" == issue.port]
    if count == 1:
        text = say("Led what arrives at `{node}` to its only input.", node=node.name)
        yield Proposal(text, tuple(_moved(each, 0) for each in arriving if each.target_index != 0))
        return
    yield from _more_inputs(node, used)
    if 0 not in used and used <= set(range(1, count + 1)):
        text = say("Counted the inputs of `{node}` from 0.", node=node.name)
        yield Proposal(text, tuple(_moved(each, each.target_index - 1) for each in arriving))
    free = [place for place in range(count) if place not in used]
    if len(free) == 1 and len(wrong) == 1:
        text = say(
            "Led `{source}` to the free input {free} of `{node}`.",
            source=wrong[0].source,
            free=free[0],
            node=node.name,
        )
        yield Proposal(text, (_moved(wrong[0], free[0]),), safe=False)


def _moved(link: Link, index: int) -> SetValue:
    return SetValue(render_path(("connections", *link.place, "index")), index)


def _more_inputs(node: CheckedNode, used: set[int]) -> Iterator[Proposal]:
    """A Merge to which more branches lead than it has inputs for gets as many."""
    wanted = max(used, default=0) + 1
    if node.checker is None or _NUMBER_OF_INPUTS not in node.checker.level.names or wanted > _MOST_INPUTS:
        return
    if used == set(range(wanted)):
        text = say(
            "Gave `{node}` {wanted} inputs, as many as branches lead to it.", node=node.name, wanted=wanted
        )
        yield Proposal(text, (set_parameter(node, (_NUMBER_OF_INPUTS,), wanted),))


FIXER = Fixer("inputs", ("INVALID_INPUT_INDEX",), propose)
