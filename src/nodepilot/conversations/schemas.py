"""Conversations as the database keeps them and the API shows them."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

Role = Literal["user", "assistant"]


class ConversationSummary(BaseModel):
    """One line of the list."""

    model_config = ConfigDict(frozen=True)

    id: UUID
    title: str
    pinned: bool = False
    created_at: datetime
    updated_at: datetime


class AddedTo(ConversationSummary):
    """A conversation to which a message was added, with the message's time."""

    said_at: datetime = Field(exclude=True)


class FoundConversation(ConversationSummary):
    """A conversation in which something was found, with the words around it."""

    excerpt: str


class SaidRow(BaseModel):
    """What somebody said, as far as a question about it needs that."""

    model_config = ConfigDict(frozen=True)

    role: Role
    content: str


class Message(BaseModel):
    """What was said. An assistant message keeps in `metadata` everything that its stream showed, a user's
    message the `files` that came with it.

    `siblings` are the versions of this message, itself among them, oldest first: a message that was edited,
    an answer that was made again.
    """

    model_config = ConfigDict(frozen=True)

    id: UUID
    role: Role
    content: str
    timestamp: datetime
    metadata: dict[str, Any]
    parent_id: UUID | None
    siblings: list[UUID]


class Answer(Message):
    """The assistant's message."""

    conversation_id: UUID
    generation_id: UUID
