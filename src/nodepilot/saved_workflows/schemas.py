"""Saved workflows as the database keeps them and the API shows them."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict

Author = Literal["assistant", "user"]
Step = Literal["change", "undo", "redo", "branch"]
"""How a version came about: `undo` and `redo` go back and forth over the changes before them, `branch` repeats
one when its branch of the conversation is shown again."""


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True)


class WorkflowSummary(_Frozen):
    """One line of the list; `version_count` is also the newest version's number."""

    id: UUID
    name: str
    conversation_id: UUID | None
    version_count: int
    created_at: datetime
    updated_at: datetime


class VersionSummary(_Frozen):
    """A version without its document."""

    number: int
    author: Author
    step: Step
    message: str
    node_count: int
    created_at: datetime


class Version(VersionSummary):
    """A version; `workflow` is n8n's JSON."""

    workflow: dict[str, Any]
