"""Tokens that work once: the local owner's sign-in, and new passwords."""

from __future__ import annotations

import hashlib
import secrets
from datetime import timedelta
from uuid import UUID

from nodepilot.accounts import credential_queries, repository
from nodepilot.storage.database import Database
from nodepilot.storage.ids import new_id
from nodepilot.storage.roles import Role

OWNER_SIGN_IN = "owner sign-in"
OWNER_LIFETIME = timedelta(days=1)

NEW_PASSWORD = "new password"  # noqa: S105 - a purpose
NEW_PASSWORD_LIFETIME = timedelta(hours=1)


def digest(token: str) -> bytes:
    """What is kept of a token: enough to know it again, useless to who reads it."""
    return hashlib.sha256(token.encode("utf-8", "replace")).digest()


class OneTimeTokens:
    """Makes and redeems them."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def for_owner(self) -> str:
        """A token that signs the local owner in. The account is made if there is none yet."""
        token = secrets.token_urlsafe(32)
        async with self._database.acting_as(Role.ACCOUNTS) as transaction:
            owner = await repository.ensure_local_owner(transaction, new_id())
            await repository.add_one_time_token(
                transaction, digest(token), OWNER_SIGN_IN, owner, OWNER_LIFETIME
            )
        return token

    async def for_new_password(self, email: str) -> str | None:
        """A token to set a password with; None when nobody has the address."""
        token = secrets.token_urlsafe(32)
        async with self._database.acting_as(Role.ACCOUNTS) as transaction:
            found = await credential_queries.find_user_id(transaction, email)
            if found is None:
                return None
            await repository.add_one_time_token(
                transaction, digest(token), NEW_PASSWORD, found, NEW_PASSWORD_LIFETIME
            )
        return token

    async def redeem(self, token: str, purpose: str) -> UUID | None:
        """Whom the token stands for; None when it is unknown, used or too old."""
        async with self._database.acting_as(Role.ACCOUNTS) as transaction:
            return await repository.use_one_time_token(transaction, digest(token), purpose)
