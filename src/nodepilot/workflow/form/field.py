"""The parts of a form."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from typing import Any

from nodepilot.catalog import OmittedText
from nodepilot.kit.records import dataclass


@dataclass(frozen=True, slots=True)
class Choice:
    """A value that the field takes, and what n8n's editor calls it."""

    value: Any
    label: str


@dataclass(frozen=True, slots=True)
class Addable:
    """Something that can be put into a collection; `initial` is what then stands there."""

    name: str
    label: str
    initial: Any


@dataclass(frozen=True, slots=True)
class Group:
    """One group of a fixed collection with its entries, each a list of fields."""

    path: str
    label: str
    initial: Any
    entries: tuple[tuple[Field, ...], ...]


@dataclass(frozen=True, slots=True)
class Field:
    """One field. `kind` is n8n's own type of the property; `path` leads to its value in the parameters.

    `value` is what stands in the document, else the default; `is_set` tells the two apart. `multiple`: the
    value is a list of such values. `from_service`: which values there are only the service knows.
    """

    path: str
    label: str
    kind: str
    value: Any
    is_set: bool
    required: bool = False
    takes_expression: bool = True
    multiple: bool = False
    choices: tuple[Choice, ...] = ()
    from_service: bool = False
    modes: tuple[Choice, ...] = ()
    minimum: float | None = None
    maximum: float | None = None
    editor: str | None = None
    secret: bool = False
    fields: tuple[Field, ...] = ()
    more: tuple[Addable, ...] = ()
    groups: tuple[Group, ...] = ()


def as_row(part: Field | Group | Addable | Choice) -> dict[str, Any]:
    """The part as a JSON object."""
    return {each.name: _plain(getattr(part, each.name)) for each in fields(part)}


def _plain(value: Any) -> Any:
    if isinstance(value, Field | Group | Addable | Choice):
        return as_row(value)
    if isinstance(value, OmittedText):
        # n8n knows the text, the catalog does not: it may say so where a value is only looked at.
        return ""
    if isinstance(value, tuple | list):
        return [_plain(each) for each in value]
    if isinstance(value, Mapping):
        return {key: _plain(each) for key, each in value.items()}
    return value
