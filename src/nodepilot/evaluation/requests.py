"""Holds a workflow against what a request asks for.

Every check says what is wrong, in short words; no words mean that it holds. A row is right when all checks
hold. That is necessary, not sufficient: whether n8n takes the workflow and what it does when it runs is
asked elsewhere.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from nodepilot.evaluation.reach import Reach
from nodepilot.evaluation.rows import ParameterCheck, RequestRow, TypeGroup

BRANCHING = frozenset(
    {
        "n8n-nodes-base.if",
        "n8n-nodes-base.switch",
        "@n8n/n8n-nodes-langchain.textClassifier",
        "@n8n/n8n-nodes-langchain.sentimentAnalysis",
        "@n8n/n8n-nodes-langchain.guardrails",
    }
)
GATES = frozenset({"n8n-nodes-base.if", "n8n-nodes-base.switch", "n8n-nodes-base.filter"})
HOLDS_LITERALS = frozenset({"n8n-nodes-base.set", "n8n-nodes-base.code"})


def check_request(row: RequestRow, workflow: Mapping[str, Any] | None) -> dict[str, list[str]]:
    """What is wrong, by check; checks that the row does not ask for are left out."""
    if workflow is None:
        return {"answered": ["no workflow"]}
    reach = Reach(workflow)
    return {name: list(check(row, reach)) for name, check in CHECKS.items()}


def _must(row: RequestRow, reach: Reach) -> Iterator[str]:
    for group in row.must:
        names = reach.named(group)
        if not names:
            yield f"missing {short(group)}"
        elif not any(name in reach.alive for name in names):
            yield f"no trigger leads to {short(group)}"


def _trigger(row: RequestRow, reach: Reach) -> Iterator[str]:
    types = {reach.type_of(name) for name in reach.triggers}
    if row.trigger and not types & row.trigger:
        yield f"starts with {short(types) or 'nothing'}, should be {short(row.trigger)}"
    elif not types:
        yield "nothing starts it"


def _must_not(row: RequestRow, reach: Reach) -> Iterator[str]:
    for name in reach.named(row.must_not):
        yield f"{name} should not be there"


def _parameters(row: RequestRow, reach: Reach) -> Iterator[str]:
    for check in row.parameters:
        if not _parameter_holds(check, reach):
            yield f"{short(check.types)} {check.path or 'parameters'} without /{check.pattern}/"


def _parameter_holds(check: ParameterCheck, reach: Reach) -> bool:
    pattern = re.compile(check.pattern, re.IGNORECASE)
    for name in reach.named(check.types):
        parameters = reach.parameters_of(name)
        value = value_at(parameters, check.path)
        if value in ("", None):
            if reach.type_of(name) in check.default_is_right:
                return True
            continue
        text = as_text(value)
        if pattern.search(text):
            return True
        if "{{" in text and any(
            pattern.search(as_text(reach.parameters_of(holder))) for holder in reach.named(HOLDS_LITERALS)
        ):
            return True
    return False


def value_at(parameters: Mapping[str, Any], path: str) -> Any:
    """The value at a dotted path (list places are numbers), None when there is none."""
    value: Any = parameters
    for part in path.split(".") if path else ():
        if isinstance(value, Mapping):
            value = value.get(part)
        elif isinstance(value, list) and part.isdigit() and int(part) < len(value):
            value = value[int(part)]
        else:
            return None
    return value


def _edges(row: RequestRow, reach: Reach) -> Iterator[str]:
    for sources, targets in row.edges:
        wanted = set(reach.named(targets))
        if not any(reach.from_node(name) & (wanted - {name} or wanted) for name in reach.named(sources)):
            yield f"no way from {short(sources)} to {short(targets)}"


def _branches(row: RequestRow, reach: Reach) -> Iterator[str]:
    if row.branches and (ways := count_ways(reach)) < row.branches:
        yield f"{ways} ways, should be {row.branches}"


def count_ways(reach: Reach) -> int:
    """How many ways lead through the workflow: one, and one more for every further output of what branches."""
    ways = 1
    for name in reach.alive:
        outputs = reach.by_output(name)
        if reach.type_of(name) in BRANCHING:
            ways += max(len(outputs) - 1, 0)
        for targets in outputs.values():
            gates = [each for each in targets if reach.type_of(each) in GATES and reach.by_output(each)]
            ways += max(len(gates) - 1, 0)
    return ways


CHECKS: Mapping[str, Callable[[RequestRow, Reach], Iterator[str]]] = {
    "must": _must,
    "trigger": _trigger,
    "must_not": _must_not,
    "parameters": _parameters,
    "edges": _edges,
    "branches": _branches,
}


def short(types: TypeGroup | set[str]) -> str:
    """A few of the types, without their packages."""
    names = sorted(name.rsplit(".", 1)[-1] for name in types)
    return " or ".join(names[:3]) + (" or …" if len(names) > 3 else "")


def as_text(value: Any) -> str:
    """A value as the text that patterns are looked for in."""
    if isinstance(value, str):
        return value
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
