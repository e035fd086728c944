"""What a planner may look up: node types by words, and the properties of one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from nodepilot.ai.agent import TEXT, an_object
from nodepilot.ai.ports import Call, Tool
from nodepilot.ai.prompt import compact
from nodepilot.catalog import Catalog, NodeTypeVersion, Property
from nodepilot.catalog.display import is_shown
from nodepilot.knowledge.operation_facts import operations_of
from nodepilot.knowledge.search import search_node_types

MOST_FOUND = 8
MOST_OPERATIONS = 40
MOST_CHOICES = 30
LONGEST = 6_000
"""Characters of one result."""

SEARCH_NODES = Tool(
    "search_nodes",
    "Finds node types of this n8n release by what they do, two to five words.",
    an_object({"words": TEXT}, ("words",)),
)
READ_NODE_TYPE = Tool(
    "read_node_type",
    "The properties of one node type; with `resource` and `operation` only those that are shown for them.",
    an_object({"node_type": TEXT, "resource": TEXT, "operation": TEXT}, ("node_type",)),
)
LOOK_UPS = (SEARCH_NODES, READ_NODE_TYPE)


def look_up(call: Call, catalog: Catalog) -> str:
    """The result of a call; for one that asks for nothing sensible a sentence that says so."""
    if call.name == SEARCH_NODES.name:
        return _found(str(call.arguments.get("words", ""))[:200], catalog)
    return _read(call.arguments, catalog)[:LONGEST]


def _found(words: str, catalog: Catalog) -> str:
    results = search_node_types(words, catalog, MOST_FOUND)
    return "\n".join(f"{each.type} ({each.name})" for each in results) or "Nothing fits these words."


def _read(arguments: Mapping[str, Any], catalog: Catalog) -> str:
    name = str(arguments.get("node_type", ""))
    node_type = catalog.find(name)
    if node_type is None:
        near = ", ".join(catalog.nearest(name)) or "none"
        return f"There is no node type with this name. Nearest: {near}."
    latest = node_type.latest
    chosen = {key: arguments[key] for key in ("resource", "operation") if arguments.get(key)}
    lines = [f"{name}, credentials: {', '.join(each.name for each in latest.credentials) or 'none'}"]
    if not chosen:
        operations = [compact(dict(each.parameters)) for each in operations_of(latest)]
        if operations:
            lines.append(f"operations: {' '.join(operations[:MOST_OPERATIONS])}")
    return "\n".join([*lines, *_properties(latest, chosen)])


def _properties(version: NodeTypeVersion, chosen: Mapping[str, Any]) -> Iterator[str]:
    values = {each.name: each.default for each in reversed(version.properties)} | dict(chosen)
    for each in version.properties:
        if each.type not in {"notice", "hidden"} and is_shown(each.display_options, values, version):
            yield _line(each)


def _line(each: Property) -> str:
    parts = [f"{each.name}: {each.type}"]
    if each.required:
        parts.append("required")
    if each.choices:
        parts.append(f"one of {compact([choice.value for choice in each.choices[:MOST_CHOICES]])}")
    if each.default not in (None, "", {}, []):
        parts.append(f"default {compact(each.default) if _is_json(each.default) else 'a long text'}")
    inner = [child.name for child in each.children] or [
        f"{group.name}{{{', '.join(one.name for one in group.values)}}}" for group in each.groups
    ]
    if inner:
        parts.append(f"with {', '.join(inner)}")
    if each.modes:
        parts.append(f"modes {', '.join(mode.name for mode in each.modes)}")
    return f"- {'; '.join(parts)}"


def _is_json(value: Any) -> bool:
    return isinstance(value, str | int | float | bool | list | dict)
