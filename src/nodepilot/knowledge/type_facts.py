"""Operations and events of one node type, read from what was built for its release."""

from __future__ import annotations

from functools import lru_cache

from nodepilot.catalog import Catalog
from nodepilot.knowledge.event_facts import EventFact, events_of
from nodepilot.knowledge.operation_facts import OperationFact, operations_of


@lru_cache(maxsize=256)
def operations_of_type(catalog: Catalog, node_type: str) -> tuple[OperationFact, ...]:
    """What the node type can do; raises UnknownNodeType."""
    return operations_of(catalog.get(node_type).latest)


@lru_cache(maxsize=128)
def events_of_type(catalog: Catalog, node_type: str) -> tuple[EventFact, ...]:
    """What the trigger can wait for; raises UnknownNodeType."""
    return events_of(catalog.get(node_type).latest)
