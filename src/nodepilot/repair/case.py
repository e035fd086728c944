"""A document under repair at one moment, as the fixers see it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import cached_property
from typing import Any, TypeVar, cast

from nodepilot.catalog import Catalog
from nodepilot.kit.paths import render_path
from nodepilot.repair.spelling import Patience
from nodepilot.validation import Issue, validate
from nodepilot.validation.context import ValidationContext
from nodepilot.validation.node import CheckedNode
from nodepilot.validation.places import Place
from nodepilot.workflow.edits import Edit, Restore, SetParameter, UnsetParameter, apply
from nodepilot.workflow.edits.paths import MISSING
from nodepilot.workflow.model import Workflow

Value = TypeVar("Value")


class Case:
    """One document with its issues. Nothing in it may be changed."""

    def __init__(self, document: Any, catalog: Catalog, patience: Patience | None = None) -> None:
        """`document` is any JSON value; only what is an object with a list `nodes` has nodes and a graph."""
        self.document = document
        self.catalog = catalog
        self.patience = patience or Patience()
        self._found: dict[Callable[[Case], Any], Any] = {}

    @cached_property
    def issues(self) -> tuple[Issue, ...]:
        """What the validator says, errors first."""
        return validate(self.document, self.catalog)

    @cached_property
    def workflow(self) -> Workflow:
        """The document as a workflow; an empty one when it is none."""
        return Workflow(self.document if isinstance(self.document, Mapping) else {})

    @cached_property
    def context(self) -> ValidationContext:
        """What the rules read, too."""
        is_workflow = isinstance(self.document, Mapping) and isinstance(self.document.get("nodes"), list)
        return ValidationContext(self.document if is_workflow else {"nodes": []}, self.catalog)

    def node(self, name: str | None) -> CheckedNode | None:
        """The node of that name."""
        return None if name is None else self.context.by_name.get(name)

    @cached_property
    def unreadable(self) -> frozenset[str]:
        """Names of nodes that n8n cannot read, so that nothing is known of what else is wrong with them."""
        return frozenset(
            node.name
            for node in self.context.nodes
            if node.state is None or not isinstance(node.raw.get("parameters", {}), dict)
        )

    def once(self, compute: Callable[[Case], Value]) -> Value:
        """What `compute` finds in this document. Many issues ask the same of it, and it looks but once."""
        if compute not in self._found:
            self._found[compute] = compute(self)
        return cast("Value", self._found[compute])

    def changed(self, edits: Iterable[Edit]) -> Case:
        """The document after edits. Raises `InvalidEdit`."""
        every = tuple(edits)
        if every and isinstance(every[0], Restore):
            restored = Case(every[0].document, self.catalog, self.patience)
            return restored.changed(every[1:]) if every[1:] else restored
        return Case(apply(self.workflow, every).document, self.catalog, self.patience)


def keys_of(place: Place) -> tuple[str | int, ...]:
    """The keys and indexes that lead to a place in a node's parameters."""
    keys: list[str | int] = []
    around: Place | None = place
    while around is not None:
        around, key = around
        keys.append(key)
    return tuple(reversed(keys))


def set_parameter(node: CheckedNode, keys: Iterable[str | int], value: Any) -> Edit:
    """The edit that puts a value at these keys of a node's parameters; `MISSING` takes away what is there."""
    path = render_path(tuple(keys))
    return UnsetParameter(node.name, path) if value is MISSING else SetParameter(node.name, path, value)


def moved_parameter(
    node: CheckedNode, old: tuple[str | int, ...], new: tuple[str | int, ...], value: Any
) -> tuple[Edit, ...]:
    """The edits that put a value somewhere else in a node's parameters.

    Beside its old place the value takes that place's turn among its neighbours.
    """
    if old[:-1] == new[:-1]:
        beside: Any = node.given
        for key in old[:-1]:
            beside = beside[key]
        turn = list(beside).index(old[-1]) if isinstance(beside, dict) else None
        return (
            UnsetParameter(node.name, render_path(old)),
            SetParameter(node.name, render_path(new), value, turn),
        )
    return UnsetParameter(node.name, render_path(old)), SetParameter(node.name, render_path(new), value)
