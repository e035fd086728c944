"""Nodes for comparing the catalog with n8n: every node type, with sound and with broken parameters."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from itertools import product
from typing import Any

from nodepilot.catalog import Catalog, ComputedPorts, NodeTypeVersion, Property

_EXPRESSIONS = ("={{ $json.a }}", "=text", "={{ $fromAI('a') }}", "=")
_TEXTS = ("", "text", "https://example.com/a", "[]", '{"a": 1}')
_NUMBERS: tuple[Any, ...] = (0, 1, 2.5, -1, 100000, "3")
_BROKEN: tuple[Any, ...] = (None, "", "text", 0, True, [], {}, [None], {"a": None}, ["a"])
_PORT_VALUES: dict[str, tuple[Any, ...]] = {
    "agent": (
        "conversationalAgent",
        "toolsAgent",
        "openAiFunctionsAgent",
        "reActAgent",
        "sqlAgent",
        "planAndExecuteAgent",
        "other",
        None,
    ),
    "guardrails": ({}, {"nsfw": {}}, {"keywords": "a"}, {"custom": {}, "pii": {}}),
    "httpMethod": ("GET", ["GET"], ["GET", "POST"], []),
    "inputs.input": ([], [{"type": "main"}, {"type": "ai_tool", "maxConnections": -1, "required": True}]),
    "outputs.output": ([{"type": "main"}], [{"type": "ai_memory"}, {"type": "ai_chain"}]),
    "rules.values": ([], [{"outputKey": "a"}, {}, {"outputKey": ""}], "text"),
    "rules.rules": ([], [{"outputKey": "a"}, {}]),
    "categories.categories": ([], [{"category": "a"}, {"category": "b"}]),
    "options.categories": ("a, b,c", "", "one"),
    "options.fallback": ("other", "discard"),
    "numberInputs": (0, 2, 3, 10, "4", None),
    "numberOutputs": (0, 4, "2"),
    "outputsAmount": (2, 4),
    "metric": ("correctness", "helpfulness", "categorization"),
    "memory": ("connector", "threadId"),
    "resource": ("text", "assistant", "image"),
    "hideTools": ("", "hide"),
    "options.loadPreviousSession": ("memory", "notSupported"),
    "textSplittingMode": ("simple", "custom", ""),
}
_LIST_METHODS = ("sort", "filter", "find", "values", "keys", "map", "fill", "join", "length", "at", "with")
_FLAGS = (True, False, "", None)


def variations(catalog: Catalog, each: int) -> Iterator[dict[str, Any]]:
    """For every version of every node type: no parameters, and `each` random sets; always the same."""
    for entry in catalog.node_types():
        node_type = catalog.get(entry.name)
        for version in entry.versions:
            described = node_type.get(version)
            chance = random.Random(f"{entry.name}@{version}")  # noqa: S311 - repeatable, not secret
            for parameters in ({}, *(_level(described.properties, chance, 0) for _ in range(each))):
                yield {"type": entry.name, "typeVersion": version, "parameters": parameters}


def port_variations(catalog: Catalog) -> Iterator[dict[str, Any]]:
    """Every node type with computed ports, with all combinations of what decides about them."""
    from nodepilot.catalog.ports import RULES

    for entry in catalog.node_types():
        node_type = catalog.get(entry.name)
        for version in entry.versions:
            described = node_type.get(version)
            sides = (described.inputs, described.outputs)
            rules = [RULES[side.rule] for side in sides if isinstance(side, ComputedPorts)]
            paths = sorted({path for rule in rules for path in rule.reads})
            choices = [_port_values(described, path) for path in paths]
            for combination in product(*choices) if paths else ():
                parameters: dict[str, Any] = {}
                for path, value in zip(paths, combination, strict=True):
                    _put(parameters, path, value)
                for on_error in (None, "continueErrorOutput"):
                    node = {"type": entry.name, "typeVersion": version, "parameters": parameters}
                    yield node if on_error is None else {**node, "onError": on_error}


def _port_values(described: NodeTypeVersion, path: str) -> Sequence[Any]:
    if path in _PORT_VALUES:
        return (*_PORT_VALUES[path], _Left.OUT)
    allowed = {choice.value for each in described.properties_named(path) for choice in each.choices}
    return (*(sorted(allowed, key=str) or _FLAGS), _Left.OUT)


def _has_method_names(each: Property) -> bool:
    inner = (*each.children, *(value for group in each.groups for value in group.values))
    return any(child.name in _LIST_METHODS or _has_method_names(child) for child in inner)


class _Left:
    OUT = object()
    """The parameter is not there at all."""


def _put(parameters: dict[str, Any], path: str, value: Any) -> None:
    if value is _Left.OUT:
        return
    *outer, last = path.split(".")
    for name in outer:
        parameters = parameters.setdefault(name, {})
    parameters[last] = value


def _level(properties: Sequence[Property], chance: random.Random, depth: int) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for each in chance.sample(list(properties), len(properties)):
        wanted = 0.9 if each.name in ("resource", "operation", "mode") else 0.3
        if each.name not in found and chance.random() < wanted:
            found[each.name] = _value(each, chance, depth)
    return {**found, "unknown": 1} if chance.random() < 0.1 else found


def _value(each: Property, chance: random.Random, depth: int) -> Any:
    luck = chance.random()
    if luck < 0.04:
        broken = chance.choice(_BROKEN)
        # JavaScript finds its own methods in a list: `[].sort` is no missing parameter.
        return {} if isinstance(broken, list) and _has_method_names(each) else broken
    if luck < 0.12:
        return chance.choice(_EXPRESSIONS)
    if luck < 0.2 and isinstance(each.default, bool | int | float):
        return each.default
    many = each.type_options.multiple_values is True
    match each.type:
        case "collection" if depth < 4:
            items = [_level(each.children, chance, depth + 1) for _ in range(2 if many else 1)]
            return items if many else items[0]
        case "fixedCollection" if depth < 4 and each.groups:
            group = chance.choice(each.groups)
            items = [_level(group.values, chance, depth + 1) for _ in range(chance.randint(0, 2))]
            as_list = many if chance.random() < 0.9 else not many
            return {group.name: items if as_list else next(iter(items), {}), "unknown": []}
        case "options" if each.choices:
            return chance.choice(each.choices).value
        case "multiOptions":
            return [choice.value for choice in each.choices if chance.random() < 0.3]
        case "boolean":
            return chance.random() < 0.5
        case "number":
            return chance.choice(_NUMBERS)
        case "resourceLocator":
            modes = [mode.name for mode in each.modes] or ["id"]
            return {"__rl": True, "mode": chance.choice(modes), "value": chance.choice(_TEXTS)}
        case "filter":
            return chance.choice([{"conditions": []}, {"combinator": "or", "options": {"version": 2}}])
        case "resourceMapper":
            return {"mappingMode": "defineBelow", "value": {"a": 1}, "schema": []}
    return chance.choice(_TEXTS)
