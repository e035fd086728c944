"""Conversions that JavaScript makes on JSON values, beyond those that the catalog needs."""

from __future__ import annotations

from typing import Any

from nodepilot.catalog.jsvalues import UNDEFINED as MISSING

WHITESPACE = (
    "\t\n\v\f\r \u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
    "\u2028\u2029\u202f\u205f\u3000\ufeff"
)
"""What JavaScript's `trim` removes."""

_LARGEST_PLAIN = 10**21


def to_text(value: Any) -> str:
    """`String(value)`."""
    if isinstance(value, str):
        return value
    if value is None:
        return "null"
    if value is MISSING:
        return "undefined"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return number_text(value)
    if isinstance(value, list):
        return ",".join("" if item is None or item is MISSING else to_text(item) for item in value)
    return "[object Object]"


def number_text(value: float) -> str:
    """A number as JavaScript writes it (`2`, not `2.0`)."""
    if isinstance(value, int):
        return str(value) if abs(value) < _LARGEST_PLAIN else _large(value)
    if value in (float("inf"), float("-inf")):
        return "Infinity" if value > 0 else "-Infinity"
    if value.is_integer() and abs(value) < _LARGEST_PLAIN:
        return str(int(value))
    return "NaN" if value != value else repr(value)  # noqa: PLR0124 - only NaN differs from itself


def is_number(value: Any) -> bool:
    """`typeof value === 'number'`."""
    return isinstance(value, int | float) and not isinstance(value, bool)


def _large(value: int) -> str:
    try:
        return repr(float(value))
    except OverflowError:
        return "Infinity" if value > 0 else "-Infinity"


__all__ = ["MISSING", "WHITESPACE", "is_number", "number_text", "to_text"]
