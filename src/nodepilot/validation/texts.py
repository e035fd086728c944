"""Expressions and templates in a workflow's parameters."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from nodepilot.expressions.javascript import LONGEST_PROGRAM
from nodepilot.expressions.references import NodeReference, references_in
from nodepilot.expressions.splitter import Chunk, code_chunks
from nodepilot.validation.lazy import lazy
from nodepilot.validation.node import CheckedNode
from nodepilot.validation.places import Place, spelled


class Expression:
    """A parameter value that n8n evaluates."""

    def __init__(self, node: CheckedNode, place: Place, value: str) -> None:
        self.node = node
        self.place = place
        self.value = value

    @property
    def path(self) -> str:
        """The dotted path in the node's parameters."""
        return spelled(self.place)

    @lazy
    def codes(self) -> tuple[Chunk, ...]:
        """The JavaScript in it, as far as it is not endlessly long."""
        chunks = code_chunks(self.value)
        if len(self.value) > LONGEST_PROGRAM:
            return tuple(chunk for chunk in chunks if len(chunk.source) <= LONGEST_PROGRAM)
        return chunks

    @lazy
    def references(self) -> tuple[NodeReference, ...]:
        """The nodes that it names."""
        return tuple(references_in(self.codes)) if "$" in self.value else ()


class PlainText(NamedTuple):
    """A text that n8n takes as it is."""

    node: CheckedNode
    place: Place
    value: str

    @property
    def path(self) -> str:
        """The dotted path in the node's parameters."""
        return spelled(self.place)


class Texts(NamedTuple):
    """What was found."""

    expressions: list[Expression]
    templates: list[PlainText]


def collect_texts(nodes: Iterable[CheckedNode]) -> Texts:
    """Walks all parameters that are shown; notes and disabled nodes are never evaluated."""
    found = Texts([], [])
    for node in nodes:
        if node.disabled or node.is_sticky_note:
            continue
        for name, value in node.given.items():
            if value.__class__ in _HOLD_TEXT and _is_evaluated(node, name):
                _walk(node, value, (None, name), found)
    return found


def all_strings(node: CheckedNode) -> Iterator[tuple[Place, str]]:
    """All texts in a node's parameters, shown or not, each with its place."""
    waiting: list[tuple[Any, Place | None]] = [(node.given, None)]
    while waiting:
        value, around = waiting.pop()
        pairs = value.items() if isinstance(value, dict) else enumerate(value)
        for key, inner in pairs:
            if inner.__class__ is str:
                yield (around, key), inner
            elif inner.__class__ in _HOLD_TEXT:
                waiting.append((inner, (around, key)))


_HOLD_TEXT: frozenset[Any] = frozenset({str, dict, list})


def _is_evaluated(node: CheckedNode, name: str) -> bool:
    if node.checker is None:
        return True
    if node.state is None:
        return False
    entry = node.state.entry(name)
    return entry is not None and not entry.property.no_data_expression


def _walk(node: CheckedNode, value: Any, place: Place, found: Texts) -> None:
    if isinstance(value, str):
        if value[:1] == "=":
            found.expressions.append(Expression(node, place, value))
        elif "{{" in value:
            found.templates.append(PlainText(node, place, value))
        return
    pairs = value.items() if isinstance(value, dict) else enumerate(value)
    for key, inner in pairs:
        if inner.__class__ in _HOLD_TEXT:
            _walk(node, inner, (place, key), found)
