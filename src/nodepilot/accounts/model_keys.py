"""People's own keys for hosted models: sealed in the database, never shown again."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict

from nodepilot.accounts.errors import UnfitModelKey
from nodepilot.storage.database import Database, Expected, Transaction
from nodepilot.storage.vault import Vault, WrongSecretKey

log = logging.getLogger(__name__)

Provider = Literal["anthropic", "openai"]

SHORTEST, LONGEST = 16, 300
SHOWN = 4
"""Characters at its end by which one tells a key from another."""


class ModelKey(BaseModel):
    """That there is a key, and how it ends."""

    model_config = ConfigDict(frozen=True)

    provider: Provider
    hint: str
    created_at: datetime


class ModelKeys:
    """Each method acts for one user."""

    def __init__(self, database: Database, vault: Vault) -> None:
        self._database = database
        self._vault = vault

    async def keep(self, user_id: UUID, provider: Provider, key: str) -> None:
        """Seals the key, in place of an earlier one. Raises `UnfitModelKey`."""
        key = key.strip()
        if not SHORTEST <= len(key) <= LONGEST or not key.isascii() or not key.isprintable() or " " in key:
            raise UnfitModelKey(SHORTEST, LONGEST)
        sealed = self._vault.seal(key.encode(), purpose=_purpose(user_id, provider))
        async with self._database.as_user(user_id) as transaction:
            await transaction.execute(
                "insert into model_keys (user_id, provider, sealed_key, hint) values (%s, %s, %s, %s)"
                " on conflict (user_id, provider) do update"
                " set sealed_key = excluded.sealed_key, hint = excluded.hint, created_at = now()",
                (user_id, provider, sealed, key[-SHOWN:]),
            )

    async def list(self, user_id: UUID) -> list[ModelKey]:
        async with self._database.as_user(user_id) as transaction:
            return await transaction.fetch_all(
                "select provider, hint, created_at from model_keys where user_id = (select auth.uid())"
                " order by provider",
                into=ModelKey,
            )

    async def forget(self, user_id: UUID, provider: Provider) -> bool:
        """False when there is none."""
        async with self._database.as_user(user_id) as transaction:
            touched = await transaction.execute(
                "delete from model_keys where user_id = (select auth.uid()) and provider = %s", (provider,)
            )
        return touched > 0

    def open(self, user_id: UUID, sealed: Sequence[SealedKey]) -> dict[Provider, str]:
        """The user's keys themselves, for requests to the providers. One that was sealed with another secret key is
        nobody's any more."""
        found: dict[Provider, str] = {}
        for row in sealed:
            try:
                opened = self._vault.unseal(row.sealed_key, purpose=_purpose(user_id, row.provider))
            except WrongSecretKey:
                log.warning("A model key of %s was sealed with another secret key.", user_id)
                continue
            found[row.provider] = opened.decode()
        return found


@dataclass(frozen=True, slots=True)
class SealedKey:
    """As the database has it."""

    provider: Provider
    sealed_key: bytes = field(repr=False)


async def expect_own_keys(transaction: Transaction) -> Expected[SealedKey]:
    """The transaction's user's keys, sealed."""
    return await transaction.expect(
        "select provider, sealed_key from model_keys where user_id = (select auth.uid())", into=SealedKey
    )


def _purpose(user_id: UUID, provider: str) -> str:
    return f"model key of {user_id} for {provider}"
