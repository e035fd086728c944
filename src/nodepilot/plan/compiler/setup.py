"""What a person still has to do."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from nodepilot.catalog import Catalog
from nodepilot.errors import InvalidPlan
from nodepilot.plan.compiler.credentials import credentials_of
from nodepilot.plan.compiler.nodes import CompiledNode
from nodepilot.plan.compiler.result import Setup
from nodepilot.plan.model import Plan


def setup_of(plan: Plan, nodes: Iterable[CompiledNode], names: Mapping[str, str], catalog: Catalog) -> Setup:
    """The set-up list, with steps called by the names of their nodes."""
    for placeholder in plan.placeholders:
        if placeholder.step not in names:
            raise InvalidPlan(f"A placeholder is for step `{placeholder.step}`, which does not exist.")
    return Setup(
        credentials=tuple(
            need
            for node in nodes
            if not node.step.settings.get("disabled")
            for need in credentials_of(node, catalog)
        ),
        placeholders=tuple(replace(each, step=names[each.step]) for each in plan.placeholders),
        assumptions=tuple(
            replace(each, step=names.get(each.step) if each.step else None) for each in plan.assumptions
        ),
        questions=tuple(
            replace(each, step=names.get(each.step) if each.step else None) for each in plan.questions
        ),
    )
