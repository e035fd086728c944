"""Why a node and each of its parameters are there."""

from __future__ import annotations

from collections.abc import Mapping

from nodepilot.plan.compiler.nodes import CompiledNode
from nodepilot.plan.model import Origin, OriginKind

_UNTOLD = Origin(OriginKind.ASSUMPTION)


def provenance(node: CompiledNode) -> Mapping[str, Origin]:
    """Origins by dotted parameter path; "" is the node itself.

    Every top-level parameter of the plan has one: its own, or else that of the step.
    """
    given = node.step.origins
    whole = given.get("", _UNTOLD)
    found = {"": whole}
    for name in node.step.parameters:
        found[name] = given.get(name, whole)
    found.update(given)
    for name, reason in node.added.items():
        found.setdefault(name, Origin(OriginKind.REQUIRED, note=reason))
    return found
