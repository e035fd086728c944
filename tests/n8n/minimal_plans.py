"""The smallest plan for a node type: a trigger before it where it takes items, what it requires filled in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from nodepilot.catalog import Catalog, Choice, NodeTypeVersion, Port, Property
from nodepilot.catalog.defaults import fill_defaults
from nodepilot.catalog.display import is_shown
from nodepilot.catalog.ports import inputs, outputs
from nodepilot.plan.model import Link, Plan, Step, Value

_SAMPLES: Mapping[str, Value] = {
    "string": "sample",
    "number": 1,
    "boolean": True,
    "dateTime": "2030-01-31T09:00:00",
    "json": "{}",
    "color": "#336699",
    "credentialsSelect": "httpHeaderAuth",
    "workflowSelector": "sample",
    "agentSelector": "sample",
}
_ATTACHED: tuple[Mapping[str, Value], ...] = ({}, {"mode": "retrieve"})
"""Parameters with which a node type may serve as a sub-node."""


def plan_for(version: NodeTypeVersion, catalog: Catalog, chosen: Mapping[str, Value]) -> Plan:
    """A plan with one node of this node type with these choices, and what n8n wants around it."""
    parameters = _required(version, dict(chosen))
    steps = [Step("it", version.type_name, parameters=parameters)]
    links: list[Link] = []
    filled = fill_defaults(version, parameters)
    entering = inputs(version, filled)
    counts: dict[str, int] = {}
    for port in entering:
        index = counts.get(port.type, 0)
        counts[port.type] = index + 1
        if port.type == "main":
            if index == 0:
                steps.append(Step("start", "n8n-nodes-base.manualTrigger"))
            links.append(Link("start", "it", input=index))
        elif port.required:
            links += _supply(port, index, "it", steps, catalog)
    return Plan("Minimal", tuple(steps), tuple(links))


def choices_of(version: NodeTypeVersion) -> Iterator[Mapping[str, Value]]:
    """Every combination of resource and operation that the node type shows; one empty choice if none."""
    resources = _shown_choices(version, "resource", {}) or [None]
    for resource in resources:
        chosen: dict[str, Value] = {} if resource is None else {"resource": resource}
        operations = _shown_choices(version, "operation", chosen) or [None]
        for operation in operations:
            yield chosen if operation is None else {**chosen, "operation": operation}


def _supply(port: Port, index: int, root: str, steps: list[Step], catalog: Catalog) -> Iterator[Link]:
    """Adds a sub-node for the port, with what that one requires in turn."""
    version, given = _supplier(catalog, port)
    key = f"{root}_{port.type}_{index}"
    parameters = _required(version, dict(given))
    steps.append(Step(key, version.type_name, parameters=parameters))
    yield Link(key, root, input=index, connection_type=port.type)
    for place, below in enumerate(inputs(version, fill_defaults(version, parameters))):
        if below.required:
            yield from _supply(below, place, key, steps, catalog)


@cache
def _supplier(catalog: Catalog, port: Port) -> tuple[NodeTypeVersion, Mapping[str, Value]]:
    """A node type, and its parameters, that gives nothing but this connection type, and needs little."""
    found: list[tuple[int, NodeTypeVersion, Mapping[str, Value]]] = []
    for entry in catalog.node_types(tool_variants=False):
        if entry.hidden or (port.filter and not port.filter.allows(entry.name)):
            continue
        version = catalog.get(entry.name).latest
        for given in _ATTACHED:
            if all(version.property(name) for name in given):
                filled = fill_defaults(version, {**_required(version, dict(given)), **given})
                if [each.type for each in outputs(version, filled)] == [port.type]:
                    needs = sum(each.required for each in inputs(version, filled))
                    found.append((needs, version, given))
    assert found, f"no node type gives {port.type}"
    _, version, given = min(found, key=lambda each: each[0])
    return version, given


def _shown_choices(version: NodeTypeVersion, name: str, chosen: Mapping[str, Value]) -> list[Value]:
    filled = fill_defaults(version, dict(chosen))
    for each in version.properties_named(name):
        if each.type == "options" and is_shown(each.display_options, filled, version):
            return [choice.value for choice in each.choices if _is_offered(choice, filled, version)]
    return []


def _is_offered(choice: Choice, filled: Mapping[str, Any], version: NodeTypeVersion) -> bool:
    return is_shown(choice.display_options, filled, version)


def _required(version: NodeTypeVersion, parameters: dict[str, Value]) -> dict[str, Value]:
    """The parameters with a sample for everything that n8n requires and that has no default."""
    for _ in range(12):
        filled = fill_defaults(version, parameters)
        missing = [
            each
            for each in version.properties
            if (each.required or each.type_options.min_required_fields)
            and each.name in filled
            and is_shown(each.display_options, filled, version)
            and _is_empty(filled[each.name])
        ]
        found = False
        for each in missing:
            sample = _sample(each, filled, version)
            if sample is not None:
                parameters = {**parameters, each.name: sample}
                found = True
        if not found:
            break
    return parameters


def _is_empty(value: Any) -> bool:
    if isinstance(value, dict):
        return not value.get("value") if value.get("__rl") or "mode" in value else not value
    return value in ("", None, [])


def _sample(prop: Property, filled: Mapping[str, Any], version: NodeTypeVersion) -> Value:
    match prop.type:
        case _ if prop.validate_type or prop.type == "resourceLocator":
            return "={{ $json.sample }}"
        case "options":
            return next((choice.value for choice in prop.choices if choice.value != ""), "sample")
        case "multiOptions":
            return [choice.value for choice in prop.choices[:1]] or ["sample"]
        case "fixedCollection":
            group = prop.groups[0]
            defaults = {each.name: each.default for each in group.values}
            item = {
                each.name: _sample(each, filled, version)
                for each in group.values
                if (each.required and _is_empty(each.default))
                and is_shown(each.display_options, defaults, version, root=filled)
            }
            return {group.name: [item] if prop.type_options.multiple_values else item}
        case kind:
            return _SAMPLES.get(kind)
