"""People and the audit log as administrators see them."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from pydantic import BaseModel, ConfigDict


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True)


class Account(_Frozen):
    """Somebody with an account; nothing of what they say or make."""

    id: UUID
    email: str | None
    name: str
    subscription_tier: str
    is_admin: bool
    created_at: datetime
    deleted_at: datetime | None
    balance: int | None
    """Credits; None before the first use."""
    attention: str | None
    """What somebody should look at: credits asked back that were spent already."""


class AuditEntry(_Frozen):
    """One act. `actor_id` is None for an operator at the command line."""

    id: UUID
    actor_id: UUID | None
    action: str
    subject_id: UUID | None
    detail: dict[str, Any]
    created_at: datetime
