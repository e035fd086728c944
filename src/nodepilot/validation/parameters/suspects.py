"""The properties of a node type that n8n can complain about, and how it finds their values.

n8n looks for the children of a collection among the node's top-level values (they are never there, so only
`required` and counts matter), and for collections inside a fixedCollection nowhere at all. Both are kept.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, TypeAlias

from nodepilot.catalog.model import Property
from nodepilot.validation.parameters.checks import Check, Report, can_complain, checks_of
from nodepilot.validation.parameters.conditions import Facts, Shown, compile_shown
from nodepilot.validation.parameters.levels import Entry, fill_entry
from nodepilot.validation.parameters.problems import Problem, Trouble
from nodepilot.validation.parameters.values import MISSING

Values: TypeAlias = Mapping[str, Any]
Apply: TypeAlias = Callable[[Values, Report], None]
"""(parameters as given, where to report)."""

_NO_VALUES: Values = {}


class Field:
    """A property inside a group of a fixedCollection."""

    __slots__ = ("checks_hidden", "checks_shown", "deeper", "definition", "shown")

    def __init__(self, definition: Property, facts: Facts) -> None:
        self.definition = definition
        self.shown: Shown | bool = compile_shown(definition.display_options, facts)
        self.checks_shown = checks_of(definition, is_shown=True)
        self.checks_hidden = checks_of(definition, is_shown=False)
        self.deeper = fields_of(definition.children, facts) if definition.type == "collection" else ()

    def check(self, local: Values, root: Values, path: str, report: Report) -> None:
        """`local` are the values beside the field, `path` leads to them."""
        is_shown = self.shown if isinstance(self.shown, bool) else self.shown(local, root)
        here = f"{path}.{self.definition.name}"
        value = local.get(self.definition.name, MISSING)
        for check in self.checks_shown if is_shown else self.checks_hidden:
            check(value, here, report)
        for field in self.deeper:
            field.check(_NO_VALUES, root, here, report)
        if is_shown and self.definition.groups:
            for _group in self.definition.groups:
                check_count(self.definition, 0, here, report)


def fields_of(properties: Iterable[Property], facts: Facts) -> tuple[Field, ...]:
    """Those of the properties that n8n can complain about."""
    return tuple(Field(each, facts) for each in properties if can_complain(each))


class Suspect:
    """A property whose value n8n looks for at the node's top level.

    `path` is where it really belongs: `options.timeout` for a child of a collection.
    """

    __slots__ = ("_checks", "_facts", "_groups", "definition", "matters_hidden", "name", "path", "shown")

    def __init__(self, definition: Property, path: str, facts: Facts) -> None:
        self.definition = definition
        self.name = definition.name
        self.path = path
        self.shown: Shown | bool = compile_shown(definition.display_options, facts)
        self._checks: dict[bool, tuple[Check, ...]] = {False: checks_of(definition, is_shown=False)}
        self.matters_hidden = bool(self._checks[False])
        """A hidden value of it is checked as well."""
        self._facts = facts
        self._groups: tuple[tuple[str, tuple[Field, ...]], ...] | None = None

    @property
    def groups(self) -> tuple[tuple[str, tuple[Field, ...]], ...]:
        """The groups of a fixedCollection with their fields that n8n can complain about."""
        if self._groups is None:
            self._groups = tuple(
                (group.name, fields_of(group.values, self._facts)) for group in self.definition.groups
            )
        return self._groups

    def checks(self, *, is_shown: bool) -> tuple[Check, ...]:
        """The checks of its value, made once."""
        known = self._checks.get(is_shown)
        if known is None:
            known = self._checks[is_shown] = checks_of(self.definition, is_shown=is_shown)
        return known

    def bind(
        self, filled: Values, entry: Entry | None, display_values: Values, *, is_shown: bool
    ) -> Apply | None:
        """What to run on nodes of one state; None when nothing can be wrong there.

        `filled` are the filled controls, `entry` the shown definition of this name.
        """
        if self.definition.groups:
            return self._bind_groups(filled, entry, display_values) if is_shown else None
        checks = self.checks(is_shown=is_shown)
        if not checks:
            return None
        if entry is None:
            return self._bind_missing(checks)
        return self._bind_simple(checks, entry, display_values)

    def _bind_missing(self, checks: tuple[Check, ...]) -> Apply | None:
        found: list[Problem] = []
        for check in checks:
            check(MISSING, self.path, found.append)
        if not found:
            return None

        def apply(_given: Values, report: Report) -> None:
            for problem in found:
                report(problem)

        return apply

    def _bind_simple(self, checks: tuple[Check, ...], entry: Entry, display_values: Values) -> Apply:
        name, path = self.name, self.path
        if not entry.is_simple:

            def apply_any(given: Values, report: Report) -> None:
                value = fill_entry(entry, given.get(name, MISSING), display_values, "")
                for check in checks:
                    check(value, path, report)

            return apply_any
        read = entry.simple_value

        def apply(given: Values, report: Report) -> None:
            value = read(given.get(name, MISSING))
            for check in checks:
                check(value, path, report)

        return apply

    def _bind_groups(self, filled: Values, entry: Entry | None, display_values: Values) -> Apply | None:
        definition, path = self.definition, self.path
        options = definition.type_options
        if not (options.min_required_fields or options.max_allowed_fields) and entry is None:
            return None
        as_list = options.multiple_values is not None

        def apply(given: Values, report: Report) -> None:
            found: Any = {}
            if entry is not None:
                found = fill_entry(entry, given.get(entry.name, MISSING), display_values, "")
            if not isinstance(found, dict):
                found = {}
            for name, fields in self.groups:
                value = found.get(name, MISSING)
                check_count(definition, len(value) if isinstance(value, list) else 0, path, report)
                if value is MISSING:
                    continue
                if not as_list:
                    _check_fields(fields, value, filled, f"{path}.{name}", report)
                elif isinstance(value, list):
                    for place, item in enumerate(value):
                        _check_fields(fields, item, filled, f"{path}.{name}[{place}]", report)

        return apply


def find_suspects(properties: Iterable[Property], facts: Facts) -> tuple[Suspect, ...]:
    """All properties of a node type that n8n can complain about, in its order."""
    return tuple(_suspects(properties, "", facts))


def check_count(definition: Property, count: int, path: str, report: Report) -> None:
    """n8n counts the entries of every group of a shown fixedCollection."""
    least = definition.type_options.min_required_fields
    most = definition.type_options.max_allowed_fields
    if most and count > most:
        report(Problem(Trouble.TOO_MANY, path, definition, count, most))
    elif least and count < least:
        report(Problem(Trouble.TOO_FEW, path, definition, count, least))


def _suspects(properties: Iterable[Property], path: str, facts: Facts) -> Iterator[Suspect]:
    for each in properties:
        if not can_complain(each):
            continue
        here = f"{path}.{each.name}" if path else each.name
        if each.type == "collection":
            yield from _suspects(each.children, here, facts)
        else:
            yield Suspect(each, here, facts)


def _check_fields(fields: tuple[Field, ...], local: Any, root: Values, path: str, report: Report) -> None:
    values = local if isinstance(local, dict) else _NO_VALUES
    for field in fields:
        field.check(values, root, path, report)
