"""What a node puts out: field paths and types, as n8n documents them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from nodepilot.kit.records import dataclass

_TYPES = {"s": "string", "i": "integer", "n": "number", "b": "boolean", "z": "null", "?": "any"}
_PARTS = 3


@dataclass(frozen=True, slots=True)
class OutputField:
    """One field; `path` is as in an expression after `$json.` (`user.emails[0].value`)."""

    path: str
    types: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OutputSchema:
    """The fields of one item. `version` is the documented typeVersion that was nearest."""

    version: str
    shape: Any
    """Nested: an object is a dict, a list is a list of one, a value is its type letters."""

    def fields(self) -> tuple[OutputField, ...]:
        """All fields, outer ones first, in n8n's order; lists are followed by their first item."""
        return tuple(_fields(self.shape, ""))

    def find(self, path: str) -> OutputField | None:
        """The field at that path."""
        return next((field for field in self.fields() if field.path == path), None)


def find_schema(
    document: Mapping[str, Any],
    version: float,
    resource: str | None,
    operation: str | None,
    *,
    with_parser: bool = False,
) -> OutputSchema | None:
    """The schema that n8n would take: of this version, or of the nearest that has one."""
    tail = "/".join(part for part in (resource, operation) if part)
    tails = [tail] if tail else ["output.with-parser", "output"] if with_parser else ["output"]
    wanted = _tuple(str(version))
    versions = {key.partition("/")[0] for key in document}
    for candidate in sorted(versions, key=lambda each: _distance(_tuple(each), wanted)):
        for each in tails:
            shape = document.get(f"{candidate}/{each}")
            if shape is not None:
                return OutputSchema(version=candidate, shape=shape)
    return None


def _fields(shape: Any, prefix: str) -> Iterator[OutputField]:
    if isinstance(shape, dict):
        for name, inner in shape.items():
            path = _join(prefix, name)
            yield OutputField(path, _type_names(inner))
            yield from _fields(inner, path)
    elif isinstance(shape, list) and shape:
        yield from _fields(shape[0], f"{prefix}[0]")


def _type_names(shape: Any) -> tuple[str, ...]:
    if isinstance(shape, dict):
        return ("object",)
    if isinstance(shape, list):
        return ("array",)
    return tuple(_TYPES[letter] for letter in shape)


def _join(prefix: str, name: str) -> str:
    if name.isidentifier():
        return f"{prefix}.{name}" if prefix else name
    quoted = name.replace("\\", "\\\\").replace("'", "\\'")
    return f"{prefix}['{quoted}']"


def _tuple(version: str) -> tuple[int, ...]:
    numbers = [int(part) for part in version.split(".")]
    return tuple((*numbers, 0, 0)[:_PARTS])


def _distance(candidate: tuple[int, ...], wanted: tuple[int, ...]) -> tuple[Any, ...]:
    """Sorts as n8n tries.

    Of the same major version the nearest older one, then the nearest newer one; then lower majors
    from the newest down, then higher ones from the oldest up.
    """
    descending = tuple(-part for part in candidate)
    if candidate[0] == wanted[0]:
        return (1, descending) if candidate <= wanted else (2, candidate)
    return (3, descending) if candidate[0] < wanted[0] else (4, candidate)
