"""Feedback as the database keeps it and the API shows it."""

from __future__ import annotations

from datetime import date
from typing import Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict

Rating = Literal["up", "down"]

LONGEST_REASON = 2000


class Feedback(BaseModel):
    """On one answer."""

    model_config = ConfigDict(frozen=True)

    rating: Rating
    reason: str


class MessageFeedback(Feedback):
    """With the answer that it is on."""

    message_id: UUID


class Liking(BaseModel):
    """How the answers of one engine or model were liked on one day."""

    model_config = ConfigDict(frozen=True)

    day: date
    answered_by: str
    up: int
    down: int
