"""The catalog says what n8n says: node types, defaults, display conditions and ports."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterable, Iterator
from itertools import product
from pathlib import Path
from typing import Any, Protocol

import pytest

from nodepilot.catalog import (
    Catalog,
    ComputedPorts,
    NodeTypeVersion,
    OmittedText,
    Port,
    Property,
)
from nodepilot.catalog.defaults import UnreadableParameters, fill_defaults, leave_out_defaults
from nodepilot.catalog.display import is_shown
from nodepilot.catalog.jsvalues import strictly_equal
from nodepilot.catalog.ports import inputs, outputs, undecided_parameters
from tests.n8n.catalog_variations import port_variations, variations

pytestmark = [pytest.mark.n8n, pytest.mark.timeout(900)]


class AskCatalog(Protocol):
    def __call__(self, rows: Iterable[dict[str, Any]], *options: str) -> list[Any]: ...


TOOL = Path(__file__).resolve().parent.parent.parent / "tools" / "ask-n8n" / "catalog.cjs"
SETS_OF_PARAMETERS = 3


@pytest.fixture(scope="module")
def ask_catalog(n8n_folder: Path) -> AskCatalog:
    """n8n's answers, one for each row (see the head of `catalog.cjs`)."""

    def ask(rows: Iterable[dict[str, Any]], *options: str) -> list[Any]:
        command: list[str | Path] = [n8n_folder / "bin" / "node", TOOL, "--n8n", n8n_folder, *options]
        text = "\n".join(json.dumps(row) for row in rows)
        done = subprocess.run(command, input=text, capture_output=True, text=True, timeout=600, check=False)
        assert done.returncode == 0, done.stderr
        return [json.loads(line) for line in done.stdout.splitlines()]

    return ask


def test_node_types(ask_catalog: AskCatalog, catalog: Catalog) -> None:
    theirs = {(row["type"], row["version"]): row for row in ask_catalog([], "--node-types")}
    ours = {
        (entry.name, version): described(catalog, entry.name, version)
        for entry in catalog.node_types()
        for version in entry.versions
    }
    assert ours.keys() == theirs.keys()
    different = [key for key, row in theirs.items() if ours[key] != comparable(row)]
    assert not different, (
        f"{len(different)} differ, first {different[0]}: {first_difference(ours, theirs, different)}"
    )


@pytest.mark.usefixtures("only_newest")
def test_defaults_and_conditions(ask_catalog: AskCatalog, catalog: Catalog) -> None:
    nodes = list(variations(catalog, SETS_OF_PARAMETERS))
    wrong = [
        (node, found)
        for node, row in zip(nodes, ask_catalog(nodes), strict=True)
        for found in differences(catalog, node, row)
    ]
    assert not wrong, f"{len(wrong)} of {len(nodes)} nodes, first: {wrong[0]}"


def test_ports(ask_catalog: AskCatalog, catalog: Catalog) -> None:
    nodes = list(port_variations(catalog))
    rules = {
        side.rule
        for node in nodes
        for side in (version_of(catalog, node).inputs, version_of(catalog, node).outputs)
        if isinstance(side, ComputedPorts)
    }
    assert len(rules) > 20, "hardly any computed ports among the nodes"
    wrong = [
        (node, found)
        for node, row in zip(nodes, ask_catalog(nodes), strict=True)
        for found in port_differences(catalog, node, row)
    ]
    assert not wrong, f"{len(wrong)} of {len(nodes)} nodes, first: {wrong[0]}"


@pytest.mark.usefixtures("only_newest")
def test_output_schemas(ask_catalog: AskCatalog, catalog: Catalog) -> None:
    questions = list(schema_questions(catalog))
    found = 0
    for question, schema in zip(questions, ask_catalog(questions, "--schemas"), strict=True):
        ours = catalog.output_schema(
            question["type"],
            question["version"],
            question.get("resource"),
            question.get("operation"),
            with_parser="variant" in question,
        )
        assert (ours is None) == (schema is None), question
        if ours is not None:
            found += 1
            assert {field.path for field in ours.fields()} == set(schema_paths(schema, "")), question
    assert found > 1000


def described(catalog: Catalog, type_name: str, version: float) -> dict[str, Any]:
    node_type = catalog.get(type_name)
    at = node_type.get(version)
    return {
        "defaultVersion": node_type.default_version,
        "strict": node_type.strict_versions,
        "displayName": at.display_name,
        "defaultName": at.default_name,
        "group": list(at.groups),
        "trigger": at.is_trigger_like,
        "maxNodes": at.max_nodes,
        "usableAsTool": at.usable_as_tool,
        "credentials": [[need.name, need.required] for need in at.credentials],
        "webhooks": [webhook.name for webhook in at.webhooks],
        "inputs": None if isinstance(at.inputs, ComputedPorts) else [plain(port) for port in at.inputs],
        "outputs": None if isinstance(at.outputs, ComputedPorts) else [plain(port) for port in at.outputs],
        "properties": list(flatten(at.properties, "")),
    }


def comparable(row: dict[str, Any]) -> dict[str, Any]:
    """n8n's row without its key, ports spelled out, and without the sentences in notices."""
    kept = {key: value for key, value in row.items() if key not in ("type", "version")}
    for side in ("inputs", "outputs"):
        if kept[side] is not None:
            kept[side] = [plain_theirs(port) for port in kept[side]]
    for line in kept["properties"]:
        if line[1] in ("notice", "callout", "button"):
            line[3] = ""
    return kept


def flatten(properties: Iterable[Property], prefix: str) -> Iterator[list[Any]]:
    for each in properties:
        path = f"{prefix}{each.name}"
        line: list[Any] = [path, each.type, each.required, each.display_name]
        if each.type == "collection":
            yield line
            yield from flatten(each.children, f"{path}.")
        elif each.type == "fixedCollection":
            yield line
            for group in each.groups:
                yield from flatten(group.values, f"{path}.{group.name}.")
        else:
            yield [*line, [choice.value for choice in each.choices]]


def schema_questions(catalog: Catalog) -> Iterator[dict[str, Any]]:
    for entry in catalog.node_types(tool_variants=False):
        for version in entry.versions:
            at = catalog.get(entry.name).get(version)
            resources, operations = (
                [
                    None,
                    *sorted(
                        {str(choice.value) for each in at.properties_named(name) for choice in each.choices}
                    ),
                ]
                for name in ("resource", "operation")
            )
            for resource, operation in product(resources, operations):
                row = {"type": entry.name, "version": version, "resource": resource, "operation": operation}
                yield {key: value for key, value in row.items() if value is not None}
            yield {"type": entry.name, "version": version, "variant": "with-parser"}


def schema_paths(schema: dict[str, Any], prefix: str) -> Iterator[str]:
    if schema.get("type") == "array":
        yield from schema_paths(schema.get("items", {}), f"{prefix}[0]")
    for name, inner in schema.get("properties", {}).items():
        plain_name = name.isidentifier()
        path = (f"{prefix}.{name}" if prefix else name) if plain_name else f"{prefix}['{name}']"
        yield path
        yield from schema_paths(inner, path)


def plain(port: Port) -> tuple[Any, ...]:
    """Without the label: n8n keeps those of fixed ports apart."""
    nodes = (port.filter.nodes, port.filter.excluded_nodes) if port.filter else ((), ())
    return (port.type, port.required, port.max_connections, *nodes, port.category)


def plain_theirs(port: Any) -> tuple[Any, ...]:
    port = {"type": port} if isinstance(port, str) else port
    rule = port.get("filter") or {}
    return (
        port.get("type"),
        bool(port.get("required")),
        port.get("maxConnections"),
        tuple(rule.get("nodes", ())),
        tuple(rule.get("excludedNodes", ())),
        port.get("category"),
    )


def version_of(catalog: Catalog, node: dict[str, Any]) -> NodeTypeVersion:
    return catalog.get(node["type"]).get(node["typeVersion"])


def differences(catalog: Catalog, node: dict[str, Any], row: dict[str, Any]) -> Iterator[str]:
    at = version_of(catalog, node)
    for key, ours in (("filled", fill_defaults), ("stored", leave_out_defaults)):
        try:
            result = ours(at, node["parameters"])
        except UnreadableParameters as error:
            if not is_error(row[key]):
                yield f"{key}: n8n reads it, we say {error}"
        else:
            if is_error(row[key]):
                yield f"{key}: n8n throws {row[key]['error']}"
            elif not same(result, row[key]):
                yield f"{key}: {json.dumps(result)} instead of {json.dumps(row[key])}"
    filled = {} if is_error(row["filled"]) else row["filled"]
    for key, items in (("shown", at.properties), ("credentials", at.credentials)):
        shown = "".join("1" if is_shown(item.display_options, filled, at) else "0" for item in items)
        if not is_error(row[key]) and shown != row[key]:
            yield f"{key}: {shown} instead of {row[key]}"


def port_differences(catalog: Catalog, node: dict[str, Any], row: dict[str, Any]) -> Iterator[str]:
    at = version_of(catalog, node)
    filled = {} if is_error(row["filled"]) else row["filled"]
    assert not undecided_parameters(at, filled)
    for key, ours in (
        ("inputs", inputs(at, filled)),
        ("outputs", outputs(at, filled, on_error=node.get("onError"))),
    ):
        theirs = row[key]
        if [plain(port) for port in ours] != [plain_theirs(port) for port in theirs]:
            yield f"{key}: {ours} instead of {theirs}"
        labels = [port.get("displayName") if isinstance(port, dict) else None for port in theirs]
        computed = isinstance(getattr(at, key), ComputedPorts)
        if computed and [port.display_name for port in ours] != labels:
            yield f"{key}: labels {[port.display_name for port in ours]} instead of {labels}"


def is_error(answer: Any) -> bool:
    return isinstance(answer, dict) and isinstance(answer.get("error"), str) and len(answer) == 1


def same(ours: Any, theirs: Any) -> bool:
    """Equal with the same order of keys; an omitted text equals its original."""
    if isinstance(ours, OmittedText):
        return ours.matches(theirs)
    if isinstance(ours, dict):
        same_keys = isinstance(theirs, dict) and list(ours) == list(theirs)
        return same_keys and all(same(value, theirs[key]) for key, value in ours.items())
    if isinstance(ours, list):
        return isinstance(theirs, list) and len(ours) == len(theirs) and all(map(same, ours, theirs))
    return not isinstance(theirs, dict | list) and strictly_equal(ours, theirs)


def first_difference(ours: dict[Any, Any], theirs: dict[Any, Any], keys: list[Any]) -> str:
    left, right = ours[keys[0]], comparable(theirs[keys[0]])
    key = next(key for key in right if left[key] != right[key])
    if isinstance(left[key], list):
        pairs = [pair for pair in zip(left[key], right[key], strict=False) if pair[0] != pair[1]]
        return f"{key}: {pairs[0] if pairs else (len(left[key]), len(right[key]))}"
    return f"{key}: {left[key]} instead of {right[key]}"
