"""JSON values under JavaScript's rules: n8n compares and converts them so.

A missing key is JavaScript's `undefined`; here it is `UNDEFINED`, which is not JSON's null.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import Enum
from typing import Any, Final

from nodepilot.catalog.text import OmittedText


class _Undefined(Enum):
    UNDEFINED = "undefined"

    def __bool__(self) -> bool:
        return False

    def __repr__(self) -> str:
        return "UNDEFINED"


UNDEFINED: Final = _Undefined.UNDEFINED
"""What JavaScript reads from a key that is not there."""

_PATH_PARTS = re.compile(r"[^.\[\]]+")


def is_truthy(value: Any) -> bool:
    """JavaScript's truth: empty lists and objects count as true."""
    if isinstance(value, dict | list):
        return True
    return bool(value)


def strictly_equal(left: Any, right: Any) -> bool:
    """`===` for values out of JSON: types have to match, objects are never equal."""
    if isinstance(left, dict | list) or isinstance(right, dict | list):
        return left is right
    if isinstance(left, bool) or isinstance(right, bool):
        return left is right
    return bool(left == right)


def deeply_equal(left: Any, right: Any) -> bool:
    """Equal in content, without conversions. An omitted text equals its original."""
    if isinstance(left, OmittedText):
        return left.matches(right)
    if isinstance(right, OmittedText):
        return right.matches(left)
    if isinstance(left, dict) and isinstance(right, dict):
        return left.keys() == right.keys() and all(
            deeply_equal(value, right[key]) for key, value in left.items()
        )
    if isinstance(left, list) and isinstance(right, list):
        return len(left) == len(right) and all(map(deeply_equal, left, right))
    return strictly_equal(left, right)


def to_number(value: Any) -> float | None:
    """JavaScript's `Number(value)`; None stands for NaN."""
    if isinstance(value, bool):
        return float(value)
    if isinstance(value, int | float):
        return value
    if value is None:
        return 0
    if isinstance(value, str):
        text = value.strip()
        try:
            return float(text) if text else 0
        except ValueError:
            return None
    return None


def compare(left: Any, right: Any) -> int | None:
    """-1, 0 or 1 as JavaScript's `<`, `>` order them; None when they cannot be ordered."""
    if isinstance(left, str) and isinstance(right, str):
        return (left > right) - (left < right)
    first, second = to_number(left), to_number(right)
    if first is None or second is None:
        return None
    return (first > second) - (first < second)


def member(value: Any, name: str) -> Any:
    """`value[name]` of an object or list; UNDEFINED for everything else."""
    # A plain dictionary is by far the most frequent, and asked for sooner than the abstract class.
    if type(value) is dict or isinstance(value, Mapping):
        return value.get(name, UNDEFINED)
    if isinstance(value, list) and name.isdigit() and int(name) < len(value):
        return value[int(name)]
    return UNDEFINED


def get_path(value: Any, path: str) -> Any:
    """The value at a path like `options.items[0].name`; a key that is the whole path wins."""
    if (type(value) is dict or isinstance(value, Mapping)) and path in value:
        return value[path]
    for part in _PATH_PARTS.findall(path):
        value = member(value, part)
        if value is UNDEFINED:
            break
    return value
