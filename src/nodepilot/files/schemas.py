"""Files as the database keeps them and the API shows them."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict

Kind = Literal["workflow", "csv", "json", "text", "markdown", "pdf", "image"]


class FileSummary(BaseModel):
    """A file without its content; `size` in bytes."""

    model_config = ConfigDict(frozen=True)

    id: UUID
    name: str
    kind: Kind
    size: int


class KeptFile(FileSummary):
    """With what was read from it, and where it was sent."""

    conversation_id: UUID | None
    reading: dict[str, Any]
    created_at: datetime

    @property
    def summary(self) -> FileSummary:
        return FileSummary(id=self.id, name=self.name, kind=self.kind, size=self.size)


class FileContent(FileSummary):
    """With all its bytes."""

    content: bytes
