"""Conversations as the database keeps them and the API shows them."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict


class ConversationSummary(BaseModel):
    """One line of the list."""

    model_config = ConfigDict(frozen=True)

    id: UUID
    title: str
    pinned: bool = False
    created_at: datetime
    updated_at: datetime


class FoundConversation(ConversationSummary):
    """A conversation in which something was found, with the words around it."""

    excerpt: str


class Message(BaseModel):
    """What was said. An assistant message keeps in `metadata` everything that its stream showed."""

    model_config = ConfigDict(frozen=True)

    id: UUID
    role: Literal["user", "assistant"]
    content: str
    timestamp: datetime
    metadata: dict[str, Any]
