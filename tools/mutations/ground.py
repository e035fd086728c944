"""A clean workflow, as the operators see it that plant a defect into it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from random import Random
from typing import Any, TypeAlias, TypeVar

from nodepilot.catalog import Catalog
from nodepilot.validation.context import ValidationContext
from nodepilot.validation.given import GivenValue
from nodepilot.validation.node import CheckedNode
from nodepilot.workflow.edits.paths import MISSING, parse, set_at, unset_at

Document: TypeAlias = dict[str, Any]
Item = TypeVar("Item")


class Ground:
    """One workflow and the chance that chooses a place in it. Nothing in it is ever changed.

    The same document and seed give the same choices.
    """

    def __init__(self, document: Mapping[str, Any], catalog: Catalog, seed: str) -> None:
        self.document = document
        self.catalog = catalog
        self.chance = Random(seed)  # noqa: S311 - it chooses places, it keeps no secrets

    @cached_property
    def context(self) -> ValidationContext:
        return ValidationContext(self.document, self.catalog)

    def pick(self, items: Iterable[Item]) -> Item | None:
        """One of the items, None when there are none."""
        every = list(items)
        return self.chance.choice(every) if every else None

    @cached_property
    def nodes(self) -> Sequence[CheckedNode]:
        """Nodes that run: enabled, of a known type, led to by a trigger, with a name of their own."""
        names = [node.name for node in self.context.nodes]
        running = self.context.running
        return [
            node
            for node in self.context.nodes
            if node.checker is not None
            and node.name in running
            and names.count(node.name) == 1
            and not node.disabled
            and not node.is_sticky_note
        ]

    def values(self, *property_types: str) -> list[GivenValue]:
        """Given and shown values of these property types in nodes that run."""
        places = {node.index for node in self.nodes}
        return [each for each in self.context.values(*property_types) if each.node.index in places]

    # Documents with one thing changed.

    def with_key(self, key: str, value: Any) -> Document:
        """Another value of a key of the workflow, `MISSING` to take it away."""
        if value is MISSING:
            return {name: each for name, each in self.document.items() if name != key}
        return {**self.document, key: value}

    def with_node(self, node: CheckedNode, raw: Any) -> Document:
        """Something else in a node's place."""
        entries = list(self.document["nodes"])
        entries[node.index] = raw
        return {**self.document, "nodes": entries}

    def with_node_key(self, node: CheckedNode, key: str, value: Any) -> Document:
        """Another value of a node's key, `MISSING` to take it away."""
        raw = {name: each for name, each in node.raw.items() if name != key or value is not MISSING}
        return self.with_node(node, raw if value is MISSING else {**raw, key: value})

    def with_parameter(self, node: CheckedNode, path: str, value: Any) -> Document:
        """Another value of a parameter, by its dotted path."""
        given = (
            unset_at(node.given, parse(path)) if value is MISSING else set_at(node.given, parse(path), value)
        )
        return self.with_node_key(node, "parameters", given)

    def with_connections(self, connections: Mapping[str, Any]) -> Document:
        return self.with_key("connections", connections)


Plant: TypeAlias = Callable[[Ground], Any]
"""Gives the document with one defect in it, or None where the workflow has no place for it."""


@dataclass(frozen=True, slots=True)
class Operator:
    """One kind of defect. `codes` are the issue codes that name it rightly."""

    name: str
    codes: tuple[str, ...]
    plant: Plant
