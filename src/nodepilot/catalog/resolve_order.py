"""In which order n8n fills the properties of one level.

A property comes after the ones its conditions name. n8n's way of postponing lets a postponed
property also through at once, so some appear more than once; the last time counts.
"""

from __future__ import annotations

import re
from collections import Counter, deque
from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Any

from nodepilot.catalog.model import DisplayOptions, Property
from nodepilot.kit.records import dataclass

_COLLECTIONS = frozenset({"collection", "fixedCollection"})
_HEAD = re.compile(r"[^.\[\]]+")
_SELECTORS = 2


@dataclass(frozen=True, eq=False)
class ResolveOrder:
    """`properties` in n8n's order; one whose name no other has stands only at its first place.

    `repeated` holds the names that several properties of the level share.
    """

    properties: tuple[Property, ...]
    repeated: frozenset[str]
    unresolvable: bool = False

    @cached_property
    def simple(self) -> tuple[Property, ...]:
        """Those that hold a value of their own, no others."""
        return tuple(each for each in self.properties if each.type not in _COLLECTIONS)

    @cached_property
    def asked(self) -> tuple[Property, ...]:
        """The simple ones that some condition, here or further in, asks for."""
        names = frozenset(_asked_names(self.properties))
        return tuple(each for each in self.simple if each.name in names)

    def under(self, known: Mapping[str, Any]) -> tuple[Property, ...]:
        """Those that may be shown beside these values: most node types have many for each resource, and show a few."""
        chosen: list[str | None] = []
        for name, values in self._selectors.items():
            value = known.get(name)
            if type(value) is not str or value[:1] == "=":
                return self.properties
            chosen.append(value if value in values else None)
        key = tuple(chosen)
        found = self._under.get(key)
        if found is None:
            selected = dict(zip(self._selectors, key, strict=True))
            found = self._under[key] = tuple(
                each for each in self.properties if _may_show(each.display_options, selected)
            )
        return found

    @cached_property
    def _under(self) -> dict[tuple[str | None, ...], tuple[Property, ...]]:
        return {}

    @cached_property
    def _selectors(self) -> Mapping[str, frozenset[str]]:
        """The names that most conditions ask for, mostly `resource` and `operation`, with the texts they are held against."""
        asked: dict[str, set[str]] = {}
        counts: Counter[str] = Counter()
        for each in self.properties:
            for name, texts in _texts_asked(each.display_options):
                asked.setdefault(name, set()).update(texts)
                counts[name] += 1
        return {name: frozenset(asked[name]) for name, _ in counts.most_common(_SELECTORS)}


_KNOWN: dict[int, tuple[tuple[Property, ...], ResolveOrder]] = {}
"""By identity of the properties' tuple, which is kept so that its identity stays its own."""


def resolve_order(properties: tuple[Property, ...]) -> ResolveOrder:
    """The order for one level; computed once for each tuple of a catalog."""
    known = _KNOWN.get(id(properties))
    if known is None:
        known = _KNOWN[id(properties)] = (properties, _compute(properties))
    return known[1]


def _compute(properties: tuple[Property, ...]) -> ResolveOrder:
    needs = _dependencies(properties)
    order: list[Property] = []
    resolved: set[str] = set()
    waiting = deque(range(len(properties)))
    last_length = len(waiting)
    last_progress = -1
    rounds = 0
    unresolvable = False
    while waiting:
        rounds += 1
        index = waiting.popleft()
        each = properties[index]
        order.append(each)
        if not needs[each.name]:
            resolved.add(each.name)
            continue
        missing = [name for name in needs[each.name] if name not in resolved and name in needs]
        waiting.extend([index] * len(missing))
        resolved.add(each.name)
        if len(waiting) < last_length:
            last_progress = rounds
        if rounds > last_progress + len(properties):
            unresolvable = True
            break
        last_length = len(waiting)
    names = Counter(each.name for each in properties)
    repeated = frozenset(name for name, count in names.items() if count > 1)
    return ResolveOrder(tuple(_without_returns(order, repeated)), repeated, unresolvable)


def _without_returns(order: list[Property], repeated: frozenset[str]) -> Iterator[Property]:
    """A property that is postponed comes again, and gets the same value: that only counts beside others of its name."""
    met: set[int] = set()
    for each in order:
        if each.name in repeated or id(each) not in met:
            met.add(id(each))
            yield each


def _texts_asked(options: DisplayOptions | None) -> Iterator[tuple[str, list[str]]]:
    """What is asked for first, as far as it is names beside it that have to have one of some texts."""
    for name, accepted in options.show.items() if options is not None else ():
        if name[:1] in "@/" or "." in name or "[" in name or any(type(each) is not str for each in accepted):
            return
        yield name, accepted


def _may_show(options: DisplayOptions | None, selected: Mapping[str, str | None]) -> bool:
    """False where one of these values speaks against it before an expression elsewhere could speak for it."""
    for name, texts in _texts_asked(options):
        if name not in selected:
            return True
        if selected[name] not in texts:
            return False
    return True


def _asked_names(properties: tuple[Property, ...]) -> Iterator[str]:
    """The names that conditions of these ask for, and of what is in them those of the node's own level."""
    for name in _paths(properties):
        yield from _names(name.removeprefix("/"))
    for each in properties:
        for inner in (each.children, *(group.values for group in each.groups)):
            for name in _all_paths(inner):
                if name[:1] == "/":
                    yield from _names(name[1:])


def _all_paths(properties: tuple[Property, ...]) -> Iterator[str]:
    yield from _paths(properties)
    for each in properties:
        for inner in (each.children, *(group.values for group in each.groups)):
            yield from _all_paths(inner)


def _paths(properties: tuple[Property, ...]) -> Iterator[str]:
    for each in properties:
        if each.display_options is not None:
            yield from each.display_options.show
            yield from each.display_options.hide


def _names(path: str) -> Iterator[str]:
    """A key that is the whole path wins; otherwise its first part is looked up."""
    yield path
    yield from _HEAD.findall(path)[:1]


def _dependencies(properties: tuple[Property, ...]) -> dict[str, list[str]]:
    needs: dict[str, list[str]] = {}
    for each in properties:
        found = needs.setdefault(each.name, [])
        if each.display_options is None:
            continue
        for conditions in (each.display_options.show, each.display_options.hide):
            found.extend(name for name in conditions if not name.startswith("@") and name not in found)
    return needs
