"""Operations, events and figures of one node type, read from what was built for its release."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from nodepilot.catalog import Catalog
from nodepilot.knowledge.event_facts import EventFact, events_of
from nodepilot.knowledge.operation_facts import OperationFact, operations_of


@lru_cache(maxsize=256)
def operations_of_type(catalog: Catalog, node_type: str) -> tuple[OperationFact, ...]:
    """What the node type can do; raises UnknownNodeType."""
    return operations_of(catalog.get(node_type).default)


@lru_cache(maxsize=128)
def events_of_type(catalog: Catalog, node_type: str) -> tuple[EventFact, ...]:
    """What the trigger can wait for; raises UnknownNodeType."""
    return events_of(catalog.get(node_type).default)


def uses_of_operations(node_type: str) -> Mapping[str, int]:
    """How often each operation occurs in public workflows, by `resource|operation`."""
    return {}


def uses_of_events(node_type: str) -> Mapping[str, int]:
    """How often each event occurs in public workflows, by its values joined with `|`."""
    return {}
