"""The shown fields of one level of properties."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from nodepilot.catalog import NodeTypeVersion, Property, PropertyGroup
from nodepilot.catalog.defaults import condition_values
from nodepilot.catalog.display import is_shown
from nodepilot.kit.paths import render_path
from nodepilot.kit.records import dataclass
from nodepilot.workflow.form.field import Addable, Choice, Field, Group

_NEVER_FILLED_IN = frozenset({"notice", "callout", "hidden", "button", "curlImport"})
"""Kinds of properties that hold nothing, or nothing that a person chooses."""

_MOST_ENTRIES = 200
"""Of one group: a form with more of them is read as JSON."""


@dataclass(frozen=True, slots=True)
class Level:
    """Where the properties belong: the node type as this node has it, the node's own values, the way there."""

    node_type: NodeTypeVersion
    type_version: float
    root: Mapping[str, Any]
    path: tuple[str | int, ...] = ()

    def inside(self, *keys: str | int) -> Level:
        return replace(self, path=(*self.path, *keys))


def shown_properties(
    level: Level, properties: tuple[Property, ...], values: Mapping[str, Any]
) -> Iterator[Property]:
    """Those that are shown with these values, each name once, in n8n's order."""
    beside = condition_values(
        level.node_type,
        properties,
        values,
        type_version=level.type_version,
        root=level.root if level.path else None,
    )
    known: set[str] = set()
    for each in properties:
        if each.name in known or each.type in _NEVER_FILLED_IN:
            continue
        root = level.root if level.path else beside
        if is_shown(
            each.display_options, beside, level.node_type, type_version=level.type_version, root=root
        ):
            known.add(each.name)
            yield each


def fields_of(level: Level, properties: tuple[Property, ...], values: Any) -> tuple[Field, ...]:
    """The fields of a level whose values stand in `values`."""
    given = values if isinstance(values, Mapping) else {}
    return tuple(_field(level, each, given) for each in shown_properties(level, properties, given))


def _field(level: Level, each: Property, given: Mapping[str, Any]) -> Field:
    here = level.inside(each.name)
    value = given.get(each.name, each.default)
    options = each.type_options
    plain = Field(
        path=render_path(here.path),
        label=each.display_name or each.name,
        kind=each.type,
        value=value,
        is_set=each.name in given,
        required=each.required,
        takes_expression=not each.no_data_expression,
        multiple=options.multiple_values is True,
        choices=_choices(level, each, given),
        from_service=options.loads_options,
        modes=tuple(Choice(mode.name, mode.display_name or mode.name) for mode in each.modes),
        minimum=options.min_value,
        maximum=options.max_value,
        editor=options.editor,
        secret=options.password,
    )
    if each.type == "collection" and not plain.multiple:
        return replace(plain, **_collection(here, each, value))
    if each.type == "fixedCollection":
        return replace(plain, groups=tuple(_groups(here, each, value)))
    return plain


def _choices(level: Level, each: Property, given: Mapping[str, Any]) -> tuple[Choice, ...]:
    if not any(choice.display_options for choice in each.choices):
        return tuple(Choice(choice.value, choice.name) for choice in each.choices)
    return tuple(
        Choice(choice.value, choice.name)
        for choice in each.choices
        if is_shown(
            choice.display_options,
            given,
            level.node_type,
            type_version=level.type_version,
            root=level.root,
        )
    )


def _collection(here: Level, each: Property, value: Any) -> dict[str, Any]:
    given = value if isinstance(value, Mapping) else {}
    shown = tuple(shown_properties(here, each.children, given))
    return {
        "fields": tuple(_field(here, child, given) for child in shown if child.name in given),
        "more": tuple(
            Addable(child.name, child.display_name or child.name, _initial(child))
            for child in shown
            if child.name not in given
        ),
    }


def _groups(here: Level, each: Property, value: Any) -> Iterator[Group]:
    given = value if isinstance(value, Mapping) else {}
    for group in each.groups:
        inside = here.inside(group.name)
        found = given.get(group.name)
        entries: Sequence[tuple[Field, ...]]
        if each.type_options.multiple_values is True:
            items = found if isinstance(found, list) else []
            entries = [
                fields_of(inside.inside(number), group.values, item)
                for number, item in enumerate(items[:_MOST_ENTRIES])
            ]
        else:
            entries = [] if found is None else [fields_of(inside, group.values, found)]
        yield Group(
            render_path(inside.path), group.display_name or group.name, _initial_entry(group), tuple(entries)
        )


def _initial(each: Property) -> Any:
    if each.type == "resourceLocator":
        mode = each.modes[0].name if each.modes else "id"
        return (
            each.default if isinstance(each.default, Mapping) else {"__rl": True, "mode": mode, "value": ""}
        )
    if each.has_default and each.default is not None:
        return each.default
    return {"collection": {}, "fixedCollection": {}, "boolean": False, "number": 0}.get(each.type, "")


def _initial_entry(group: PropertyGroup) -> Mapping[str, Any]:
    """What a new entry holds: the defaults of those fields that every entry has."""
    return {
        each.name: _initial(each)
        for each in group.values
        if each.display_options is None and each.type not in _NEVER_FILLED_IN
    }
