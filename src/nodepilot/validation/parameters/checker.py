"""The compiled check of one node type at one typeVersion.

What is shown depends on a few parameters (`resource`, `operation`, `mode`…): the *controls*. Nodes whose
controls have the same values share a *state*: which properties are shown, and which checks apply. States
are kept, so that checking a node is mostly reading its controls and running a handful of checks.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

from nodepilot.catalog import ports
from nodepilot.catalog.model import ComputedPorts, CredentialNeed, NodeTypeVersion, Port
from nodepilot.validation.lazy import lazy
from nodepilot.validation.parameters.conditions import Facts, Shown, compile_shown, is_shown_once
from nodepilot.validation.parameters.filled import FilledParameters
from nodepilot.validation.parameters.keys import StateKeys, Survey
from nodepilot.validation.parameters.levels import Entry, Level, fill_entry
from nodepilot.validation.parameters.problems import Problem
from nodepilot.validation.parameters.risk import is_risky, is_suspicious
from nodepilot.validation.parameters.suspects import Suspect, find_suspects
from nodepilot.validation.parameters.values import MISSING

_Apply: TypeAlias = Callable[[Mapping[str, Any], Callable[[Problem], None]], None]

_ALWAYS_WANTED = frozenset({"authentication"})
_MOST_STATES = 2_000
CREDENTIAL_CHOOSERS = {
    "genericCredentialType": "genericAuthType",
    "predefinedCredentialType": "nodeCredentialType",
}
"""Values of `authentication` with the parameter that then names the credential type."""

_WORDS = {"authentication": frozenset(CREDENTIAL_CHOOSERS)}


class NodeState:
    """What n8n makes of nodes of one type whose controls have the same values."""

    __slots__ = (
        "_checker",
        "_entries",
        "_shown",
        "applied",
        "chooser",
        "containers",
        "credentials",
        "display_values",
        "filled",
    )

    def __init__(self, checker: NodeChecker, given: Mapping[str, Any] | None) -> None:
        """Raises Unreadable when n8n cannot fill in a control. For None n8n fills in nothing at all."""
        self._checker = checker
        self._entries: dict[str, Entry | None] = {}
        self._shown: dict[Shown, bool] = {}
        self.display_values: dict[str, Any] = {}
        if given is None:
            given = {}
            self._entries = dict.fromkeys(checker.level.names)
        else:
            self.display_values = checker.level.display_values(given, None, checker.controls)
        self.filled: dict[str, Any] = {}
        """The filled values of the controls that are shown."""
        for name in checker.controls:
            entry = self.entry(name)
            if entry is None:
                continue
            value = fill_entry(entry, given.get(name, MISSING), self.display_values, "")
            if value is not MISSING:
                self.filled[name] = value
        self.containers = tuple(entry for entry in checker.risky if self._is_shown(entry.shown))
        """Shown collections that n8n may be unable to read."""
        known: dict[Shown, bool] = {}
        self.applied = tuple(self._applied(checker.suspects, known))
        self.credentials = tuple(
            need for need, shown in checker.credential_needs if is_shown_once(shown, self.filled, known)
        )
        """The credential types that apply."""
        authentication = self.filled.get("authentication")
        self.chooser = CREDENTIAL_CHOOSERS.get(authentication) if isinstance(authentication, str) else None
        """The parameter that names the credential type, if one does."""

    def entry(self, name: str) -> Entry | None:
        """The shown definition of a top-level name."""
        if name not in self._entries:
            found: Entry | None = None
            for entry in self._checker.level.by_name.get(name, ()):
                if self._is_shown(entry.shown):
                    found = entry
                    break
            self._entries[name] = found
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

    def _is_shown(self, shown: Shown | bool) -> bool:
        return is_shown_once(shown, self.display_values, self._shown)

    def _applied(self, suspects: tuple[Suspect, ...], known: dict[Shown, bool]) -> list[_Apply]:
        found: list[_Apply] = []
        for suspect in suspects:
            is_shown = is_shown_once(suspect.shown, self.filled, known)
            if not (is_shown or suspect.matters_hidden):
                continue
            apply = suspect.bind(
                self.filled, self.entry(suspect.name), self.display_values, is_shown=is_shown
            )
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

    def prepare(self) -> None:
        """Compiles now what is otherwise compiled when the first node needs it."""
        _ = self._keys, self.risky, self.credential_needs
        for suspect in self.suspects:
            suspect.checks(is_shown=True)
        for entry in self.level.entries:
            _ = entry.shown

    def state(self, given: Mapping[str, Any]) -> NodeState:
        """The state of a node with these parameters; raises Unreadable when n8n throws over them."""
        key = self._keys.key(given)
        state = self._states.get(key)
        if state is None:
            state = NodeState(self, given)
            if len(self._states) >= _MOST_STATES:
                self._states.clear()
            self._states[key] = state
        for entry in state.containers:
            if is_suspicious(entry, given.get(entry.name, MISSING)):
                fill_entry(entry, given.get(entry.name, MISSING), state.display_values, "")
        return state

    @lazy
    def nothing(self) -> NodeState:
        """The state of a node whose `parameters` are empty without being an object (0, "", false)."""
        return NodeState(self, None)

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

    @lazy
    def fixed_input_groups(self) -> Mapping[str, tuple[Port, ...]] | None:
        """The input ports by connection type, None when parameters decide about them."""
        return None if isinstance(self.version.inputs, ComputedPorts) else grouped(self.version.inputs)

    @lazy
    def fixed_output_groups(self) -> Mapping[str, tuple[Port, ...]] | None:
        """The output ports by connection type, None when parameters decide about them."""
        return None if isinstance(self.version.outputs, ComputedPorts) else grouped(self.version.outputs)

    @lazy
    def fixed_inputs_demand(self) -> bool | None:
        """Some input is required or takes a limited number of connections; None: parameters decide."""
        if isinstance(self.version.inputs, ComputedPorts):
            return None
        return any(port.required or port.max_connections for port in self.version.inputs)

    @lazy
    def _with_error_output(self) -> tuple[Port, ...]:
        return ports.outputs(self.version, {}, on_error=ports.CONTINUE_ERROR_OUTPUT)

    @lazy
    def controls(self) -> frozenset[str]:
        """Top-level names that a condition anywhere in the node type asks for."""
        return frozenset((self._survey.texts.keys() | _ALWAYS_WANTED) & self.level.names)

    @lazy
    def _survey(self) -> Survey:
        return Survey(self.version)

    @lazy
    def suspects(self) -> tuple[Suspect, ...]:
        """The properties that n8n can complain about."""
        return find_suspects(self.version.properties, self._facts)

    @lazy
    def risky(self) -> tuple[Entry, ...]:
        """Top-level collections that n8n may be unable to read."""
        return tuple(entry for entry in self.level.fill_order if is_risky(entry.property))

    @lazy
    def credential_needs(self) -> tuple[tuple[CredentialNeed, Any], ...]:
        """The credential types with the condition under which each applies."""
        return tuple(
            (need, compile_shown(need.display_options, self._facts)) for need in self.version.credentials
        )

    @lazy
    def _keys(self) -> StateKeys:
        return StateKeys(self.level, self.controls, self._survey, _WORDS)


def grouped(found: tuple[Port, ...]) -> Mapping[str, tuple[Port, ...]]:
    """Ports by connection type, in order."""
    groups: dict[str, list[Port]] = {}
    for port in found:
        groups.setdefault(port.type, []).append(port)
    return {kind: tuple(group) for kind, group in groups.items()}
