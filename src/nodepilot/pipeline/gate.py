"""What a model's plan has to pass: it compiles, and n8n's checks and ours find no error in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from nodepilot.catalog import Catalog
from nodepilot.errors import NodePilotError
from nodepilot.plan.compiler import CompiledPlan, compile_plan
from nodepilot.plan.model import Origin, OriginKind, Plan, Step
from nodepilot.repair.engine import mend
from nodepilot.validation import Issue, validate
from nodepilot.validation.issue import Severity


@dataclass(frozen=True, slots=True)
class Passed:
    """What became of a plan. `compiled` is None when it could not be compiled.

    `problems` are texts by the step's key, "" for the whole plan; none of them is left when the gate is passed.
    """

    plan: Plan
    compiled: CompiledPlan | None
    issues: tuple[Issue, ...]
    problems: Mapping[str, tuple[str, ...]]

    @property
    def is_clean(self) -> bool:
        return self.compiled is not None and not self.problems


def pass_gate(plan: Plan, catalog: Catalog) -> Passed:
    """Compiles and checks the plan, mends what can safely be mended."""
    traced = replace(plan, steps=tuple(_traced(step) for step in plan.steps))
    try:
        compiled = compile_plan(traced, catalog)
    except NodePilotError as error:
        return Passed(traced, None, (), {"": (str(error),)})
    issues = validate(compiled.document, catalog)
    if _errors(issues):
        repaired = mend(compiled.document, catalog)
        # A mended node keeps its name, so that everything beside the document still fits.
        if {node["name"] for node in repaired.workflow["nodes"]} == {
            node["name"] for node in compiled.document["nodes"]
        }:
            compiled, issues = replace(compiled, document=repaired.workflow), repaired.issues
    return Passed(traced, compiled, issues, _problems(compiled, _errors(issues)))


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
