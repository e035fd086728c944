"""Edits that lead a connection elsewhere, whatever its ends look like."""

from __future__ import annotations

from typing import Any

from nodepilot.kit.paths import render_path
from nodepilot.repair.case import Case
from nodepilot.validation.context import Link
from nodepilot.workflow.edits import Connect, Edit, SetValue, UnsetValue
from nodepilot.workflow.model import Connection


def joined_by(source: str, target: str, kind: str) -> Connection:
    """A connection between the first ports of a type."""
    return Connection(source, target, kind, 0, kind, 0)


def removed(case: Case, link: Link) -> tuple[Edit, ...]:
    """Takes one connection away, and what around it would be empty then."""
    return _with_types(link.source, _without(case, link))


def rejoined(case: Case, link: Link, new: Connection) -> tuple[Edit, ...]:
    """Takes one connection away and makes another; from the same node it stands at the same place."""
    left = _without(case, link)
    if new.source != link.source:
        return (*_with_types(link.source, left), Connect(new))
    end = {"node": new.target, "type": new.target_type, "index": new.target_index}
    present = left.get(new.source_type)
    buckets = list(present) if isinstance(present, list) else []
    while len(buckets) <= new.source_index:
        buckets.append([])
    buckets[new.source_index] = [*(buckets[new.source_index] or []), end]
    return _with_types(link.source, {**left, new.source_type: buckets})


def _without(case: Case, link: Link) -> dict[str, Any]:
    """The connections of the link's source by type, without the link."""
    source, kind, output, number = link.place
    by_type = case.context.connections[source]
    buckets = list(by_type[kind])
    buckets[output] = [end for place, end in enumerate(buckets[output]) if place != number]
    while buckets and not buckets[-1]:
        buckets.pop()
    if buckets:
        return {**by_type, kind: buckets}
    return {name: each for name, each in by_type.items() if name != kind}


def _with_types(source: str, by_type: dict[str, Any]) -> tuple[Edit, ...]:
    path = render_path(("connections", source))
    return (SetValue(path, by_type) if by_type else UnsetValue(path),)
