"""Parameters that bring an input into being.

A link to an output parser needs `hasOutputParser` on the agent, a third branch into Merge needs
`numberInputs`. The link says what is wanted, so the compiler sets the parameter.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from nodepilot.catalog import NodeTypeVersion
from nodepilot.catalog.defaults import fill_defaults
from nodepilot.catalog.ports import inputs
from nodepilot.plan.model import Link, Value

_MAIN = "main"


def needed_switches(
    version: NodeTypeVersion,
    given: Mapping[str, Value],
    rendered: Mapping[str, Any],
    arriving: Iterable[Link],
) -> dict[str, Any]:
    """Parameters to set so that every arriving link finds its input; never one that the plan sets itself."""
    wanted: dict[str, int] = {}
    for link in arriving:
        wanted[link.connection_type] = max(wanted.get(link.connection_type, 0), link.input + 1)
    switches: dict[str, Any] = {}
    for kind, count in wanted.items():
        for name, value in _candidates(kind, count):
            if name in given or version.property(name) is None:
                continue
            filled = fill_defaults(version, {**rendered, **switches})
            if _count(version, filled, kind) >= count:
                break
            trial = fill_defaults(version, {**rendered, **switches, name: value})
            if _count(version, trial, kind) >= count:
                switches[name] = value
    return switches


def _candidates(kind: str, count: int) -> Iterable[tuple[str, Any]]:
    if kind == "ai_outputParser":
        yield "hasOutputParser", True
    elif kind == "ai_languageModel":
        yield "needsFallback", True
    elif kind == _MAIN:
        yield "numberInputs", count


def _count(version: NodeTypeVersion, filled: Mapping[str, Any], kind: str) -> int:
    return sum(port.type == kind for port in inputs(version, filled))
