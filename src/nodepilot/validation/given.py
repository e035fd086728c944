"""The parameter values that a workflow gives, each with the property that it belongs to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from nodepilot.catalog.model import Property
from nodepilot.validation.node import CheckedNode
from nodepilot.validation.parameters.levels import Entry, Level
from nodepilot.validation.places import Place, spelled


class GivenValue(NamedTuple):
    """A value in a shown parameter that is no plain text.

    `others` are further shown definitions of the same name.
    """

    node: CheckedNode
    place: Place
    definition: Property
    value: Any
    others: tuple[Property, ...] = ()

    @property
    def path(self) -> str:
        """The dotted path in the node's parameters."""
        return spelled(self.place)


class UnknownKey(NamedTuple):
    """A name with a value where the node type has no such name; `known` are the names there."""

    node: CheckedNode
    place: Place
    key: str
    known: tuple[str, ...]

    @property
    def path(self) -> str:
        """The dotted path in the node's parameters."""
        return spelled(self.place)


class Given(NamedTuple):
    """What was found: values by property type, and unknown names."""

    by_type: dict[str, list[GivenValue]]
    unknown: list[UnknownKey]


def collect_given(nodes: Iterable[CheckedNode]) -> Given:
    """Walks the parameters of all nodes that n8n can read and run, as deep as they are shown."""
    found = Given({}, [])
    for node in nodes:
        if node.checker is not None and node.state is not None and not node.is_sticky_note:
            walker = _Walker(node, node.state.display_values, found)
            walker.top(node.checker.level)
    return found


_NO_EFFECT: tuple[Any, ...] = ("", None, False, {}, [])
"""Values that the editor leaves behind; losing them changes nothing."""


_NOT_COLLECTED = frozenset({"string", "hidden", "notice", "callout", "dateTime", "color"})
"""Property types that take any text."""


class _Walker:
    __slots__ = ("found", "node", "root")

    def __init__(self, node: CheckedNode, root: Mapping[str, Any], found: Given) -> None:
        self.node = node
        self.root = root
        self.found = found

    def top(self, level: Level) -> None:
        state = self.node.state
        known = level.by_name
        for name, value in self.node.given.items():
            if name not in known:
                self._unknown((None, name), name, value, level)
                continue
            entry = state.entry(name) if state is not None else None
            if entry is not None and entry.property.type not in _NOT_COLLECTED:
                self._value(entry, value, (None, name), self._others(known[name], entry, self.root))

    def level(self, level: Level, given: Mapping[str, Any], place: Place) -> None:
        known, always = level.by_name, level.always_shown
        values = level.display_values(given, self.root)
        for name, value in given.items():
            if name in always:
                self._value(always[name], value, (place, name), ())
                continue
            entries = known.get(name)
            if entries is None:
                self._unknown((place, name), name, value, level)
                continue
            entry = level.shown_entry(name, values, self.root)
            if entry is not None:
                self._value(entry, value, (place, name), self._others(entries, entry, values))

    def _others(
        self, entries: tuple[Entry, ...], entry: Entry, values: Mapping[str, Any]
    ) -> tuple[Property, ...]:
        if len(entries) == 1:
            return ()
        return tuple(
            each.property for each in entries if each is not entry and each.is_shown(values, self.root)
        )

    def _value(self, entry: Entry, value: Any, place: Place, others: tuple[Property, ...]) -> None:
        definition = entry.property
        if definition.type in _NOT_COLLECTED:
            return
        group = self.found.by_type.get(definition.type)
        if group is None:
            group = self.found.by_type[definition.type] = []
        group.append(GivenValue(self.node, place, definition, value, others))
        if entry.is_simple or not isinstance(value, dict):
            return
        if entry.children is not None:
            if not entry.multiple:
                self.level(entry.children, value, place)
            return
        for name, items in value.items():
            inner = entry.groups.get(name)
            if inner is None:
                if items in _NO_EFFECT:
                    continue
                self.found.unknown.append(UnknownKey(self.node, (place, name), name, tuple(entry.groups)))
            elif isinstance(items, list):
                for number, item in enumerate(items):
                    if isinstance(item, dict):
                        self.level(inner, item, ((place, name), number))
            elif isinstance(items, dict):
                self.level(inner, items, (place, name))

    def _unknown(self, place: Place, name: str, value: Any, level: Level) -> None:
        if value in _NO_EFFECT:
            return
        self.found.unknown.append(UnknownKey(self.node, place, name, tuple(level.by_name)))
