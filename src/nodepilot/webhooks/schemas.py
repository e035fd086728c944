"""Messages as they are stored."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict

Sender = Literal["clerk", "stripe", "supabase"]
Status = Literal["waiting", "handled", "ignored", "dead"]


class Event(BaseModel):
    """A stored message that is to be handled; `attempts` counts this one too."""

    model_config = ConfigDict(frozen=True)

    id: str
    sender: Sender
    type: str
    payload: dict[str, Any]
    attempts: int


class EventRow(BaseModel):
    """A stored message as administrators see it."""

    model_config = ConfigDict(frozen=True)

    id: str
    sender: Sender
    type: str
    status: Status
    attempts: int
    last_error: str | None
    received_at: datetime
    handled_at: datetime | None
