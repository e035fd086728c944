"""What a model's plan has to pass: it can be read, it compiles, and n8n's checks and ours find no error in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from nodepilot.catalog import Catalog
from nodepilot.errors import NodePilotError
from nodepilot.plan.compiler import CompiledPlan, compile_plan
from nodepilot.plan.model import Origin, OriginKind, Plan, Step
from nodepilot.plan.submitted import read_plan
from nodepilot.repair.engine import mend
from nodepilot.validation import Issue, validate
from nodepilot.validation.issue import Severity

NOTHING = Plan(name="", steps=(), links=())
NO_START = "No step starts the workflow. Put the trigger that the request names first, and link it."


@dataclass(frozen=True, slots=True)
class Passed:
    """What became of a plan. `compiled` is None when it could not be compiled.

    `problems` are texts by the step's key, "" for the whole plan; none of them is left when the gate is passed.
    `mends` are slips that were mended on the way, in words.
    """

    plan: Plan
    compiled: CompiledPlan | None
    issues: tuple[Issue, ...]
    problems: Mapping[str, tuple[str, ...]]
    mends: tuple[str, ...] = ()

    @property
    def is_clean(self) -> bool:
        return self.compiled is not None and not self.problems


def pass_gate(value: Mapping[str, Any], catalog: Catalog) -> Passed:
    """Reads, compiles and checks what was submitted, and mends what can safely be mended."""
    try:
        submitted = read_plan(value, catalog)
    except NodePilotError as error:
        return Passed(NOTHING, None, (), {"": (str(error),)})
    plan = replace(submitted.plan, steps=tuple(map(_traced, submitted.plan.steps)))
    if not _has_start(plan, catalog):
        # A made-up start would pass all checks and run at the wrong moment.
        return Passed(plan, None, (), {"": (NO_START,)}, submitted.mends)
    try:
        compiled = compile_plan(plan, catalog)
    except NodePilotError as error:
        return Passed(plan, None, (), {"": (str(error),)}, submitted.mends)
    issues, mends = validate(compiled.document, catalog), submitted.mends
    if _errors(issues):
        repaired = mend(compiled.document, catalog)
        # A mended node keeps its name, so that everything beside the document still fits.
        if {node["name"] for node in repaired.workflow["nodes"]} == {
            node["name"] for node in compiled.document["nodes"]
        }:
            compiled, issues = replace(compiled, document=repaired.workflow), repaired.issues
            mends = (*mends, *(fix.text for fix in repaired.fixes))
    return Passed(plan, compiled, issues, _problems(compiled, _errors(issues)), mends)


def _has_start(plan: Plan, catalog: Catalog) -> bool:
    """A plan with unknown node types may have one: the compiler tells of those."""
    types = [catalog.find(step.node_type) for step in plan.steps]
    return not plan.steps or any(each is None or each.latest.is_trigger_like for each in types)


def _traced(step: Step) -> Step:
    if "" in step.origins:
        return step
    return replace(step, origins={**step.origins, "": Origin(OriginKind.REQUEST)})


def _errors(issues: tuple[Issue, ...]) -> list[Issue]:
    return [issue for issue in issues if issue.severity is Severity.ERROR]


def _problems(compiled: CompiledPlan, errors: list[Issue]) -> dict[str, tuple[str, ...]]:
    keys = {name: key for key, name in compiled.node_names.items()}
    found: dict[str, tuple[str, ...]] = {}
    for error in errors:
        key = keys.get(error.node or "", "")
        found[key] = (*found.get(key, ()), error.message)
    return found
