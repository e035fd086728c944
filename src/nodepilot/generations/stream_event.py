"""An event as it is stored and sent."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any

from nodepilot.pipeline.events import Event
from nodepilot.storage.json_values import to_json_text

LAST_TYPES = frozenset({"done", "error"})
"""One of these ends every stream."""


@dataclass(frozen=True, slots=True)
class StreamEvent:
    """`sequence` counts from 1 within a generation; `data` is a JSON object as text."""

    sequence: int
    type: str
    data: str

    @property
    def is_last(self) -> bool:
        return self.type in LAST_TYPES


@dataclass(frozen=True, slots=True)
class EventBody:
    """An event before it has its number."""

    type: str
    data: Mapping[str, Any]

    def numbered(self, sequence: int) -> StreamEvent:
        return StreamEvent(sequence, self.type, to_json_text(self.data))


def body_of(event: Event) -> EventBody:
    """The pipeline's event with its fields as data; nothing in it is copied."""
    return EventBody(event.type, {field.name: getattr(event, field.name) for field in fields(event)})
