"""The smallest parameters with which n8n accepts a node that does one given thing.

What n8n requires and a person has to say is filled with a sample of the right shape ("example",
`https://example.com`, the first of n8n's choices), so that a pattern is a node that can be imported and edited.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from nodepilot.catalog import NodeTypeVersion, Property
from nodepilot.catalog.defaults import fill_defaults
from nodepilot.catalog.display import is_shown
from nodepilot.catalog.jsregex import matches_whole

SAMPLE_TEXT = "example"
_SAMPLE_IDS = (
    SAMPLE_TEXT,
    "0" * 32,
    "app" + "0" * 14,
    "tbl" + "0" * 14,
    "rec" + "0" * 14,
    "https://example.com",
)
"""Values for resource locators; the first that n8n's pattern accepts is taken."""
_ROUNDS = 6
"""One value may bring the next required property into sight."""

_SAMPLES: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"url|uri|link|website|endpoint", re.IGNORECASE), "https://example.com"),
    (re.compile(r"e-?mail|^from$|^to$|recipient|sender", re.IGNORECASE), "person@example.com"),
    (re.compile(r"date|time(?!zone|out|r)|^start$|^end$", re.IGNORECASE), "2030-01-01T00:00:00Z"),
    (re.compile(r"phone|mobile|msisdn", re.IGNORECASE), "+15550100"),
    (re.compile(r"domain|host(?:name)?$", re.IGNORECASE), "example.com"),
    (re.compile(r"json", re.IGNORECASE), "{}"),
    (re.compile(r"currency", re.IGNORECASE), "USD"),
    (re.compile(r"country", re.IGNORECASE), "US"),
    (re.compile(r"language|locale", re.IGNORECASE), "en"),
    (re.compile(r"query|sql", re.IGNORECASE), "SELECT 1"),
)


def minimal_parameters(version: NodeTypeVersion, chosen: Mapping[str, Any]) -> dict[str, Any]:
    """`chosen` (resource, operation, event) with a sample for everything else that n8n requires."""
    parameters: dict[str, Any] = dict(chosen)
    for _ in range(_ROUNDS):
        filled = fill_defaults(version, parameters or {"": None})
        missing = dict(_missing(version, version.properties, filled, filled))
        if not missing:
            break
        parameters.update(missing)
    return parameters


def _missing(
    version: NodeTypeVersion,
    properties: Iterable[Property],
    values: Mapping[str, Any],
    root: Mapping[str, Any],
) -> Iterator[tuple[str, Any]]:
    """Names and samples of the shown required properties that have no value yet."""
    seen: set[str] = set()
    for each in properties:
        if each.name in seen or not is_shown(each.display_options, values, version, root=root):
            continue
        seen.add(each.name)
        value = values.get(each.name)
        if is_empty(each, value) and (each.required or (each.type_options.min_required_fields or 0) > 0):
            yield each.name, sample(version, each, root)
        elif each.type == "fixedCollection" and isinstance(value, dict):
            completed = _completed(version, each, value, root)
            if completed != value:
                yield each.name, completed


def _completed(
    version: NodeTypeVersion, each: Property, value: Mapping[str, Any], root: Mapping[str, Any]
) -> dict[str, Any]:
    """A fixedCollection whose entries have what they require."""
    completed: dict[str, Any] = {}
    for name, entries in value.items():
        group = each.group(name)
        if group is None:
            completed[name] = entries
            continue
        many = isinstance(entries, list)
        finished = [
            {**entry, **dict(_missing(version, group.values, {**_defaults(group.values), **entry}, root))}
            for entry in (entries if many else [entries])
            if isinstance(entry, dict)
        ]
        completed[name] = finished if many else (finished[0] if finished else entries)
    return completed


def is_empty(each: Property, value: Any) -> bool:
    """Whether n8n counts a required value as missing."""
    if each.type in ("resourceLocator", "workflowSelector", "agentSelector"):
        return not (isinstance(value, dict) and value.get("value"))
    if each.type in ("fixedCollection", "collection"):
        return not isinstance(value, dict) or not value
    if each.type == "multiOptions":
        return not value
    return value is None or value in ("", [], {})


def sample(version: NodeTypeVersion, each: Property, root: Mapping[str, Any]) -> Any:
    """A value that n8n accepts for the property."""
    match each.type:
        case "resourceLocator":
            return _locator(each)
        case "options":
            return next((choice.value for choice in each.choices if choice.value != ""), SAMPLE_TEXT)
        case "multiOptions":
            return [each.choices[0].value] if each.choices else [SAMPLE_TEXT]
        case "number":
            return each.type_options.min_value or 1
        case "boolean":
            return True
        case "fixedCollection":
            return _collection(version, each, root)
        case "json":
            return "{}"
        case "dateTime":
            return "2030-01-01T00:00:00"
        case "color":
            return "#336699"
        case "resourceMapper":
            return {"mappingMode": "autoMapInputData", "value": None}
        case "filter":
            return _filter()
        case "assignmentCollection":
            assignment = {"id": "1", "name": SAMPLE_TEXT, "value": SAMPLE_TEXT, "type": "string"}
            return {"assignments": [assignment]}
        case "workflowSelector" | "agentSelector":
            return {"__rl": True, "mode": "id", "value": SAMPLE_TEXT}
        case _:
            return _text(each)


def _text(each: Property) -> Any:
    if each.type_options.multiple_values:
        return [SAMPLE_TEXT]
    if each.validate_type == "number":
        return 1
    if each.validate_type == "jwt":
        return "={{ $json.token }}"
    for pattern, text in _SAMPLES:
        if pattern.search(each.name):
            return text
    return SAMPLE_TEXT


def _locator(each: Property) -> dict[str, Any]:
    """Chosen from the list where there is one: n8n then asks for no particular form."""
    modes = {mode.name: mode for mode in each.modes}
    for name in ("list", "id", *modes):
        if name not in modes:
            continue
        for value in _SAMPLE_IDS:
            if all(matches_whole(check.regex, value) for check in modes[name].validations):
                return {"__rl": True, "mode": name, "value": value}
    return {"__rl": True, "mode": next(iter(modes), "id"), "value": SAMPLE_TEXT}


def _collection(version: NodeTypeVersion, each: Property, root: Mapping[str, Any]) -> dict[str, Any]:
    if not each.groups:
        return {}
    group = each.groups[0]
    defaults = _defaults(group.values)
    entry = dict(_missing(version, group.values, defaults, root))
    if not entry and group.values:
        first = group.values[0]
        entry = {
            first.name: first.default if not is_empty(first, first.default) else sample(version, first, root)
        }
    return {group.name: [entry] if each.type_options.multiple_values else entry}


def _defaults(values: Iterable[Property]) -> dict[str, Any]:
    return {each.name: each.default for each in values}


def _filter() -> dict[str, Any]:
    condition = {
        "id": "1",
        "leftValue": "={{ $json.example }}",
        "rightValue": SAMPLE_TEXT,
        "operator": {"type": "string", "operation": "equals"},
    }
    return {
        "options": {"caseSensitive": True, "leftValue": "", "typeValidation": "loose", "version": 2},
        "conditions": [condition],
        "combinator": "and",
    }
