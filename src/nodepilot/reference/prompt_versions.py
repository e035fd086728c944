"""Queries on the versions of prompts, in the administrators' role. A version never changes once it is there."""

from __future__ import annotations

from datetime import datetime
from typing import Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict

from nodepilot.storage.database import Transaction

_VERSIONS = "select name, version, is_active, origin, author_id, length(content) as characters, created_at from ai_prompts"
_TEXTS = _VERSIONS.replace(" from ", ", content from ")


class PromptVersion(BaseModel):
    """One version without its text."""

    model_config = ConfigDict(frozen=True)

    name: str
    version: int
    is_active: bool
    origin: Literal["shipped", "edited"]
    author_id: UUID | None
    characters: int
    created_at: datetime


class PromptText(PromptVersion):
    """The same with its text, in Markdown."""

    content: str


async def list_active(transaction: Transaction) -> list[PromptVersion]:
    """The version of each prompt that counts, by name."""
    return await transaction.fetch_all(f"{_VERSIONS} where is_active order by name", into=PromptVersion)


async def list_versions(transaction: Transaction, name: str) -> list[PromptVersion]:
    """Newest first."""
    return await transaction.fetch_all(
        f"{_VERSIONS} where name = %s order by version desc",
        (name,),
        into=PromptVersion,
    )


async def find_version(transaction: Transaction, name: str, version: int | None = None) -> PromptText | None:
    """One version with its text; without a number the one that counts."""
    return await transaction.find(
        f"{_TEXTS} where name = %(name)s"
        " and (version = %(version)s or (%(version)s::int is null and is_active))",
        {"name": name, "version": version},
        into=PromptText,
    )


async def find_before(transaction: Transaction, name: str, version: int) -> int | None:
    """The number of the version before this one."""
    found = await transaction.find_value(
        "select max(version) from ai_prompts where name = %s and version < %s", (name, version)
    )
    return found if isinstance(found, int) else None


async def wait_for_others(transaction: Transaction, name: str) -> None:
    """Until the transaction ends, nobody else changes this prompt."""
    await transaction.execute("select pg_advisory_xact_lock(hashtextextended(%s, 0))", (name,))


async def add_version(transaction: Transaction, name: str, content: str, author_id: UUID | None) -> int:
    """A new version, which counts from now on; its number."""
    await transaction.execute(
        "update ai_prompts set is_active = false where name = %s and is_active", (name,)
    )
    number = await transaction.find_value(
        "insert into ai_prompts (name, version, content, is_active, origin, author_id)"
        " select %(name)s, coalesce(max(version), 0) + 1, %(content)s, true, 'edited', %(author)s::uuid"
        " from ai_prompts where name = %(name)s returning version",
        {"name": name, "content": content, "author": author_id},
    )
    assert isinstance(number, int)  # noqa: S101 - an insert returns its row
    return number


async def activate(transaction: Transaction, name: str, version: int) -> None:
    """Makes an earlier version count again."""
    await transaction.execute(
        "update ai_prompts set is_active = false where name = %s and is_active", (name,)
    )
    await transaction.execute(
        "update ai_prompts set is_active = true where name = %s and version = %s", (name, version)
    )
