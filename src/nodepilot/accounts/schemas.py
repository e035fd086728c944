"""Users as the database keeps them and the API shows them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from pydantic import BaseModel, ConfigDict


class User(BaseModel):
    """The signed-in person's own view of the account."""

    model_config = ConfigDict(frozen=True)

    id: UUID
    email: str | None
    name: str
    settings: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Identity:
    """Who sends a request, as a verified token says and the database confirms."""

    user: User
    session_id: UUID
