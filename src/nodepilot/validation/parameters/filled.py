"""A node's parameters as n8n fills them in, made one by one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Protocol

from nodepilot.validation.parameters.values import MISSING


class State(Protocol):
    """What knows the filled values of nodes."""

    @property
    def names(self) -> frozenset[str]:
        """All top-level names of the node type."""

    def value(self, given: Mapping[str, Any], name: str) -> Any:
        """A filled value, MISSING when it is not shown."""


class FilledParameters(Mapping[str, Any]):
    """A node's filled parameters, each made when it is asked for."""

    __slots__ = ("_given", "_made", "_state")

    def __init__(self, state: State, given: Mapping[str, Any]) -> None:
        self._state = state
        self._given = given
        self._made: dict[str, Any] = {}

    def __getitem__(self, name: str) -> Any:
        if name not in self._made:
            self._made[name] = self._state.value(self._given, name)
        value = self._made[name]
        if value is MISSING:
            raise KeyError(name)
        return value

    def __iter__(self) -> Iterator[str]:
        return (name for name in self._state.names if name in self)

    def __len__(self) -> int:
        return sum(1 for _ in self)
