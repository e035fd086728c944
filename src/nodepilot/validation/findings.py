"""Findings of NodePilot's own rules, by severity."""

from __future__ import annotations

from typing import NamedTuple, Protocol

from nodepilot.validation.issue import Issue, Severity, Source
from nodepilot.validation.node import CheckedNode


class Located(Protocol):
    """Something at a place in a node's parameters."""

    @property
    def node(self) -> CheckedNode: ...

    @property
    def path(self) -> str: ...


class At(NamedTuple):
    """A node and a dotted path in its parameters."""

    node: CheckedNode
    path: str


def error(code: str, message: str, node: str | None = None, *, suggestion: str | None = None) -> Issue:
    """It fails when the node runs. On a node that only some runs get to, it counts as a warning."""
    return Issue(code, Severity.ERROR, Source.NODEPILOT, message, None, node, suggestion=suggestion)


def warning(code: str, message: str, node: str | None = None, *, suggestion: str | None = None) -> Issue:
    """It may go wrong, or a part of it has no effect."""
    return Issue(code, Severity.WARNING, Source.NODEPILOT, message, None, node, suggestion=suggestion)


def hint(code: str, message: str, node: str | None = None, *, suggestion: str | None = None) -> Issue:
    """It works and could be better."""
    return Issue(code, Severity.HINT, Source.NODEPILOT, message, None, node, suggestion=suggestion)


def error_at(code: str, place: Located, message: str, suggestion: str | None = None) -> Issue:
    """An error at a parameter."""
    return _at(Severity.ERROR, code, place, message, suggestion)


def warning_at(code: str, place: Located, message: str, suggestion: str | None = None) -> Issue:
    """A warning at a parameter."""
    return _at(Severity.WARNING, code, place, message, suggestion)


def hint_at(code: str, place: Located, message: str, suggestion: str | None = None) -> Issue:
    """A hint at a parameter."""
    return _at(Severity.HINT, code, place, message, suggestion)


def _at(severity: Severity, code: str, place: Located, message: str, suggestion: str | None) -> Issue:
    return Issue(
        code, severity, Source.NODEPILOT, message, None, place.node.name, place.path, suggestion=suggestion
    )
