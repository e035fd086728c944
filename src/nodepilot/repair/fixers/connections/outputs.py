"""Outputs that a node does not have."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from nodepilot.catalog.model import ComputedPorts
from nodepilot.kit.paths import render_path
from nodepilot.repair.case import Case, set_parameter
from nodepilot.repair.fixer import Fixer
from nodepilot.repair.model import Proposal
from nodepilot.sentences import say
from nodepilot.validation import Issue
from nodepilot.validation.context import MAIN
from nodepilot.validation.node import CheckedNode
from nodepilot.workflow.edits import Edit, SetNodeKey, SetValue

_NUMBER_OF_OUTPUTS = "numberOutputs"
_ERROR_WORDS = re.compile(r"error|fail|problem|catch|fallback", re.IGNORECASE)


def propose(case: Case, issue: Issue) -> Iterator[Proposal]:
    """All connections of the node together: what one of them means shows in the others.

    The outputs of a node that decides are never joined: what hangs at one shall not run with another.
    """
    node, kind = case.node(issue.node), (issue.port or "").partition("[")[0]
    by_type = case.context.connections.get(issue.node or "")
    buckets = by_type.get(kind) if isinstance(by_type, dict) else None
    if node is None or node.checker is None or not isinstance(buckets, list):
        return
    used = [output for output, bucket in enumerate(buckets) if bucket]
    count = sum(port.type == kind for port in node.outputs)
    path = render_path(("connections", node.name, kind))
    if count > 1 and 0 not in used and used and used[-1] == count:
        yield Proposal(
            say("Counted the outputs of `{node}` from 0.", node=node.name), (SetValue(path, buckets[1:]),)
        )
    if _NUMBER_OF_OUTPUTS in node.checker.level.names:
        wanted = len(buckets)
        text = say(
            "Gave `{node}` {wanted} outputs, as many as branches leave it.", node=node.name, wanted=wanted
        )
        yield Proposal(text, (set_parameter(node, (_NUMBER_OF_OUTPUTS,), wanted),))
    if isinstance(node.checker.version.outputs, ComputedPorts) or count != 1 or not used:
        return
    joined = SetValue(path, [[end for bucket in buckets for end in bucket or []]])
    if used[-1] == 1 and kind == MAIN:
        yield from _error_output_or_not(node, buckets, joined)
    else:
        yield Proposal(say("Led everything behind `{node}` off its only output.", node=node.name), (joined,))


def _error_output_or_not(node: CheckedNode, buckets: Sequence[Any], joined: Edit) -> Iterator[Proposal]:
    """Two outputs of a node with one: its error output, or a second list for what should be in the first."""
    names = [end["node"] for end in buckets[1] if isinstance(end, dict) and isinstance(end.get("node"), str)]
    after_error = any(_ERROR_WORDS.search(name) for name in names)
    for_errors = Proposal(
        say(
            "Gave `{node}` an error output, to which `{names}` is connected.",
            node=node.name,
            names=", ".join(names),
        ),
        (SetNodeKey(node.name, "onError", "continueErrorOutput"),),
        safe=after_error,
    )
    together = Proposal(
        say("Led everything behind `{node}` off its only output.", node=node.name),
        (joined,),
        safe=not buckets[0],
    )
    is_trigger = not any(port.type == MAIN for port in node.inputs)
    if not is_trigger:
        yield for_errors if after_error else together
    yield together if after_error or is_trigger else for_errors


FIXER = Fixer("outputs", ("INVALID_OUTPUT_INDEX",), propose)
