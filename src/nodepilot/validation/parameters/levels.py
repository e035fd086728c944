"""One level of properties: what is shown, and the values that n8n works with after filling in defaults.

A level is the properties of a node type, the children of a collection, or the values of one group of a
fixedCollection. n8n decides in two steps. First it collects all simple values with defaults, shown or not
(the *display values*); conditions are judged on those. Then it keeps the values that are shown (the
*filled values*). A name may be defined several times; of the shown definitions the last one counts.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Literal

from nodepilot.catalog.from_ai import is_from_ai_only
from nodepilot.catalog.model import Property
from nodepilot.sentences import say
from nodepilot.validation.lazy import lazy
from nodepilot.validation.parameters.conditions import Facts, Shown, asked_paths, compile_shown, first_key
from nodepilot.validation.parameters.values import MISSING, to_text

_KEEPS_FALSY = frozenset({"boolean", "number", "options"})
_FILTER_OPTIONS = {"caseSensitive": True, "leftValue": "", "typeValidation": "strict", "version": 1}


class Unreadable(Exception):
    """n8n throws while it fills in these parameters; `path` leads to the value that it cannot read."""

    def __init__(self, message: str, path: str) -> None:
        super().__init__(message)
        self.message = message
        self.path = path


class Entry:
    """One property of a level, compiled for a typeVersion as far as it is asked for."""

    __slots__ = ("_children", "_facts", "_groups", "_shown", "is_simple", "multiple", "name", "property")

    def __init__(self, definition: Property, facts: Facts) -> None:
        self.property = definition
        self.name = definition.name
        self.is_simple = definition.type not in ("collection", "fixedCollection")
        self.multiple = definition.type_options.multiple_values is True
        self._facts = facts
        self._shown: Shown | bool | None = None
        self._children: Level | None = None
        self._groups: dict[str, Level] | None = None

    @property
    def children(self) -> Level | None:
        """The level inside a collection, None for every other type."""
        if self._children is None and self.property.type == "collection":
            self._children = Level(self.property.children, self._facts, in_collection=True)
        return self._children

    @property
    def groups(self) -> dict[str, Level]:
        """The levels inside a fixedCollection by group, empty for every other type."""
        if self._groups is None:
            self._groups = {}
            for group in self.property.groups:
                self._groups.setdefault(group.name, Level(group.values, self._facts))
        return self._groups

    @property
    def shown(self) -> Shown | bool:
        """The conditions: a function of the values, or what they always come to."""
        shown = self._shown
        if shown is None:
            shown = self._shown = compile_shown(self.property.display_options, self._facts)
        return shown

    def is_shown(self, values: Mapping[str, Any], root: Mapping[str, Any]) -> bool:
        """Whether the conditions hold among these values."""
        shown = self.shown
        return shown if isinstance(shown, bool) else shown(values, root)

    def simple_value(self, raw: Any) -> Any:
        """The filled value of a simple property."""
        definition = self.property
        if raw is MISSING or (raw is None and definition.type not in _KEEPS_FALSY):
            raw = self._default(raw)
        elif definition.type == "filter" and isinstance(raw, dict):
            raw = _filled_filter(raw)
        if definition.no_data_expression and raw.__class__ is str and raw[:1] == "=":
            return raw if is_from_ai_only(raw) else raw[1:]
        return raw

    def _default(self, raw: Any) -> Any:
        definition = self.property
        default = definition.default if definition.has_default else MISSING
        if definition.type == "resourceLocator" and (default is None or isinstance(default, dict | list)):
            if raw is None:
                return None
            return {"__rl": True, **(default if isinstance(default, dict) else {})}
        return default


class Level:
    """Properties that stand side by side."""

    def __init__(self, properties: Sequence[Property], facts: Facts, *, in_collection: bool = False) -> None:
        self._properties = properties
        self._facts = facts
        self.in_collection = in_collection
        """Inside a collection nothing is filled in: a child counts only when it is given."""

    @lazy
    def entries(self) -> tuple[Entry, ...]:
        """All properties, in n8n's order."""
        return tuple(Entry(each, self._facts) for each in self._properties)

    @lazy
    def names(self) -> frozenset[str]:
        """All names that are defined here."""
        return frozenset(each.name for each in self._properties)

    @lazy
    def by_name(self) -> Mapping[str, tuple[Entry, ...]]:
        """Definitions by name, the one that counts first when shown in front."""
        found: dict[str, list[Entry]] = {}
        for entry in reversed(_last_of_each(self._order)):
            found.setdefault(entry.name, []).append(entry)
        return {name: tuple(entries) for name, entries in found.items()}

    @lazy
    def always_shown(self) -> Mapping[str, Entry]:
        """Names with one definition that nothing hides."""
        return {
            name: entries[0]
            for name, entries in self.by_name.items()
            if len(entries) == 1 and entries[0].shown is True
        }

    @lazy
    def controls(self) -> frozenset[str]:
        """Names of this level that decide about what is shown on it."""
        paths: set[str] = set()
        for each in self._properties:
            if each.display_options is not None:
                paths |= asked_paths(each.display_options)
        return frozenset(first_key(path) for path in paths if path[0] != "/") & self.names

    def display_values(
        self, raw: Mapping[str, Any], root: Mapping[str, Any] | None, controls: frozenset[str] | None = None
    ) -> dict[str, Any]:
        """The values that conditions are judged on, only those that a condition reads.

        `root` are the node's display values; None when this level is the node's own.
        """
        wanted = self.controls if controls is None else controls
        values: dict[str, Any] = {}
        if not wanted:
            return values
        for entry, is_duplicate in self._display_order(wanted):
            given = raw.get(entry.name, MISSING)
            if given is MISSING and self.in_collection:
                continue
            if is_duplicate and not entry.is_shown(values, values if root is None else root):
                continue
            values[entry.name] = entry.simple_value(given)
        return values

    def shown_entry(self, name: str, values: Mapping[str, Any], root: Mapping[str, Any]) -> Entry | None:
        """The definition of a name that counts, None when none is shown."""
        for entry in self.by_name.get(name, ()):
            if entry.is_shown(values, root):
                return entry
        return None

    def fill(self, raw: Any, root: Mapping[str, Any] | None, path: str = "") -> dict[str, Any]:
        """The filled values of this level; raises Unreadable where n8n throws.

        `path` is where the level sits in the node's parameters.
        """
        if not raw and not isinstance(raw, dict | list):
            return {}
        given = raw if isinstance(raw, dict) else {}
        values = self.display_values(given, root)
        top = values if root is None else root
        filled: dict[str, Any] = {}
        for entry, name, shown in self._fill_plan:
            value = given.get(name, MISSING)
            if value is MISSING and self.in_collection:
                continue
            if shown is not True and not shown(values, top):
                continue
            found = entry.simple_value(value) if entry.is_simple else fill_entry(entry, value, top, path)
            if found is not MISSING:
                filled[name] = found
        return filled

    @lazy
    def _fill_plan(self) -> tuple[tuple[Entry, str, Shown | Literal[True]], ...]:
        """What `fill` needs of every definition that may ever be shown."""
        return tuple(
            (entry, entry.name, shown) for entry in self.fill_order if (shown := entry.shown) is not False
        )

    @lazy
    def fill_order(self) -> tuple[Entry, ...]:
        """Every definition once, in the order in which n8n fills them in."""
        return _last_of_each(self._order)

    @lazy
    def _order(self) -> tuple[Entry, ...]:
        return tuple(self.entries[place] for place in _resolve_order(self._properties))

    @lazy
    def _display_orders(self) -> dict[frozenset[str], tuple[tuple[Entry, bool], ...]]:
        return {}

    def _display_order(self, wanted: frozenset[str]) -> tuple[tuple[Entry, bool], ...]:
        known = self._display_orders.get(wanted)
        if known is None:
            known = self._display_orders[wanted] = tuple(
                (entry, len(self.by_name[entry.name]) > 1)
                for entry in self._order
                if entry.is_simple and entry.name in wanted
            )
        return known


def fill_entry(entry: Entry, raw: Any, root: Mapping[str, Any], path: str) -> Any:
    """The filled value of a shown property; MISSING when n8n leaves it undefined."""
    if entry.is_simple:
        return entry.simple_value(raw)
    here = f"{path}.{entry.name}" if path else entry.name
    if entry.children is not None:
        return _fill_collection(entry, entry.children, raw, root, here)
    return _fill_groups(entry, raw, root, here)


def _fill_collection(entry: Entry, children: Level, raw: Any, root: Mapping[str, Any], path: str) -> Any:
    default = entry.property.default if entry.property.has_default else MISSING
    if entry.multiple:
        if raw is not MISSING:
            return raw
        return default if isinstance(default, list) else []
    return default if raw is MISSING else children.fill(raw, root, path)


def _fill_groups(entry: Entry, raw: Any, root: Mapping[str, Any], path: str) -> dict[str, Any]:
    default = entry.property.default if entry.property.has_default else MISSING
    given = default if raw is MISSING else raw
    filled: dict[str, Any] = {}
    if not isinstance(given, dict):
        return filled
    for name, value in given.items():
        level = entry.groups.get(name)
        if level is None:
            continue
        here = f"{path}.{name}"
        if entry.multiple:
            if not isinstance(value, list | str):
                raise Unreadable(
                    say("`{path}` has to be a list, it is {value}", path=here, value=_described(value)), here
                )
            filled[name] = [level.fill(item, root, f"{path}[{place}]") for place, item in enumerate(value)]
        elif raw is MISSING:
            # n8n looks into the value that isn't there, not into the default.
            raise Unreadable(say("`{path}` is missing", path=path), path)
        else:
            found = level.fill(value, root, here)
            if found:
                filled[name] = found
    return filled


def _described(value: Any) -> str:
    if isinstance(value, dict):
        return say("an object")
    return f"`{to_text(value)}`"


def _filled_filter(raw: dict[str, Any]) -> dict[str, Any]:
    options = raw.get("options")
    combinator = raw.get("combinator")
    return {
        **raw,
        "combinator": "and" if combinator is None else combinator,
        "options": {**_FILTER_OPTIONS, **(options if isinstance(options, dict) else {})},
    }


def _last_of_each(order: Iterable[Entry]) -> tuple[Entry, ...]:
    """Each entry at its last place."""
    kept: dict[int, Entry] = {}
    for entry in order:
        kept.pop(id(entry), None)
        kept[id(entry)] = entry
    return tuple(kept.values())


def _resolve_order(properties: Sequence[Property]) -> list[int]:
    """Places of properties in the order in which n8n resolves them.

    A property whose conditions ask for one that comes later is resolved at once and once more for each
    of those, so a place can come up several times.
    """
    asked = [asked_paths(each.display_options) for each in properties]
    if not any(asked):
        return list(range(len(properties)))
    needs: dict[str, list[str]] = {}
    for each, paths in zip(properties, asked, strict=True):
        known = needs.setdefault(each.name, [])
        if paths:
            known += sorted(paths.difference(known))
    order: list[int] = []
    done: set[str] = set()
    waiting = deque(range(len(properties)))
    while waiting:
        place = waiting.popleft()
        name = properties[place].name
        for needed in needs[name]:
            if needed not in done and needed in needs:
                waiting.append(place)
        order.append(place)
        done.add(name)
    return order
