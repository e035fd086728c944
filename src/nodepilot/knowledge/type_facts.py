"""Operations and events of one node type, read from what was built for its n8n release."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from nodepilot.catalog import Catalog
from nodepilot.knowledge.built import load_shelf
from nodepilot.knowledge.event_facts import EventFact, events_of
from nodepilot.knowledge.operation_facts import OperationFact, operations_of


@lru_cache(maxsize=256)
def operations_of_type(catalog: Catalog, node_type: str) -> tuple[OperationFact, ...]:
    """What the node type can do at its newest version; raises UnknownNodeType.

    A tool variant does what the node type that it is made from does.
    """
    document = _document(catalog, node_type)
    if document is None:
        return operations_of(catalog.get(node_type).latest)
    return tuple(
        OperationFact(parameters, resource, operation, resource_label, label, action, bool(default))
        for parameters, resource, operation, resource_label, label, action, default in document["operations"]
    )


@lru_cache(maxsize=128)
def events_of_type(catalog: Catalog, node_type: str) -> tuple[EventFact, ...]:
    """What the trigger can wait for at its newest version; raises UnknownNodeType."""
    document = _document(catalog, node_type)
    if document is None:
        return events_of(catalog.get(node_type).latest)
    return tuple(
        EventFact(parameters, path, tuple(values), tuple(labels), bool(many), bool(default))
        for parameters, path, values, labels, many, default in document["events"]
    )


def base_type(catalog: Catalog, node_type: str) -> str:
    """The node type that a tool variant is made from, else the node type itself; raises UnknownNodeType."""
    entry = catalog.find_entry(node_type)
    if entry is None:
        # Which raises, and names the nearest ones.
        return catalog.get(node_type).name
    return entry.tool_of or node_type


def _document(catalog: Catalog, node_type: str) -> Any | None:
    """The built facts; empty for a type without choices; None when nothing was built."""
    shelf = load_shelf(catalog.n8n_version, "types.shelf")
    if shelf is None:
        return None
    name = base_type(catalog, node_type)
    return shelf.read(name) if name in shelf else {"operations": [], "events": []}
