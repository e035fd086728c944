"""An event as it is stored and sent."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from nodepilot.storage.json_values import to_json_text


@dataclass(frozen=True, slots=True)
class StreamEvent:
    """`sequence` counts from 1 within its stream; `data` is a JSON object as text."""

    sequence: int
    type: str
    data: str


@dataclass(frozen=True, slots=True)
class EventBody:
    """An event before it has its number."""

    type: str
    data: Mapping[str, Any]

    def numbered(self, sequence: int) -> StreamEvent:
        return StreamEvent(sequence, self.type, to_json_text(self.data))
