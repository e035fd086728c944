"""Users as the database keeps them and the API shows them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

ModelPreference = Literal["auto", "built-in", "openai", "anthropic"]
"""Who shall answer: `auto` asks a hosted model where the built-in engine is not sure."""

Scope = Literal["read", "write"]
"""`read` looks, `write` changes and starts things."""


class User(BaseModel):
    """The signed-in person's own view of the account."""

    model_config = ConfigDict(frozen=True)

    id: UUID
    email: str | None
    name: str
    settings: dict[str, Any]
    is_admin: bool

    def n8n_release(self, named: str | None = None) -> str | None:
        """The n8n release that is meant: the one that was named, or the one that the person runs."""
        return named or self.settings.get("n8n_version")

    @property
    def model_preference(self) -> ModelPreference:
        """Who shall answer."""
        chosen: ModelPreference = self.settings.get("model_preference", "auto")
        return chosen

    @property
    def remembers(self) -> bool:
        """Whether sentences of long conversations are remembered, and go with questions to hosted models."""
        return self.settings.get("memory", True) is not False


class UserSettings(BaseModel):
    """What a person may choose."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    n8n_version: Annotated[str, Field(max_length=40)] | None = None
    """The n8n release that the person runs; the newest one known when it is not set."""

    model_preference: ModelPreference | None = None
    """Who shall answer; `auto` when it is not set."""

    memory: bool | None = None
    """Whether what matters in long conversations is remembered for hosted models; it is when this is not set."""

    tour_seen: bool | None = None
    """That the page's first-run tour was seen or skipped; it does not come back."""


class ApiKey(BaseModel):
    """A key for programs, without the key itself."""

    model_config = ConfigDict(frozen=True)

    id: UUID
    name: str
    prefix: str
    scopes: list[Scope]
    created_at: datetime | None = None
    last_used_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Identity:
    """Who sends a request, as a verified token says and the database confirms.

    `session_id` is None for an API key, which may do what its `scopes` say.
    """

    user: User
    session_id: UUID | None
    scopes: frozenset[str]
