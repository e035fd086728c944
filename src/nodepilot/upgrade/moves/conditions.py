"""Conditions of If, Filter and Switch: from lists by type to the filter of today."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from nodepilot.upgrade.draft import Draft, Remark, Unknown
from nodepilot.workflow.edits.paths import MISSING

OPERATIONS: Mapping[str, Mapping[str, str]] = {
    "boolean": {"equal": "equals", "notEqual": "notEquals"},
    "dateTime": {"after": "after", "before": "before"},
    "number": {
        "smaller": "lt",
        "smallerEqual": "lte",
        "equal": "equals",
        "notEqual": "notEquals",
        "larger": "gt",
        "largerEqual": "gte",
        "isEmpty": "empty",
        "isNotEmpty": "notEmpty",
    },
    "string": {
        "contains": "contains",
        "notContains": "notContains",
        "endsWith": "endsWith",
        "notEndsWith": "notEndsWith",
        "equal": "equals",
        "notEqual": "notEquals",
        "regex": "regex",
        "notRegex": "notRegex",
        "startsWith": "startsWith",
        "notStartsWith": "notStartsWith",
        "isEmpty": "empty",
        "isNotEmpty": "notEmpty",
    },
}
"""What the comparisons of typeVersion 1 are called now, by type, in the order in which they were evaluated."""

_UNARY = frozenset({"empty", "notEmpty"})

_BY_TYPE = (
    "Conditions were compared as they came; now both sides are converted to the type of the comparison"
    " first, so a number equals a text with the same digits."
)


def if_conditions(draft: Draft) -> None:
    """If 1 to 2."""
    _by_type(draft, "combineOperation", {"all": "and", "any": "or"})


def filter_conditions(draft: Draft) -> None:
    """Filter 1 to 2."""
    _by_type(draft, "combineConditions", {"AND": "and", "OR": "or"})


def _by_type(draft: Draft, combining: str, combinators: Mapping[str, str]) -> None:
    combinator = combinators.get(draft.value(combining))
    if combinator is None:
        raise Unknown(f"`{combining}` is no fixed choice.")
    made = list(_conditions(draft))
    draft.unset(combining)
    draft.set("conditions", {"options": filter_options(), "conditions": made, "combinator": combinator})
    # The switch moves once more on the way: it ends up beside the conditions.
    draft.set("options.looseTypeValidation", value=True)
    if made:
        draft.remarks.append(Remark("look", _BY_TYPE))


def filter_options() -> dict[str, Any]:
    """The settings of a filter that compares as typeVersion 1 did, as nearly as there are any."""
    return {"caseSensitive": True, "leftValue": "", "typeValidation": "loose", "version": 1}


def _conditions(draft: Draft) -> Iterator[dict[str, Any]]:
    groups = draft.value("conditions")
    if not isinstance(groups, Mapping):
        raise Unknown("its conditions are no fixed list.")
    number = 0
    for kind, operations in OPERATIONS.items():
        for entry in groups.get(kind) or ():
            if not isinstance(entry, Mapping):
                raise Unknown("one of its conditions cannot be read.")
            yield condition(
                kind,
                operations,
                entry.get("value1", ""),
                entry,
                f"{draft.node.id}/{draft.node.name}/{number}",
            )
            number += 1


def condition(
    kind: str, operations: Mapping[str, str], left: Any, entry: Mapping[str, Any], seed: str
) -> dict[str, Any]:
    """One condition of a filter. Raises `Unknown` for a comparison that has no counterpart."""
    operation = operations.get(entry.get("operation", ""))
    if operation is None:
        raise Unknown(f"the comparison `{entry.get('operation')}` has no counterpart.")
    operator: dict[str, Any] = {"type": kind, "operation": operation}
    if operation in _UNARY:
        operator["singleValue"] = True
    return {
        "id": str(uuid5(NAMESPACE_URL, f"condition:{seed}")),
        "leftValue": left,
        "rightValue": "" if operation in _UNARY else entry.get("value2", ""),
        "operator": operator,
    }


def entries_of(draft: Draft, path: str) -> Sequence[Mapping[str, Any]]:
    """A list of objects at a path, empty when there is none. Raises `Unknown` for anything else."""
    found = draft.value(path)
    if found is MISSING or found is None:
        return ()
    if not isinstance(found, list) or not all(isinstance(each, Mapping) for each in found):
        raise Unknown(f"`{path}` is no fixed list.")
    return found
