"""Conditions of typeVersion 1 of If, Filter and Switch in the shape of today."""

from __future__ import annotations

from typing import Any

from nodepilot.repair.case import set_parameter
from nodepilot.validation.comparisons import COMPARISONS, OTHER_NAMES, WITHOUT_RIGHT, nearest_comparison
from nodepilot.validation.node import CheckedNode
from nodepilot.workflow.edits import Edit

_FIRST_OPERATIONS = {"boolean": "equals", "dateTime": "after", "number": "lt", "string": "equals"}
"""What typeVersion 1 does when nothing is said."""

_FIRST_WITH_A_SWITCH_OF_ITS_OWN = 2.1
"""From this typeVersion on, If's `looseTypeValidation` stands beside the conditions, before it in `options`."""


def conditions_of(groups: dict[str, Any], node: CheckedNode, combinator: str) -> dict[str, Any] | None:
    """The value of a filter from conditions by type; None when one of them cannot be told."""
    made: list[dict[str, Any]] = []
    for kind, entries in groups.items():
        if kind not in _FIRST_OPERATIONS:
            continue
        for entry in entries if isinstance(entries, list) else [entries]:
            condition = condition_of(entry, kind) if isinstance(entry, dict) else None
            if condition is None:
                return None
            made.append(condition)
    if not made:
        return None
    version = node.type_version if isinstance(node.type_version, int | float) else 2
    options = {
        "caseSensitive": True,
        "leftValue": "",
        "typeValidation": "loose",
        "version": 1 if version < 2.2 else 2,
    }
    return {"options": options, "conditions": made, "combinator": combinator}


def condition_of(entry: dict[str, Any], kind: str | None = None) -> dict[str, Any] | None:
    """One condition from `value1`, `operation` and `value2`."""
    right = entry.get("value2", entry.get("rightValue", ""))
    told = entry.get("operation", _FIRST_OPERATIONS.get(kind or ""))
    operator = operator_of({"type": kind, "operation": told} if kind else told, right)
    if operator is None:
        return None
    return {
        "leftValue": entry.get("value1", entry.get("leftValue", "")),
        "rightValue": "" if operator["operation"] in WITHOUT_RIGHT else right,
        "operator": operator,
    }


def operator_of(told: Any, right: Any) -> dict[str, Any] | None:
    """A whole operator from its name, or from an object that lacks its type; None when it cannot be told."""
    given = told if isinstance(told, dict) else {}
    operation = given.get("operation") if given else told
    if not isinstance(operation, str):
        return None
    kind = given.get("type")
    if not isinstance(kind, str):
        kind = _type_for(OTHER_NAMES.get(operation, operation), right)
    found = nearest_comparison(kind, operation) if kind else None
    if kind is None or found is None:
        return None
    made: dict[str, Any] = {"type": kind, "operation": found}
    if found in WITHOUT_RIGHT:
        made["singleValue"] = True
    return made


def _type_for(operation: str, right: Any) -> str | None:
    """The type that has this comparison; of several the one of the right value."""
    having = [kind for kind, known in COMPARISONS.items() if operation in known]
    if isinstance(right, bool):
        wanted = "boolean"
    elif isinstance(right, int | float):
        wanted = "number"
    else:
        wanted = "string"
    return wanted if wanted in having else next(iter(having), None)


def loosely_typed(node: CheckedNode) -> list[Edit]:
    """TypeVersion 1 compares `"5"` and `5` as equal; today's nodes have to be told so."""
    version = node.type_version
    if node.checker is None or not isinstance(version, int | float):
        return []
    if "looseTypeValidation" in node.checker.level.names:
        return [set_parameter(node, ("looseTypeValidation",), True)]
    if version < _FIRST_WITH_A_SWITCH_OF_ITS_OWN and isinstance(node.given.get("options", {}), dict):
        return [set_parameter(node, ("options", "looseTypeValidation"), True)]
    return []
