"""Values of the right content in the wrong shape."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from nodepilot.catalog.model import Property, PropertyGroup
from nodepilot.repair.case import Case, keys_of, set_parameter
from nodepilot.repair.fixer import Fixer
from nodepilot.repair.model import Proposal
from nodepilot.repair.values import locator_of, parsed
from nodepilot.sentences import say
from nodepilot.validation import Issue
from nodepilot.workflow.edits import MISSING

_TYPES = (
    "collection",
    "fixedCollection",
    "assignmentCollection",
    "filter",
    "resourceMapper",
    "resourceLocator",
)


def propose(case: Case, issue: Issue) -> Iterator[Proposal]:
    """Every entry is kept; what belongs around it is added, what surrounds it is taken away."""
    for given in case.context.values(*_TYPES):
        if given.node.name != issue.node or given.path != issue.parameter:
            continue
        made = reshaped(given.value, given.definition)
        if made is not MISSING:
            text = say(
                "Gave `{path}` of `{node}` the shape that n8n takes.", path=given.path, node=given.node.name
            )
            yield Proposal(text, (set_parameter(given.node, keys_of(given.place), made),))


def reshaped(value: Any, definition: Property) -> Any:
    """The same content in the property's shape; `MISSING` when it does not fit in."""
    if isinstance(value, str):
        value = parsed(value)
    match definition.type:
        case "collection":
            return _collection(value, definition)
        case "fixedCollection":
            return _groups(value, definition)
        case "assignmentCollection":
            return _assignments(value)
        case "filter":
            return _filter(value)
        case "resourceMapper":
            return _mapper(value)
        case "resourceLocator":
            return locator_of(value, definition)
        case _:
            return MISSING


def _collection(value: Any, definition: Property) -> Any:
    if definition.type_options.multiple_values is True:
        return [value] if isinstance(value, dict) else MISSING
    if not isinstance(value, list) or not all(isinstance(each, dict) for each in value):
        return value if isinstance(value, dict) else MISSING
    names = {child.name for child in definition.children}
    if all(set(each) == {"name", "value"} and each["name"] in names for each in value):
        return {each["name"]: each["value"] for each in value}
    merged: dict[str, Any] = {}
    for each in value:
        if merged.keys() & each.keys():
            return MISSING
        merged.update(each)
    return merged


def _groups(value: Any, definition: Property) -> Any:
    multiple = definition.type_options.multiple_values is True
    if isinstance(value, dict):
        made = {name: _group(each, multiple=multiple) for name, each in value.items()}
        return MISSING if MISSING in made.values() or made == value else made
    if not isinstance(value, list) or not all(isinstance(each, dict) for each in value):
        return MISSING
    group = _group_for(value, definition.groups)
    if group is None:
        return MISSING
    inner = _group(value, multiple=multiple)
    return MISSING if inner is MISSING else {group.name: inner}


def _group(value: Any, *, multiple: bool) -> Any:
    if isinstance(value, str):
        value = parsed(value)
    if multiple:
        return value if isinstance(value, list) else [value] if isinstance(value, dict) else MISSING
    if isinstance(value, list):
        return value[0] if len(value) == 1 and isinstance(value[0], dict) else MISSING
    return value


def _group_for(entries: list[Any], groups: tuple[PropertyGroup, ...]) -> PropertyGroup | None:
    """The only group, or the only one that has all the names of the entries."""
    if len(groups) == 1:
        return groups[0]
    names = {name for entry in entries for name in entry}
    having = [group for group in groups if names <= {each.name for each in group.values}]
    return having[0] if len(having) == 1 else None


def _assignments(value: Any) -> Any:
    if isinstance(value, list) and all(isinstance(each, dict) and "name" in each for each in value):
        return {"assignments": value}
    return MISSING


def _filter(value: Any) -> Any:
    if isinstance(value, list) and all(isinstance(each, dict) and "leftValue" in each for each in value):
        return {"conditions": value, "combinator": "and"}
    return MISSING


def _mapper(value: Any) -> Any:
    if isinstance(value, list) and all(isinstance(each, dict) for each in value):
        merged: dict[str, Any] = {}
        for each in value:
            name = each.get("column", each.get("name"))
            if not isinstance(name, str) or "value" not in each or name in merged:
                return MISSING
            merged[name] = each["value"]
        return {"mappingMode": "defineBelow", "value": merged, "schema": []} if merged else MISSING
    return MISSING


FIXER = Fixer("shapes", ("WRONG_SHAPE",), propose)
