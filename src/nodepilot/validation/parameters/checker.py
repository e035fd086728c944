"""The compiled check of one node type at one typeVersion.

What is shown depends on a few parameters (`resource`, `operation`, `mode`…): the *controls*. Nodes whose
controls have the same values share a *state*: which properties are shown, and which checks apply. States
are kept, so that checking a node is mostly reading its controls and running a handful of checks.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cached_property
from typing import Any, TypeAlias

from nodepilot.catalog import ports
from nodepilot.catalog.model import ComputedPorts, CredentialNeed, DisplayOptions, NodeTypeVersion, Port
from nodepilot.validation.parameters.conditions import Facts, asked_paths, compile_shown
from nodepilot.validation.parameters.levels import Entry, Level, Unreadable, fill_entry
from nodepilot.validation.parameters.problems import Problem
from nodepilot.validation.parameters.suspects import Suspect, find_suspects
from nodepilot.validation.parameters.values import MISSING

_Apply: TypeAlias = Callable[[Mapping[str, Any], Callable[[Problem], None]], None]

_ALWAYS_WANTED = frozenset({"authentication", "genericAuthType", "nodeCredentialType"})
_MOST_STATES = 2_000
_TRUE, _FALSE, _TEXT, _EXPRESSION = object(), object(), object(), object()


class NodeState:
    """What n8n makes of nodes of one type whose controls have the same values."""

    __slots__ = ("_checker", "_entries", "applied", "containers", "credentials", "display_values", "filled")

    def __init__(self, checker: NodeChecker, given: Mapping[str, Any]) -> None:
        """Raises Unreadable when n8n cannot fill in a control."""
        self._checker = checker
        self._entries: dict[str, Entry | None] = {}
        level = checker.level
        self.display_values = level.display_values(given, None, checker.controls)
        self.filled: dict[str, Any] = {}
        """The filled values of the controls that are shown."""
        for name in checker.controls:
            entry = self.entry(name)
            if entry is None:
                continue
            value = fill_entry(entry, given.get(name, MISSING), self.display_values, "")
            if value is not MISSING:
                self.filled[name] = value
        self.containers = tuple(
            entry for entry in checker.risky if entry.is_shown(self.display_values, self.display_values)
        )
        """Shown collections that n8n may be unable to read."""
        self.applied = tuple(self._applied(checker.suspects))
        self.credentials = tuple(
            need
            for need, shown in checker.credential_needs
            if (shown if isinstance(shown, bool) else shown(self.filled, self.filled))
        )
        """The credential types that apply."""

    def entry(self, name: str) -> Entry | None:
        """The shown definition of a top-level name."""
        if name not in self._entries:
            self._entries[name] = self._checker.level.shown_entry(
                name, self.display_values, self.display_values
            )
        return self._entries[name]

    @property
    def names(self) -> frozenset[str]:
        """All top-level names of the node type."""
        return self._checker.level.names

    def value(self, given: Mapping[str, Any], name: str) -> Any:
        """The filled value of a top-level parameter; MISSING when it is not shown."""
        entry = self.entry(name)
        if entry is None:
            return MISSING
        return fill_entry(entry, given.get(name, MISSING), self.display_values, "")

    def _applied(self, suspects: tuple[Suspect, ...]) -> list[_Apply]:
        found: list[_Apply] = []
        for suspect in suspects:
            apply = suspect.bind(self.filled, self.entry(suspect.name), self.display_values)
            if apply is not None:
                found.append(apply)
        return found


class NodeChecker:
    """Checks nodes of one type and typeVersion. `given_version` is the typeVersion as it stands there."""

    def __init__(self, version: NodeTypeVersion, given_version: Any) -> None:
        self.version = version
        self._facts = Facts(
            given_version or 0, is_tool=version.type_name.endswith("Tool"), features=version.features
        )
        self.level = Level(version.properties, self._facts)
        self._states: dict[tuple[Any, ...], NodeState] = {}

    def state(self, given: Mapping[str, Any]) -> NodeState:
        """The state of a node with these parameters; raises Unreadable when n8n throws over them."""
        key = tuple([part(given) for part in self._key_parts])
        state = self._states.get(key)
        if state is None:
            state = NodeState(self, given)
            if len(self._states) >= _MOST_STATES:
                self._states.clear()
            self._states[key] = state
        for entry in state.containers:
            if _is_suspicious(entry, given.get(entry.name, MISSING)):
                fill_entry(entry, given.get(entry.name, MISSING), state.display_values, "")
        return state

    def problems(self, state: NodeState, given: Mapping[str, Any]) -> list[Problem]:
        """Everything that n8n reports on the parameters; raises CheckFailedError when it throws instead."""
        found: list[Problem] = []
        for apply in state.applied:
            apply(given, found.append)
        return found

    def inputs(self, state: NodeState, given: Mapping[str, Any]) -> tuple[Port, ...]:
        """The node's input ports."""
        fixed = self.version.inputs
        if not isinstance(fixed, ComputedPorts):
            return fixed
        values = FilledParameters(state, given)
        return ports.inputs(self.version, values, type_version=self._facts.version)

    def outputs(self, state: NodeState, given: Mapping[str, Any], on_error: Any) -> tuple[Port, ...]:
        """The node's output ports; `on_error` is its `onError` setting."""
        fixed = self.version.outputs
        if not isinstance(fixed, ComputedPorts):
            if on_error != ports.CONTINUE_ERROR_OUTPUT:
                return fixed
            return self._with_error_output
        values = FilledParameters(state, given)
        return ports.outputs(self.version, values, on_error=on_error, type_version=self._facts.version)

    @cached_property
    def _with_error_output(self) -> tuple[Port, ...]:
        return ports.outputs(self.version, {}, on_error=ports.CONTINUE_ERROR_OUTPUT)

    @cached_property
    def controls(self) -> frozenset[str]:
        """Top-level names that a condition anywhere in the node type asks for."""
        paths = set(self.level.asked)
        for need in self.version.credentials:
            paths |= asked_paths(need.display_options)
        for suspect in self.suspects:
            paths.update(suspect.asked())
        names = {_first_key(path) for path in paths}
        return frozenset((names | _ALWAYS_WANTED) & self.level.names)

    @cached_property
    def suspects(self) -> tuple[Suspect, ...]:
        """The properties that n8n can complain about."""
        return find_suspects(self.version.properties, self._facts)

    @cached_property
    def risky(self) -> tuple[Entry, ...]:
        """Top-level collections that n8n may be unable to read."""
        return tuple(entry for entry in self.level.fill_order if _is_risky(entry))

    @cached_property
    def credential_needs(self) -> tuple[tuple[CredentialNeed, Any], ...]:
        """The credential types with the condition under which each applies."""
        return tuple(
            (need, compile_shown(need.display_options, self._facts)) for need in self.version.credentials
        )

    @cached_property
    def _key_parts(self) -> tuple[Callable[[Mapping[str, Any]], Any], ...]:
        told_apart = _texts_told_apart(self.version)
        parts = []
        for name in sorted(self.controls):
            texts = told_apart.get(name, frozenset())
            if any(entry.property.no_data_expression for entry in self.level.by_name[name]):
                texts = None
            parts.append(_key_part(name, texts))
        return tuple(parts)


class FilledParameters(Mapping[str, Any]):
    """A node's filled parameters, each made when it is asked for."""

    __slots__ = ("_given", "_made", "_state")

    def __init__(self, state: NodeState, given: Mapping[str, Any]) -> None:
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


def _texts_told_apart(version: NodeTypeVersion) -> Mapping[str, frozenset[str] | None]:
    """For each control the texts that conditions name; None when any text may matter."""
    found: dict[str, frozenset[str] | None] = {}
    for options in _all_conditions(version):
        for path, accepted in (*options.show.items(), *options.hide.items()):
            name = _first_key(path)
            known = found.get(name, frozenset())
            if known is None or any(isinstance(each, dict) for each in accepted):
                found[name] = None
            else:
                found[name] = known | {each for each in accepted if isinstance(each, str)}
    return found


def _all_conditions(version: NodeTypeVersion) -> Iterator[DisplayOptions]:
    for need in version.credentials:
        if need.display_options is not None:
            yield need.display_options
    waiting = list(version.properties)
    while waiting:
        each = waiting.pop()
        if each.display_options is not None:
            yield each.display_options
        waiting.extend(each.children)
        for group in each.groups:
            waiting.extend(group.values)


def _first_key(path: str) -> str:
    return path.removeprefix("/").split(".", 1)[0].split("[", 1)[0]


def _key_part(name: str, texts: frozenset[str] | None) -> Callable[[Mapping[str, Any]], Any]:
    def part(given: Mapping[str, Any]) -> Any:
        return _class_of(given.get(name, MISSING), texts)

    return part


def _class_of(value: Any, texts: frozenset[str] | None) -> Any:
    """Stands for all values that conditions cannot tell from this one."""
    if value.__class__ is str:
        if texts is None or value in texts:
            return value
        return _EXPRESSION if value[:1] == "=" else _TEXT
    if value is True:
        return _TRUE
    if value is False:
        return _FALSE
    if isinstance(value, dict | list):
        return repr(value)
    return value


def _is_risky(entry: Entry) -> bool:
    """n8n may throw over some value of this entry."""
    if entry.is_simple:
        return False
    if entry.children is not None:
        return not entry.multiple and any(map(_is_risky, entry.children.entries))
    return (
        entry.multiple
        or _has_risky_default(entry)
        or any(_is_risky(child) for level in entry.groups.values() for child in level.entries)
    )


def _has_risky_default(entry: Entry) -> bool:
    default = entry.property.default
    return isinstance(default, dict) and any(name in entry.groups for name in default)


def _is_suspicious(entry: Entry, raw: Any) -> bool:
    """A cheap look at the shapes: False only when n8n can surely read the value."""
    if raw is MISSING:
        return not entry.is_simple and bool(entry.groups) and _has_risky_default(entry)
    if entry.is_simple or not isinstance(raw, dict):
        return False
    if entry.children is not None:
        return not entry.multiple and _has_suspicious_child(entry.children, raw)
    for name, value in raw.items():
        level = entry.groups.get(name)
        if level is None:
            continue
        if entry.multiple:
            if not isinstance(value, list | str):
                return True
            items = value
        else:
            items = [value]
        if any(_is_risky(child) for child in level.entries) and any(
            _has_suspicious_child(level, item if isinstance(item, dict) else {}) for item in items
        ):
            return True
    return False


def _has_suspicious_child(level: Level, raw: Mapping[str, Any]) -> bool:
    for entry in level.entries:
        if entry.is_simple or (level.in_collection and entry.name not in raw):
            continue
        if _is_suspicious(entry, raw.get(entry.name, MISSING)):
            return True
    return False


__all__ = ["NodeChecker", "NodeState", "Unreadable"]
