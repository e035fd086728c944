"""Values that n8n may be unable to read: a group of a fixedCollection that is no list."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from nodepilot.catalog.model import Property
from nodepilot.validation.parameters.levels import Entry, Level
from nodepilot.validation.parameters.values import MISSING


def is_risky(definition: Property) -> bool:
    """n8n may throw over some value of this property."""
    multiple = definition.type_options.multiple_values is True
    if definition.type == "collection":
        return not multiple and any(map(is_risky, definition.children))
    if definition.type != "fixedCollection":
        return False
    return (
        multiple
        or _has_risky_default(definition)
        or any(is_risky(value) for group in definition.groups for value in group.values)
    )


def _has_risky_default(definition: Property) -> bool:
    default = definition.default
    return isinstance(default, dict) and any(group.name in default for group in definition.groups)


def is_suspicious(entry: Entry, raw: Any) -> bool:
    """A cheap look at the shapes: False only when n8n can surely read the value."""
    if raw is MISSING:
        return not entry.is_simple and bool(entry.groups) and _has_risky_default(entry.property)
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
        if any(is_risky(child.property) for child in level.entries) and any(
            _has_suspicious_child(level, item if isinstance(item, dict) else {}) for item in items
        ):
            return True
    return False


def _has_suspicious_child(level: Level, raw: Mapping[str, Any]) -> bool:
    for entry in level.entries:
        if entry.is_simple or (level.in_collection and entry.name not in raw):
            continue
        if is_suspicious(entry, raw.get(entry.name, MISSING)):
            return True
    return False
