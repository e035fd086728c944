"""The shape that n8n demands of nodes and connections."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from nodepilot.sentences import later
from nodepilot.validation.parameters.values import is_number


class WrongShape(NamedTuple):
    """A place in the document, what has to be there in words, and the node that it belongs to."""

    path: str
    wanted: str
    node: str | None


def wrong_shapes(document: Any) -> Iterator[WrongShape]:
    """Everything in `nodes` and `connections` that n8n's schema of a workflow refuses."""
    yield from _node_shapes(document["nodes"])
    yield from _connection_shapes(document)


def _node_shapes(nodes: list[Any]) -> Iterator[WrongShape]:
    for index, node in enumerate(nodes):
        if not isinstance(node, dict):
            yield WrongShape(f"nodes[{index}]", later("has to be an object"), None)
            continue
        if _is_usual(node):
            continue
        for key, test, wanted in _NODE_KEYS:
            if not test(node.get(key, _ABSENT)):
                name = node.get("name")
                yield WrongShape(f"nodes[{index}].{key}", wanted, name if isinstance(name, str) else None)


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


def _connection_shapes(document: Any) -> Iterator[WrongShape]:
    connections = document.get("connections", _ABSENT)
    if not isinstance(connections, dict):
        yield WrongShape(
            "connections",
            later("is missing") if connections is _ABSENT else later("has to be an object"),
            None,
        )
        return
    for source, by_type in connections.items():
        place = f"connections.{source}"
        if not isinstance(by_type, dict):
            yield WrongShape(place, later("has to be an object"), source)
            continue
        for output_type, buckets in by_type.items():
            if not isinstance(buckets, list):
                yield WrongShape(
                    f"{place}.{output_type}", later("has to be a list with one list per output"), source
                )
                continue
            for number, bucket in enumerate(buckets):
                yield from _bucket_shapes(bucket, f"{place}.{output_type}[{number}]", source)


def _bucket_shapes(bucket: Any, place: str, source: str) -> Iterator[WrongShape]:
    if bucket is None:
        return
    if not isinstance(bucket, list):
        yield WrongShape(place, later("has to be a list of connections or null"), source)
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
            yield WrongShape(
                f"{place}[{number}]", later("has to be an object with `node`, `type` and `index`"), source
            )
            continue
        for key, test, wanted in _END_KEYS:
            if not test(end.get(key, _ABSENT)):
                yield WrongShape(f"{place}[{number}].{key}", wanted, source)


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
    ("name", _is_text, later("has to be a text that is not empty")),
    ("type", _is_text, later("has to be a text that is not empty")),
    ("position", _is_position, later("has to be a list of two numbers")),
    ("parameters", _optional(dict), later("has to be an object")),
    ("id", _optional(str), later("has to be a text")),
    ("typeVersion", lambda value: value is _ABSENT or is_number(value), later("has to be a number")),
    ("disabled", _optional(bool), later("has to be true or false")),
)
_END_KEYS: tuple[tuple[str, Callable[[Any], bool], str], ...] = (
    ("node", _is_text, later("has to be a node's name")),
    ("type", _is_text, later("has to be a connection type")),
    ("index", _is_index, later("has to be a whole number from 0")),
)
