"""Whether a node can have run before another one reads from it."""

from __future__ import annotations

from nodepilot.sentences import say
from nodepilot.validation.context import ValidationContext
from nodepilot.validation.node import CheckedNode


def never_ready(context: ValidationContext, node: CheckedNode, target: CheckedNode) -> tuple[str, str] | None:
    """(code, reason) when `target` cannot have run before `node`; None when it can."""
    reach = context.reach
    if reach.is_before(target.name, node.name) and not target.disabled and target.name in context.running:
        return None
    if node.name not in context.running:
        return None
    if target.disabled:
        return "REFERENCE_NEVER_RUNS", say("is disabled")
    if target.name not in context.running:
        return "REFERENCE_NEVER_RUNS", say("is never reached")
    graph = context.graph
    roots = graph.roots_of(node.name)
    if target.name in roots or not roots:
        return None
    if any(reach.is_before(target.name, root) for root in roots):
        return None
    if all(reach.is_before(root, target.name) for root in roots):
        return "REFERENCE_RUNS_LATER", say("runs only afterwards")
    return None
