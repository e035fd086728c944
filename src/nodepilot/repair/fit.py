"""How well a node's parameters fit a node type and typeVersion."""

from __future__ import annotations

from nodepilot.catalog import Catalog
from nodepilot.validation.given import collect_given
from nodepilot.validation.node import CheckedNode
from nodepilot.validation.parameters.types import checker_for

_UNREADABLE = 1_000_000
"""Worse than any number of unknown names."""
_UNKNOWN = 1_000
"""A name that does not exist counts more than any number of names that are not shown."""
ONLY_HIDDEN = _UNKNOWN


def misfit(catalog: Catalog, type_name: str, version: float | None, node: CheckedNode) -> int:
    """How badly the node's parameters fit: names that don't exist there, then names that have no effect.

    0 when all of them are shown, under `ONLY_HIDDEN` when all of them exist.
    """
    checker = checker_for(catalog, type_name, version)
    if checker is None:
        return _UNREADABLE
    read = CheckedNode({**node.raw, "type": type_name, "typeVersion": version}, 0, checker)
    if read.state is None:
        return _UNREADABLE
    hidden = sum(read.state.entry(name) is None for name in read.given if name in checker.level.names)
    return _UNKNOWN * len(collect_given([read]).unknown) + hidden


def ranked_versions(catalog: Catalog, type_name: str, node: CheckedNode) -> list[float]:
    """All versions of the type, the best first: those with all of the node's parameters, then the nearest.

    Of two that are equally near, the older; without a typeVersion to be near to, n8n's current one and then
    the newest.
    """
    node_type = catalog.find(type_name)
    if node_type is None:
        return []
    given = node.type_version
    if isinstance(given, int | float) and not isinstance(given, bool) and given > 0:
        by_distance = sorted(node_type.versions, key=lambda each: (abs(each - given), each))
        older = [each for each in reversed(node_type.versions) if each <= given]
        # The nearest older one of the same major version is what a typing slip leads to.
        first = [each for each in older[:1] if int(each) == int(given)]
    else:
        by_distance = sorted(node_type.versions, reverse=True)
        first = [node_type.default_version]
    order = [*first, *(each for each in by_distance if each not in first)]
    return sorted(order, key=lambda each: misfit(catalog, type_name, each, node))


def best_version(catalog: Catalog, type_name: str, node: CheckedNode) -> int | float:
    """The first of `ranked_versions`, as it stands in n8n's JSON; 1 for an unknown type."""
    ranked = ranked_versions(catalog, type_name, node)
    return number_for_json(ranked[0]) if ranked else 1


def number_for_json(version: float) -> int | float:
    """`2`, not `2.0`."""
    return int(version) if float(version).is_integer() else version
