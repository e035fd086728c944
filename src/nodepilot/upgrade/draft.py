"""A node on its way to another typeVersion."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from typing import Any, Literal

from nodepilot.catalog import Catalog
from nodepilot.kit.records import dataclass
from nodepilot.workflow.edits.paths import MISSING, get_at, parse, set_at, unset_at
from nodepilot.workflow.model import Node, Workflow


class Unknown(Exception):
    """The way to that typeVersion is not known for certain; the text says why, for people."""


@dataclass(frozen=True, slots=True)
class Remark:
    """Something to tell about a raised node: `look` wants a person's eye, `note` is good to know."""

    level: Literal["look", "note"]
    text: str


@dataclass(slots=True)
class Draft:
    """What moves read and change. `filled` are the parameters before the change, with n8n's defaults."""

    node: Node
    workflow: Workflow
    catalog: Catalog
    type: str
    version: float
    """The typeVersion that the parameters are written for."""
    parameters: Mapping[str, Any]
    filled: Mapping[str, Any]
    keys: dict[str, Any] = field(default_factory=dict)
    """What changes in the node beside its parameters: `executeOnce`…"""
    outputs: tuple[int, ...] | None = None
    """Which former output each output has the connections of; None: nothing changes."""
    touched: set[str] = field(default_factory=set)
    """Top-level parameters that a move has dealt with, and those known to change nothing."""
    rewritten: bool = False
    """A move has written all parameters anew."""
    remarks: list[Remark] = field(default_factory=list)

    def given(self, path: str) -> Any:
        """The value as it stands in the workflow, `MISSING` when it is left at its default."""
        return get_at(self.parameters, parse(path))

    def value(self, path: str) -> Any:
        """The value with defaults, `MISSING` when there is no such parameter."""
        return get_at(self.filled, parse(path))

    def set(self, path: str, value: Any) -> None:
        steps = parse(path)
        self.touched.add(str(steps[0]))
        self.parameters = set_at(self.parameters, steps, value)

    def unset(self, path: str) -> None:
        steps = parse(path)
        self.touched.add(str(steps[0]))
        if get_at(self.parameters, steps) is not MISSING:
            self.parameters = unset_at(self.parameters, steps)

    def replace(self, parameters: Mapping[str, Any]) -> None:
        """Other parameters altogether; all of them count as dealt with."""
        self.touched.update(self.parameters, parameters, self.filled)
        self.rewritten = True
        self.parameters = parameters


def is_expression(value: Any) -> bool:
    """n8n evaluates it."""
    return isinstance(value, str) and value.startswith("=")
