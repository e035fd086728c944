"""Administrators at work: a transaction that begins with its line in the audit log, so that none goes without."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from typing import Any
from uuid import UUID

from nodepilot.administration import repository
from nodepilot.storage.database import Database, Transaction
from nodepilot.storage.roles import Role


@asynccontextmanager
async def acting(
    database: Database, actor: UUID, act: str, detail: Mapping[str, Any] | None = None
) -> AsyncIterator[Transaction]:
    """Something is changed: each act has its line."""
    async with database.acting_as(Role.ADMIN) as transaction:
        await repository.note(transaction, actor, act, detail=detail)
        yield transaction


@asynccontextmanager
async def looking(
    database: Database, actor: UUID, look: str, detail: Mapping[str, Any] | None = None
) -> AsyncIterator[Transaction]:
    """Something is read: who looks at the same thing again and again has one line for it in ten minutes."""
    async with database.acting_as(Role.ADMIN) as transaction:
        await repository.note_look(transaction, actor, look, detail or {})
        yield transaction
