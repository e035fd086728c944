"""The built-in issuer's key pair: made once, sealed in the database, the same for every server."""

from __future__ import annotations

import asyncio

from nodepilot.accounts import repository
from nodepilot.accounts.repository import StoredKey
from nodepilot.accounts.tokens import SigningKey, generate_signing_key, load_signing_key
from nodepilot.storage.database import Database, Transaction
from nodepilot.storage.ids import new_id
from nodepilot.storage.roles import Role
from nodepilot.storage.vault import Vault

PURPOSE = "signing key"


class SigningKeys:
    """Gives out the newest key; the first process to need one makes it."""

    def __init__(self, database: Database, vault: Vault) -> None:
        self._database = database
        self._vault = vault
        self._key: SigningKey | None = None
        self._looking = asyncio.Lock()

    async def newest(self) -> SigningKey:
        """Raises `WrongSecretKey` when the key was sealed under another secret."""
        if self._key is not None:
            return self._key
        # Many ask at once when a server starts; one of them looks.
        async with self._looking:
            return await self._look()

    async def _look(self) -> SigningKey:
        if self._key is None:
            async with self._database.acting_as(Role.ACCOUNTS) as transaction:
                await repository.lock_keys(transaction)
                stored = await repository.find_newest_key(transaction)
                self._key = self._unsealed(stored) if stored else await self._make(transaction)
        return self._key

    def _unsealed(self, stored: StoredKey) -> SigningKey:
        return load_signing_key(stored.id, self._vault.unseal(stored.private_key, purpose=PURPOSE))

    async def _make(self, transaction: Transaction) -> SigningKey:
        key = await asyncio.to_thread(generate_signing_key, str(new_id()))
        sealed = self._vault.seal(key.private_bytes(), purpose=PURPOSE)
        await repository.add_key(transaction, StoredKey(key.id, sealed), key.public_text())
        return key
