"""Places inside a node's parameters, kept cheaply while walking and spelled out only for a finding."""

from __future__ import annotations

from typing import TypeAlias

Place: TypeAlias = "tuple[Place | None, str | int]"
"""(the place around it, key or index)."""


def spelled(place: Place | None) -> str:
    """A place as a dotted path: `rules.values[0].outputKey`."""
    parts: list[str] = []
    while place is not None:
        place, key = place
        parts.append(f"[{key}]" if isinstance(key, int) else f".{key}")
    return "".join(reversed(parts)).removeprefix(".")


def top_key(place: Place) -> str:
    """The name of the top-level parameter that the place is in."""
    around, key = place
    while around is not None:
        around, key = around
    return str(key)
