"""Signing in and out, and telling who sends a request."""

from __future__ import annotations

import asyncio
import hashlib
import secrets
from datetime import timedelta
from uuid import UUID

from nodepilot.accounts import repository
from nodepilot.accounts.repository import StoredKey
from nodepilot.accounts.schemas import Identity
from nodepilot.accounts.tokens import (
    BUILT_IN_ISSUER,
    SESSION_LIFETIME,
    InvalidToken,
    SigningKey,
    generate_signing_key,
    issue_token,
    load_signing_key,
    verify_token,
)
from nodepilot.storage.database import Database, Transaction
from nodepilot.storage.ids import new_id
from nodepilot.storage.roles import Role
from nodepilot.storage.vault import Vault

OWNER_SIGN_IN = "owner sign-in"
OWNER_TOKEN_LIFETIME = timedelta(days=1)
KEY_PURPOSE = "signing key"
LONGEST_USER_AGENT = 300


class Accounts:
    """The built-in issuer and its sessions."""

    def __init__(self, database: Database, vault: Vault) -> None:
        self._database = database
        self._vault = vault
        self._key: SigningKey | None = None

    async def owner_token(self) -> str:
        """A token that signs the local owner in, once. The account is made if there is none yet."""
        token = secrets.token_urlsafe(32)
        async with self._database.acting_as(Role.ACCOUNTS) as transaction:
            owner = await repository.ensure_local_owner(transaction, new_id())
            await repository.add_one_time_token(
                transaction, _hash(token), OWNER_SIGN_IN, owner, OWNER_TOKEN_LIFETIME
            )
        return token

    async def sign_in_owner(self, token: str, user_agent: str) -> str | None:
        """A session token in exchange for the one-time token; None when that is not (or no longer) valid."""
        key = await self._signing_key()
        async with self._database.acting_as(Role.ACCOUNTS) as transaction:
            user_id = await repository.use_one_time_token(transaction, _hash(token), OWNER_SIGN_IN)
            if user_id is None:
                return None
            session_id = new_id()
            agent = user_agent[:LONGEST_USER_AGENT]
            await repository.add_session(transaction, session_id, user_id, agent, SESSION_LIFETIME)
        return issue_token(key, user_id, session_id)

    async def identify(self, token: str) -> Identity | None:
        """Who holds this session token; None when it is invalid, revoked, or its user is gone."""
        try:
            claims = verify_token(token, {BUILT_IN_ISSUER: await self._signing_key()})
            user_id, session_id = UUID(claims.subject), UUID(claims.session)
        except (InvalidToken, ValueError):
            return None
        async with self._database.as_user(user_id) as transaction:
            user = await repository.find_signed_in_user(transaction, session_id)
        return None if user is None else Identity(user, session_id)

    async def sign_out(self, session_id: UUID) -> None:
        """From now on the session's token is worth nothing."""
        async with self._database.acting_as(Role.ACCOUNTS) as transaction:
            await repository.revoke_session(transaction, session_id)

    async def _signing_key(self) -> SigningKey:
        """The newest key of the database; the first process to need one makes it."""
        if self._key is None:
            async with self._database.acting_as(Role.ACCOUNTS) as transaction:
                await repository.lock_keys(transaction)
                stored = await repository.find_newest_key(transaction)
                self._key = self._unsealed(stored) if stored else await self._make_key(transaction)
        return self._key

    def _unsealed(self, stored: StoredKey) -> SigningKey:
        return load_signing_key(stored.id, self._vault.unseal(stored.private_key, purpose=KEY_PURPOSE))

    async def _make_key(self, transaction: Transaction) -> SigningKey:
        key = await asyncio.to_thread(generate_signing_key, str(new_id()))
        sealed = self._vault.seal(key.private_bytes(), purpose=KEY_PURPOSE)
        await repository.add_key(transaction, StoredKey(key.id, sealed), key.public_text())
        return key


def _hash(token: str) -> bytes:
    return hashlib.sha256(token.encode()).digest()
