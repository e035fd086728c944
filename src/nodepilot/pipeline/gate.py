"""What a model's plan has to pass: it can be read, it compiles, and n8n's checks and ours find no error in it,
nor anything else that can only be a slip."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from nodepilot.catalog import Catalog
from nodepilot.errors import InvalidPlan, NodePilotError
from nodepilot.kit.records import dataclass
from nodepilot.plan.compiler import CompiledPlan, compile_plan
from nodepilot.plan.model import Origin, OriginKind, Plan, Step
from nodepilot.plan.submitted import mended_parameters, read_plan
from nodepilot.repair.engine import mend
from nodepilot.repair.model import Chosen, Repair
from nodepilot.validation import Issue, validate
from nodepilot.validation.issue import Severity

FAULTS = frozenset(
    {
        "CONDITIONS_IGNORED",
        "CYCLE_WITHOUT_EXIT",
        "DISCONNECTED_NODE",
        "EXPRESSION_SYNTAX",
        "LOOP_NOT_CLOSED",
        "LOOP_OUTPUTS_SWAPPED",
        "MISSING_EXPRESSION_BRACES",
        "MISSING_EXPRESSION_PREFIX",
        "NUMBER_AS_TEXT",
        "REFERENCE_NEVER_RUNS",
        "REFERENCE_RUNS_LATER",
        "UNKNOWN_METHOD",
        "UNKNOWN_NODE_REFERENCE",
        "UNKNOWN_PARAMETER",
        "UNKNOWN_VARIABLE",
        "WRONG_SHAPE",
        "WRONG_TYPE",
    }
)
"""Issues that n8n takes, and that in a plan made afresh can only be slips: the workflow would not do what it says."""
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
    mends = list(submitted.mends)
    try:
        plan, compiled = _compiled(plan, catalog, mends)
    except NodePilotError as error:
        place = error.step if isinstance(error, InvalidPlan) else ""
        known = place if any(step.key == place for step in plan.steps) else ""
        return Passed(plan, None, (), {known: (str(error),)}, tuple(mends))
    issues = validate(compiled.document, catalog)
    if _faults(issues):
        repaired = _repaired(compiled.document, issues, catalog)
        # A mended node keeps its name, so that everything beside the document still fits.
        if {node["name"] for node in repaired.workflow["nodes"]} == {
            node["name"] for node in compiled.document["nodes"]
        }:
            compiled, issues = replace(compiled, document=repaired.workflow), repaired.issues
            mends += [fix.text for fix in repaired.fixes]
    return Passed(plan, compiled, issues, _problems(compiled, _faults(issues)), tuple(mends))


def _repaired(document: Mapping[str, Any], issues: Sequence[Issue], catalog: Catalog) -> Repair:
    """The document with errors mended, and then what is a fault here."""
    repaired = mend(document, catalog)
    for issue in issues:
        if issue.severity is not Severity.ERROR and issue.code in FAULTS:
            chosen = Chosen(issue.code, issue.node, issue.parameter)
            more = mend(repaired.workflow, catalog, only=chosen)
            repaired = replace(more, fixes=(*repaired.fixes, *more.fixes))
    return repaired


def _compiled(plan: Plan, catalog: Catalog, mends: list[str]) -> tuple[Plan, CompiledPlan]:
    """Where the compiler refuses a parameter, once more with what can be mended in them."""
    try:
        return plan, compile_plan(plan, catalog)
    except InvalidPlan:
        mended = mended_parameters(plan, catalog, mends)
        if mended is plan:
            raise
        return mended, compile_plan(mended, catalog)


def _has_start(plan: Plan, catalog: Catalog) -> bool:
    """A plan with unknown node types may have one: the compiler tells of those."""
    types = [catalog.find(step.node_type) for step in plan.steps]
    return not plan.steps or any(each is None or each.latest.is_trigger_like for each in types)


def _traced(step: Step) -> Step:
    if "" in step.origins:
        return step
    return replace(step, origins={**step.origins, "": Origin(OriginKind.REQUEST)})


def _faults(issues: Sequence[Issue]) -> list[Issue]:
    return [issue for issue in issues if issue.severity is Severity.ERROR or issue.code in FAULTS]


def _problems(compiled: CompiledPlan, faults: list[Issue]) -> dict[str, tuple[str, ...]]:
    keys = {name: key for key, name in compiled.node_names.items()}
    found: dict[str, tuple[str, ...]] = {}
    for fault in faults:
        key = keys.get(fault.node or "", "")
        found[key] = (*found.get(key, ()), fault.message)
    return found
