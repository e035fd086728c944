"""References to a step that is not there, where just one step can have what they ask for."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from nodepilot.catalog.model import MAIN
from nodepilot.plan.model import Assumption, Plan, Ref, Step
from nodepilot.plan.submitted.references import NAMED, rewritten
from nodepilot.sentences import say

WITHOUT_DATA = frozenset(
    f"n8n-nodes-base.{name}"
    for name in (
        "filter",
        "if",
        "limit",
        "manualTrigger",
        "merge",
        "noOp",
        "removeDuplicates",
        "scheduleTrigger",
        "sort",
        "splitInBatches",
        "switch",
        "wait",
    )
)
"""Node types that give nothing of their own: what leaves them came to them, or is a moment at most."""
MOMENT = frozenset({"timestamp", "Timestamp"})
"""What a schedule does give."""


def found_references(plan: Plan, mends: list[str]) -> Plan:
    """The plan with such references to that one step. Each is named among the assumptions: a step may have been
    forgotten."""
    sources = {step.key: _source(step, plan) for step in plan.steps}
    assumptions: dict[tuple[str, str], Assumption] = {}
    steps = tuple(_found(step, sources, plan, assumptions) for step in plan.steps)
    mends += [each.text for each in assumptions.values()]
    if not assumptions:
        return plan
    return replace(plan, steps=steps, assumptions=(*plan.assumptions, *assumptions.values()))


def _found(
    step: Step,
    sources: Mapping[str, Step | None],
    plan: Plan,
    assumptions: dict[tuple[str, str], Assumption],
) -> Step:
    source = sources[step.key]
    if source is None:
        return step
    keys = {each.key for each in plan.steps}

    def key(written: str) -> str:
        text = say(
            "The plan named `{lost}`, which is no step: its values are taken from `{step}`.",
            lost=written,
            step=source.name or source.key,
        )
        assumptions.setdefault((step.key, written), Assumption(text, step.key))
        return source.key

    def reference(value: Ref) -> Ref:
        if value.step is None or value.step in keys or value.path in MOMENT:
            return value
        return Ref(key(value.step), value.path)

    def program(written: str) -> str:
        def named(match: re.Match[str]) -> str:
            lost = match["call"]
            return match[0] if lost is None or lost in keys else f"$('{key(lost)}')"

        return NAMED.sub(named, written)

    parameters = {name: rewritten(each, reference, program) for name, each in step.parameters.items()}
    return replace(step, parameters=parameters)


def _source(step: Step, plan: Plan) -> Step | None:
    """The only step before this one, or before the one that it is a part of, that has data of its own."""
    roots = {link.target for link in plan.links if link.source == step.key and link.connection_type != MAIN}
    before = set[str]()
    waiting = [step.key, *roots]
    while waiting:
        here = waiting.pop()
        fresh = {link.source for link in plan.links if link.target == here and link.connection_type == MAIN}
        waiting += fresh - before
        before |= fresh
    found = [
        each for each in plan.steps if each.key in before - {step.key} and each.node_type not in WITHOUT_DATA
    ]
    return found[0] if len(found) == 1 else None
