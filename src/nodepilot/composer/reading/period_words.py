"""`data/periods.json`: words of time by what they mean."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from nodepilot.kit.packaged import packaged_json


@cache
def period_words() -> Mapping[str, Any]:
    """The whole table."""
    found: dict[str, Any] = packaged_json("composer", "data/periods.json")
    return found


@cache
def words_of(*path: str) -> frozenset[str]:
    """The words of one entry."""
    found: Any = period_words()
    for name in path:
        found = found[name]
    return frozenset(found.split(", "))
