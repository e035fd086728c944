"""Signing up and in with an address and a password."""

from __future__ import annotations

import hashlib
from uuid import UUID

from nodepilot.accounts import credential_queries as queries
from nodepilot.accounts.errors import BadCredentials, EmailTaken, InvalidLink, TooManyAttempts
from nodepilot.accounts.one_time import NEW_PASSWORD, OneTimeTokens
from nodepilot.accounts.passwords import PasswordHasher, check_email, check_password
from nodepilot.storage.database import Database
from nodepilot.storage.errors import AlreadyThere
from nodepilot.storage.ids import new_id
from nodepilot.storage.roles import Role


class PasswordSignIn:
    """Every method answers the same, in the same time, whether an address is known or not (but sign-up)."""

    def __init__(self, database: Database, tokens: OneTimeTokens) -> None:
        self._database = database
        self._tokens = tokens
        self._hasher = PasswordHasher()

    async def sign_up(self, email: str, password: str, name: str) -> UUID:
        """The new user's id. Raises `UnfitCredentials`, `EmailTaken`."""
        address = check_email(email)
        hashed = await self._hasher.hash(check_password(password, address))
        user_id = new_id()
        try:
            async with self._database.acting_as(Role.ACCOUNTS) as transaction:
                await queries.add_user(transaction, user_id, address, name)
                await queries.set_password(transaction, user_id, hashed)
        except AlreadyThere as taken:
            raise EmailTaken from taken
        return user_id

    async def sign_in(self, email: str, password: str) -> UUID:
        """The user's id. Raises `BadCredentials`, `TooManyAttempts`."""
        subject = _subject(email)
        async with self._database.acting_as(Role.ACCOUNTS) as transaction:
            locked = await queries.find_lock(transaction, subject)
            stored = await queries.find_password(transaction, email.strip())
        if locked:
            raise TooManyAttempts(locked)
        fits = await self._hasher.verify(password, stored.password_hash if stored else None)
        async with self._database.acting_as(Role.ACCOUNTS) as transaction:
            if fits:
                await queries.forget_failures(transaction, subject)
            else:
                await queries.note_failure(transaction, subject)
        if not fits or stored is None:
            raise BadCredentials
        return stored.user_id

    async def change(
        self, user_id: UUID, session_id: UUID | None, current: str, new: str, email: str
    ) -> None:
        """Sets a new password and ends all other sessions. Raises `BadCredentials`, `UnfitCredentials`."""
        async with self._database.acting_as(Role.ACCOUNTS) as transaction:
            stored = await queries.find_password_of(transaction, user_id)
        if not await self._hasher.verify(current, stored):
            raise BadCredentials
        hashed = await self._hasher.hash(check_password(new, email))
        async with self._database.acting_as(Role.ACCOUNTS) as transaction:
            await queries.set_password(transaction, user_id, hashed)
            await queries.end_other_sessions(transaction, user_id, session_id)

    async def reset(self, token: str, password: str) -> None:
        """Sets a password with a one-time token, and ends all sessions.

        Raises `InvalidLink`, `UnfitCredentials`; a password that is refused does not use the token up.
        """
        hashed = await self._hasher.hash(check_password(password, ""))
        user_id = await self._tokens.redeem(token, NEW_PASSWORD)
        if user_id is None:
            raise InvalidLink
        async with self._database.acting_as(Role.ACCOUNTS) as transaction:
            await queries.set_password(transaction, user_id, hashed)
            await queries.end_other_sessions(transaction, user_id, None)


def _subject(email: str) -> bytes:
    return hashlib.sha256(email.strip().casefold().encode("utf-8", "replace")).digest()
