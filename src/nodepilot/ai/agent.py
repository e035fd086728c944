"""A small typed agent: one prompt, one shape of answer, one way to read it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from nodepilot.ai.ports import Task, Tool

Answer = TypeVar("Answer")


class InvalidAnswer(Exception):
    """What a model submitted has another shape than it was told."""


@dataclass(frozen=True, slots=True)
class Agent(Generic[Answer]):
    """`read` makes the answer of the tool's arguments, or raises `InvalidAnswer`. `prompts` are put one below the
    other; the last one has the material."""

    task: Task
    prompts: tuple[str, ...]
    tool: Tool
    read: Callable[[Mapping[str, Any]], Answer]
    longest: int = 600


TEXT: Mapping[str, Any] = {"type": "string"}
TEXTS: Mapping[str, Any] = {"type": "array", "items": TEXT}
SHARE: Mapping[str, Any] = {"type": "number", "minimum": 0, "maximum": 1}


def an_object(properties: Mapping[str, Any], required: Sequence[str] = ()) -> dict[str, Any]:
    """The schema of an object."""
    return {"type": "object", "properties": dict(properties), "required": list(required)}


def rows(required: Sequence[str], properties: Mapping[str, Any]) -> dict[str, Any]:
    """The schema of a list of objects."""
    return {"type": "array", "items": an_object(properties, required)}


def read_text(value: Mapping[str, Any], name: str) -> str:
    """An empty text when it was left out."""
    found = value.get(name)
    if found is None:
        return ""
    if not isinstance(found, str):
        raise InvalidAnswer(f"`{name}` is no text")
    return found.strip()


def read_texts(value: Mapping[str, Any], name: str) -> tuple[str, ...]:
    found = value.get(name) or []
    if not isinstance(found, list) or not all(isinstance(each, str) for each in found):
        raise InvalidAnswer(f"`{name}` is no list of texts")
    return tuple(each.strip() for each in found if each.strip())


def read_rows(value: Mapping[str, Any], name: str) -> tuple[Mapping[str, Any], ...]:
    found = value.get(name) or []
    if not isinstance(found, list) or not all(isinstance(each, Mapping) for each in found):
        raise InvalidAnswer(f"`{name}` is no list of objects")
    return tuple(found)


def read_share(value: Mapping[str, Any], name: str) -> float:
    """Between 0 and 1; 0 when it was left out."""
    found = value.get(name, 0)
    if isinstance(found, bool) or not isinstance(found, int | float):
        raise InvalidAnswer(f"`{name}` is no number")
    return min(1.0, max(0.0, float(found)))
