"""Conditions of If, Filter and Switch."""

from __future__ import annotations

from collections.abc import Mapping
from difflib import get_close_matches
from typing import TypeAlias

from nodepilot.errors import InvalidPlan
from nodepilot.plan.model import Value

_ANY = ("exists", "notExists")
_EMPTINESS = ("empty", "notEmpty")
OPERATORS: Mapping[str, tuple[str, ...]] = {
    "string": (
        *_ANY,
        *_EMPTINESS,
        "equals",
        "notEquals",
        "contains",
        "notContains",
        "startsWith",
        "notStartsWith",
        "endsWith",
        "notEndsWith",
        "regex",
        "notRegex",
    ),
    "number": (*_ANY, *_EMPTINESS, "equals", "notEquals", "gt", "lt", "gte", "lte"),
    "dateTime": (
        *_ANY,
        *_EMPTINESS,
        "equals",
        "notEquals",
        "after",
        "before",
        "afterOrEquals",
        "beforeOrEquals",
    ),
    "boolean": (*_ANY, *_EMPTINESS, "true", "false", "equals", "notEquals"),
    "array": (
        *_ANY,
        *_EMPTINESS,
        "contains",
        "notContains",
        "lengthEquals",
        "lengthNotEquals",
        "lengthGt",
        "lengthLt",
        "lengthGte",
        "lengthLte",
    ),
    "object": (*_ANY, *_EMPTINESS),
}
"""n8n's comparisons by the type of the left value."""

_WITHOUT_RIGHT = frozenset({*_ANY, *_EMPTINESS, "true", "false"})
_RIGHT_TYPES = {"contains": "any", "notContains": "any"}

Condition: TypeAlias = Mapping[str, Value]


def condition(left: Value, operator: str, right: Value = "", *, type: str = "string") -> Condition:  # noqa: A002
    """One comparison, for example `condition(Ref("mail", "Subject"), "contains", "invoice")`.

    `operator` is one of `OPERATORS[type]`. Raises `InvalidPlan` for another.
    """
    allowed = OPERATORS.get(type)
    if allowed is None:
        raise InvalidPlan(f"n8n compares no `{type}`.", next_step=f"Types: {', '.join(OPERATORS)}.")
    if operator not in allowed:
        nearest = get_close_matches(operator, allowed, 1)
        hint = f"Did you mean `{nearest[0]}`?" if nearest else f"Allowed: {', '.join(allowed)}."
        raise InvalidPlan(f"n8n has no comparison `{operator}` for `{type}`.", next_step=hint)
    how: dict[str, Value] = {"type": type, "operation": operator}
    if operator in _WITHOUT_RIGHT:
        how["singleValue"] = True
        right = ""
    elif type == "array":
        how["rightType"] = _RIGHT_TYPES.get(operator, "number")
    return {"leftValue": left, "rightValue": right, "operator": how}


def conditions(
    *entries: Condition, combinator: str = "and", case_sensitive: bool = True
) -> Mapping[str, Value]:
    """The value of the parameter `conditions` of If and Filter.

    Set the parameter `looseTypeValidation` beside it to compare across types ("5" and 5).
    """
    if combinator not in {"and", "or"}:
        raise InvalidPlan(f"Conditions combine by `and` or `or`, not `{combinator}`.")
    made: dict[str, Value] = {"conditions": list(entries), "combinator": combinator}
    return made if case_sensitive else {"options": {"caseSensitive": False}, **made}


def case(output: str, *entries: Condition, combinator: str = "and") -> Mapping[str, Value]:
    """One output of Switch with its name, taken when the conditions hold; "" leaves it unnamed."""
    made: dict[str, Value] = {"conditions": conditions(*entries, combinator=combinator)}
    return {**made, "renameOutput": True, "outputKey": output} if output else made


def cases(*outputs: Mapping[str, Value]) -> Mapping[str, Value]:
    """The value of the parameter `rules` of Switch. Output i is the i-th case.

    `{"options": {"fallbackOutput": "extra"}}` beside it adds a last output for the rest.
    """
    return {"values": list(outputs)}
