"""The pipeline's events on their way into a stream."""

from __future__ import annotations

from dataclasses import fields

from nodepilot.pipeline.events import Event
from nodepilot.storage.stream_event import EventBody, StreamEvent

LAST_TYPES = frozenset({"done", "error"})
"""One of these ends every generation's stream."""


def body_of(event: Event) -> EventBody:
    """The event with its fields as data; nothing in it is copied."""
    return EventBody(event.type, {field.name: getattr(event, field.name) for field in fields(event)})


def is_last(event: EventBody | StreamEvent) -> bool:
    return event.type in LAST_TYPES
