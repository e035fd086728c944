"""How If, Filter and Switch compare, and what older versions of them and people call the same."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from nodepilot.validation.wording import nearest

_ANY = ("exists", "notExists", "empty", "notEmpty")

COMPARISONS: Mapping[str, tuple[str, ...]] = {
    "string": (
        *(*_ANY, "equals", "notEquals", "contains", "notContains", "startsWith", "notStartsWith"),
        *("endsWith", "notEndsWith", "regex", "notRegex"),
    ),
    "number": (*_ANY, "equals", "notEquals", "gt", "lt", "gte", "lte"),
    "dateTime": (*_ANY, "equals", "notEquals", "after", "before", "afterOrEquals", "beforeOrEquals"),
    "boolean": (*_ANY, "true", "false", "equals", "notEquals"),
    "array": (
        *(*_ANY, "contains", "notContains", "lengthEquals", "lengthNotEquals"),
        *("lengthGt", "lengthLt", "lengthGte", "lengthLte"),
    ),
    "object": _ANY,
}
"""Comparisons by the type of the left value. Any other never holds."""

WITHOUT_RIGHT = frozenset({*_ANY, "true", "false"})
"""Comparisons that look at the left value alone."""

_SAID_OTHERWISE = """
    equals       equal is eq == ===
    notEquals    notEqual isNot neq ne != !==
    gt           larger greaterThan isGreaterThan >
    lt           smaller lessThan isLessThan <
    gte          largerEqual greaterThanOrEqual greaterThanOrEquals >=
    lte          smallerEqual lessThanOrEqual lessThanOrEquals <=
    empty        isEmpty
    notEmpty     isNotEmpty
    true         isTrue
    false        isFalse
    exists       exist
    notExists    notExist doesNotExist
    after        isAfter
    before       isBefore
    contains     includes
    notContains  doesNotContain
    startsWith   beginsWith
    regex        matches matchesRegex
"""
OTHER_NAMES: Mapping[str, str] = {
    other: name
    for name, *others in (line.split() for line in _SAID_OTHERWISE.strip().splitlines())
    for other in others
}
"""What typeVersion 1 of these nodes, and people, say for a comparison of today."""

_OTHER_TYPES = {
    **dict.fromkeys(("text", "str"), "string"),
    **dict.fromkeys(("date", "datetime"), "dateTime"),
    **dict.fromkeys(("integer", "int", "float"), "number"),
    "bool": "boolean",
    "list": "array",
}


def nearest_type(kind: str) -> str | None:
    """The type of values that was meant."""
    return kind if kind in COMPARISONS else _OTHER_TYPES.get(kind.lower()) or nearest(kind, COMPARISONS)


def nearest_comparison(kind: str, operation: Any) -> str | None:
    """The comparison that was meant, None when it cannot be told."""
    known = COMPARISONS.get(nearest_type(kind) or "")
    if known is None or not isinstance(operation, str):
        return None
    meant = OTHER_NAMES.get(operation, operation)
    return meant if meant in known else nearest(operation, known)
