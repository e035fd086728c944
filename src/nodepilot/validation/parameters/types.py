"""Compiled node types, kept per catalog."""

from __future__ import annotations

from typing import Any
from weakref import WeakKeyDictionary

from nodepilot.catalog import Catalog
from nodepilot.catalog.jsvalues import is_truthy, to_number
from nodepilot.validation.parameters.checker import NodeChecker
from nodepilot.validation.parameters.values import is_number, to_text

_kept: WeakKeyDictionary[Catalog, dict[tuple[Any, Any], NodeChecker | None]] = WeakKeyDictionary()


def checker_for(catalog: Catalog, type_name: Any, type_version: Any) -> NodeChecker | None:
    """The compiled node type; None when the type or its typeVersion is unknown.

    A missing typeVersion is the default version, as for n8n.
    """
    if type_name.__class__ is not str:
        return None
    if type_version is not None and type_version.__class__ not in (int, float):
        return _unusual(catalog, type_name, type_version)
    known = kept_checkers(catalog)
    key = (type_name, type_version)
    if key not in known:
        known[key] = _compiled(catalog, type_name, type_version, type_version)
    return known[key]


def kept_checkers(catalog: Catalog) -> dict[tuple[Any, Any], NodeChecker | None]:
    """The node types compiled so far, by type and typeVersion."""
    known = _kept.get(catalog)
    if known is None:
        known = _kept[catalog] = {}
    return known


def _unusual(catalog: Catalog, type_name: str, type_version: Any) -> NodeChecker | None:
    """n8n turns a typeVersion that is no number into one to find the node type."""
    if not is_truthy(type_version):
        return _compiled(catalog, type_name, None, type_version)
    number = to_number(to_text(type_version) if isinstance(type_version, list) else type_version)
    # 0 would be taken for a missing one further on; n8n looks for a version 0 and finds none.
    return None if not number else _compiled(catalog, type_name, number, type_version)


def _compiled(catalog: Catalog, type_name: str, number: Any, given: Any) -> NodeChecker | None:
    node_type = catalog.find(type_name)
    if node_type is None:
        return None
    version = node_type.at(number if is_number(number) else None)
    return None if version is None else NodeChecker(version, given)
