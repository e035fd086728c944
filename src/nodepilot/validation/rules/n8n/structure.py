"""The shape that n8n demands before it stores a workflow: creating and importing refuse anything else."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from nodepilot.validation.context import ValidationContext
from nodepilot.validation.issue import Issue, Kind, Severity, Source
from nodepilot.validation.parameters.values import is_number
from nodepilot.validation.rule import Rule


def check(context: ValidationContext) -> Iterator[Issue]:
    """Shapes first; names, ids and ends of connections are compared only when all shapes are right."""
    shapes = [*_node_shapes(context.document["nodes"]), *_connection_shapes(context.document)]
    if shapes:
        yield from shapes
        return
    yield from _duplicates(context)
    yield from _missing_ends(context)


def _node_shapes(nodes: list[Any]) -> Iterator[Issue]:
    for index, node in enumerate(nodes):
        if not isinstance(node, dict):
            yield _shape(f"nodes[{index}]", "has to be an object", None)
            continue
        if _is_usual(node):
            continue
        for key, test, wanted in _NODE_KEYS:
            if not test(node.get(key, _ABSENT)):
                name = node.get("name")
                yield _shape(f"nodes[{index}].{key}", wanted, name if isinstance(name, str) else None)


def _is_usual(node: dict[str, Any]) -> bool:
    """A quick test that nearly every node passes; the others are looked at key by key."""
    get = node.get
    position = get("position")
    return (
        get("name", None).__class__ is str
        and get("type", None).__class__ is str
        and node["name"] != ""
        and node["type"] != ""
        and position.__class__ is list
        and len(position) == 2
        and position[0].__class__ in _NUMBERS
        and position[1].__class__ in _NUMBERS
        and get("parameters", _NO_KEYS).__class__ is dict
        and get("id", "").__class__ is str
        and get("typeVersion", 1).__class__ in _NUMBERS
        and get("disabled", False).__class__ is bool
    )


_NUMBERS = frozenset({int, float})
_NO_KEYS: dict[str, Any] = {}


def _connection_shapes(document: Any) -> Iterator[Issue]:
    connections = document.get("connections", _ABSENT)
    if not isinstance(connections, dict):
        yield _shape("connections", "is missing" if connections is _ABSENT else "has to be an object", None)
        return
    for source, by_type in connections.items():
        place = f"connections.{source}"
        if not isinstance(by_type, dict):
            yield _shape(place, "has to be an object", source)
            continue
        for output_type, buckets in by_type.items():
            if not isinstance(buckets, list):
                yield _shape(f"{place}.{output_type}", "has to be a list with one list per output", source)
                continue
            for number, bucket in enumerate(buckets):
                yield from _bucket_shapes(bucket, f"{place}.{output_type}[{number}]", source)


def _bucket_shapes(bucket: Any, place: str, source: str) -> Iterator[Issue]:
    if bucket is None:
        return
    if not isinstance(bucket, list):
        yield _shape(place, "has to be a list of connections or null", source)
        return
    for number, end in enumerate(bucket):
        if (
            end.__class__ is dict
            and end.get("index").__class__ is int
            and end["index"] >= 0
            and end.get("node").__class__ is str
            and end.get("type").__class__ is str
            and end["node"]
            and end["type"]
        ):
            continue
        if not isinstance(end, dict):
            yield _shape(f"{place}[{number}]", "has to be an object with `node`, `type` and `index`", source)
            continue
        for key, test, wanted in _END_KEYS:
            if not test(end.get(key, _ABSENT)):
                yield _shape(f"{place}[{number}].{key}", wanted, source)


def _duplicates(context: ValidationContext) -> Iterator[Issue]:
    names: set[str] = set()
    ids: dict[str, str] = {}
    for node in context.nodes:
        node_id = node.raw.get("id")
        if node_id and node_id not in ids:
            ids[node_id] = node.name
        elif node_id:
            yield Issue(
                "DUPLICATE_NODE_ID",
                Severity.ERROR,
                Source.N8N,
                f"`{ids[node_id]}` and `{node.name}` have the same id. Every id has to be unique.",
                Kind.STRUCTURE,
                node.name,
                path=f"nodes[{node.index}].id",
            )
        if node.name in names:
            yield Issue(
                "DUPLICATE_NODE_NAME",
                Severity.ERROR,
                Source.N8N,
                f"Two nodes are called `{node.name}`. Connections and expressions find a node by its name.",
                Kind.STRUCTURE,
                node.name,
                path=f"nodes[{node.index}].name",
            )
        names.add(node.name)


def _missing_ends(context: ValidationContext) -> Iterator[Issue]:
    nodes = context.by_name
    by_id = {str(node.raw.get("id")): node.name for node in context.nodes if node.raw.get("id")}
    for source in context.connections:
        if source not in nodes:
            yield _missing("UNKNOWN_CONNECTION_SOURCE", source, None, f"connections.{source}", by_id)
    for link in context.links:
        if link.target not in nodes:
            source, output_type, output, number = link.place
            place = f"connections.{source}.{output_type}[{output}][{number}].node"
            known = source if source in nodes else None
            yield _missing("UNKNOWN_CONNECTION_TARGET", link.target, known, place, by_id)


def _missing(code: str, name: str, node: str | None, place: str, by_id: dict[str, str]) -> Issue:
    suggestion = by_id.get(name)
    hint = f" Connections use names, not ids: that id is the node `{suggestion}`." if suggestion else ""
    return Issue(
        code,
        Severity.ERROR,
        Source.N8N,
        f"The connections name a node `{name}` that does not exist.{hint}",
        Kind.STRUCTURE,
        node,
        suggestion=suggestion,
        path=place,
    )


def _shape(place: str, wanted: str, node: str | None) -> Issue:
    return Issue(
        "INVALID_STRUCTURE",
        Severity.ERROR,
        Source.N8N,
        f"`{place}` {wanted}.",
        Kind.STRUCTURE,
        node,
        path=place,
    )


_ABSENT = object()


def _is_text(value: Any) -> bool:
    return isinstance(value, str) and bool(value)


def _is_position(value: Any) -> bool:
    return isinstance(value, list) and len(value) == 2 and is_number(value[0]) and is_number(value[1])


def _is_index(value: Any) -> bool:
    return is_number(value) and value >= 0 and float(value).is_integer()


def _optional(kind: type | tuple[type, ...]) -> Callable[[Any], bool]:
    return lambda value: value is _ABSENT or isinstance(value, kind)


_NODE_KEYS: tuple[tuple[str, Callable[[Any], bool], str], ...] = (
    ("name", _is_text, "has to be a text that is not empty"),
    ("type", _is_text, "has to be a text that is not empty"),
    ("position", _is_position, "has to be a list of two numbers"),
    ("parameters", _optional(dict), "has to be an object"),
    ("id", _optional(str), "has to be a text"),
    ("typeVersion", lambda value: value is _ABSENT or is_number(value), "has to be a number"),
    ("disabled", _optional(bool), "has to be true or false"),
)
_END_KEYS: tuple[tuple[str, Callable[[Any], bool], str], ...] = (
    ("node", _is_text, "has to be a node's name"),
    ("type", _is_text, "has to be a connection type"),
    ("index", _is_index, "has to be a whole number from 0"),
)

RULE = Rule(
    "structure",
    (
        "INVALID_STRUCTURE",
        "DUPLICATE_NODE_ID",
        "DUPLICATE_NODE_NAME",
        "UNKNOWN_CONNECTION_SOURCE",
        "UNKNOWN_CONNECTION_TARGET",
    ),
    Source.N8N,
    check,
)
