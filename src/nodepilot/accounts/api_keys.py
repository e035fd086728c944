"""Keys for programs: shown once, kept as a digest, limited to scopes, revocable."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from uuid import UUID

from nodepilot.accounts import credential_queries as queries
from nodepilot.accounts.one_time import digest
from nodepilot.accounts.schemas import ApiKey, Identity, Scope
from nodepilot.storage.database import Database, Transaction
from nodepilot.storage.ids import new_id
from nodepilot.storage.roles import Role

PREFIX = "np_"
SHOWN = 9
"""Characters of a key that stay visible."""


class ApiKeys:
    """The keys of users."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def create(self, user_id: UUID, name: str, scopes: Sequence[Scope]) -> tuple[ApiKey, str]:
        """The new key's description, and the key itself, which nobody can ask for again."""
        secret = PREFIX + secrets.token_urlsafe(32)
        key = ApiKey(id=new_id(), name=name, prefix=secret[:SHOWN], scopes=list(dict.fromkeys(scopes)))
        async with self._database.acting_as(Role.ACCOUNTS) as transaction:
            await queries.add_api_key(transaction, key, user_id, digest(secret))
        return key, secret

    async def list(self, user_id: UUID) -> list[ApiKey]:
        """Those that still work."""
        async with self._database.as_user(user_id) as transaction:
            return await queries.list_api_keys(transaction)

    async def revoke(self, user_id: UUID, key_id: UUID) -> bool:
        """False when the user has no such key."""
        async with self._database.acting_as(Role.ACCOUNTS) as transaction:
            return await queries.revoke_api_key(transaction, user_id, key_id)

    @staticmethod
    async def find(transaction: Transaction, secret: str) -> Identity | None:
        """Whom the key stands for; None when it is unknown or revoked. In the accounts role."""
        holder = await queries.find_key_holder(transaction, digest(secret))
        return None if holder is None else Identity(holder.user, None, frozenset(holder.scopes))
