"""Sessions: begun by signing in, carried by a token, ended by signing out."""

from __future__ import annotations

import time
from dataclasses import dataclass
from uuid import UUID

from nodepilot.accounts import repository
from nodepilot.accounts.clerk import ClerkClaims, ClerkIssuer
from nodepilot.accounts.schemas import Identity, User
from nodepilot.accounts.signing_keys import SigningKeys
from nodepilot.accounts.tokens import (
    BUILT_IN_ISSUER,
    SESSION_LIFETIME,
    InvalidToken,
    issue_token,
    read_heading,
    verify_token,
)
from nodepilot.storage.database import Database, Transaction
from nodepilot.storage.ids import new_id
from nodepilot.storage.roles import Role

LONGEST_USER_AGENT = 300

KNOWN_FOR = 60.0
"""Seconds for which a token that was found genuine is taken for so: checking costs more than the rest of a read."""

MOST_KNOWN = 10_000

EVERYTHING = frozenset({"read", "write"})
"""What a person in a session may do."""


@dataclass(frozen=True, slots=True)
class SessionClaims:
    """What a genuine token says; whether it still counts, only the database knows."""

    user_id: UUID
    session_id: UUID


@dataclass(frozen=True, slots=True)
class _Known:
    """What a token was found to say; until then its signature need not be looked at again."""

    claims: SessionClaims
    until: float


class Sessions:
    """Starts sessions and tells whose they are."""

    def __init__(self, database: Database, keys: SigningKeys, clerk: ClerkIssuer | None = None) -> None:
        self._database = database
        self._keys = keys
        self._clerk = clerk
        self._known: dict[str, _Known] = {}

    async def start(self, user_id: UUID, user_agent: str) -> str:
        """The new session's token."""
        key = await self._keys.newest()
        session_id = new_id()
        async with self._database.acting_as(Role.ACCOUNTS) as transaction:
            await repository.add_session(
                transaction, session_id, user_id, user_agent[:LONGEST_USER_AGENT], SESSION_LIFETIME
            )
        return issue_token(key, user_id, session_id)

    async def read(self, token: str) -> SessionClaims | ClerkClaims | None:
        """None for anything but a genuine, unexpired token. Raises `IssuerUnavailable`."""
        known = self._known.get(token)
        if known is not None and known.until > time.time():
            return known.claims
        try:
            heading = read_heading(token)
            if self._clerk is not None and heading.issuer == self._clerk.name:
                return await self._clerk.read(token, heading)
            claims = verify_token(token, {BUILT_IN_ISSUER: await self._keys.newest()})
            found = SessionClaims(UUID(claims.subject), UUID(claims.session))
        except (InvalidToken, ValueError):
            return None
        self._keep(token, _Known(found, min(time.time() + KNOWN_FOR, claims.others["exp"])))
        return found

    def _keep(self, token: str, known: _Known) -> None:
        if len(self._known) >= MOST_KNOWN:
            self._known.clear()
        self._known[token] = known

    @staticmethod
    async def find(transaction: Transaction, claims: SessionClaims | ClerkClaims) -> Identity | None:
        """Whose session it is; None when it was ended or its user is gone. In the accounts role.

        Somebody whom Clerk knows and we do not gets an account here, at first sight.
        """
        if isinstance(claims, ClerkClaims):
            user = await _find_clerk_user(transaction, claims)
        else:
            user = await repository.find_session_user(transaction, claims.user_id, claims.session_id)
        return None if user is None else Identity(user, claims.session_id, EVERYTHING)

    async def end(self, session_id: UUID) -> None:
        """From now on the session's token is worth nothing."""
        async with self._database.acting_as(Role.ACCOUNTS) as transaction:
            await repository.revoke_session(transaction, session_id)


async def _find_clerk_user(transaction: Transaction, claims: ClerkClaims) -> User | None:
    known = await repository.find_clerk_session(transaction, claims.clerk_user_id, claims.session_id)
    if known is None or not known.has_session:
        await repository.add_clerk_user(
            transaction, new_id(), claims.clerk_user_id, claims.email, claims.name
        )
        await repository.add_clerk_session(transaction, claims.session_id, claims.clerk_user_id)
        known = await repository.find_clerk_session(transaction, claims.clerk_user_id, claims.session_id)
    return known.user if known is not None and known.lives else None
