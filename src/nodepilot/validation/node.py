"""One node under validation."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from nodepilot.catalog.model import Port
from nodepilot.catalog.ports import CONTINUE_ERROR_OUTPUT
from nodepilot.validation.lazy import lazy
from nodepilot.validation.parameters.checker import NodeChecker, NodeState, grouped
from nodepilot.validation.parameters.levels import Unreadable
from nodepilot.validation.parameters.problems import CheckFailedError, Problem
from nodepilot.validation.parameters.values import MISSING

STICKY_NOTE = "n8n-nodes-base.stickyNote"

_NOTHING: dict[str, Any] = {}


class CheckedNode:
    """A node of the document beside what its node type says about it.

    `name` and `type` are "" where they are no strings; `given` are the parameters as they stand there,
    empty when they are no object; `checker` is None for an unknown type or typeVersion.
    """

    def __init__(self, raw: Mapping[str, Any], index: int, checker: NodeChecker | None) -> None:
        self.raw = raw
        self.index = index
        self.checker = checker
        name, type_name, given = raw.get("name"), raw.get("type"), raw.get("parameters")
        self.name: str = name if name.__class__ is str else ""
        self.type: str = type_name if type_name.__class__ is str else ""
        self.type_version = raw.get("typeVersion")
        self.disabled = raw.get("disabled") is True
        self.given: dict[str, Any] = given if isinstance(given, dict) else _NOTHING
        self.unreadable: Unreadable | None = None
        """Set when n8n throws over the parameters; there are no values and ports then."""
        self.state: NodeState | None = None
        if checker is not None:
            try:
                is_nothing = not given and given is not None and not isinstance(given, dict | list)
                self.state = checker.nothing if is_nothing else checker.state(self.given)
            except Unreadable as reason:
                self.unreadable = reason

    @lazy
    def problems(self) -> tuple[Problem, ...] | CheckFailedError:
        """What n8n finds wrong with the parameters, or the error with which its check ends."""
        if self.checker is None or self.state is None:
            return ()
        try:
            return tuple(self.checker.problems(self.state, self.given))
        except CheckFailedError as error:
            return error

    @lazy
    def text(self) -> str:
        """All texts in the parameters, one after the other, for a first look."""
        found: list[str] = []
        waiting: list[Any] = [self.given]
        for value in waiting:
            for inner in value if value.__class__ is list else value.values():
                kind = inner.__class__
                if kind is str:
                    found.append(inner)
                elif kind is dict or kind is list:
                    waiting.append(inner)
        return "\n".join(found)

    def value(self, name: str) -> Any:
        """A top-level parameter as n8n has it: with defaults, MISSING when it is not shown."""
        return MISSING if self.state is None else self.state.value(self.given, name)

    @lazy
    def inputs(self) -> tuple[Port, ...]:
        """The input ports; none for a node that n8n cannot read."""
        if self.checker is None or self.state is None:
            return ()
        return self.checker.inputs(self.state, self.given)

    @lazy
    def outputs(self) -> tuple[Port, ...]:
        """The output ports, with the error output when the node has one."""
        if self.checker is None or self.state is None:
            return ()
        return self.checker.outputs(self.state, self.given, self.raw.get("onError"))

    @lazy
    def input_groups(self) -> Mapping[str, tuple[Port, ...]]:
        """The input ports by connection type."""
        checker = self.checker
        if checker is not None and self.state is not None and checker.fixed_input_groups is not None:
            return checker.fixed_input_groups
        return grouped(self.inputs)

    @lazy
    def output_groups(self) -> Mapping[str, tuple[Port, ...]]:
        """The output ports by connection type."""
        checker = self.checker
        if (
            checker is not None
            and self.state is not None
            and checker.fixed_output_groups is not None
            and self.raw.get("onError") != CONTINUE_ERROR_OUTPUT
        ):
            return checker.fixed_output_groups
        return grouped(self.outputs)

    @property
    def is_sticky_note(self) -> bool:
        """A note on the canvas: it never runs."""
        return self.type == STICKY_NOTE
