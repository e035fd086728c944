"""Who sends a request, and whether it is one too many."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import TypeAlias

from nodepilot.accounts.api_keys import PREFIX, ApiKeys
from nodepilot.accounts.schemas import Identity
from nodepilot.accounts.sessions import Sessions
from nodepilot.storage import rate_limits
from nodepilot.storage.database import Database, Transaction
from nodepilot.storage.rate_limits import Allowance
from nodepilot.storage.redis_limits import RedisLimits
from nodepilot.storage.roles import Role

FindHolder: TypeAlias = Callable[[Transaction], Awaitable[Identity | None]]

WINDOW = timedelta(minutes=1)

SIGN_IN_LIMIT = 20
"""Attempts to sign in or up that one address on the network has in a minute."""


@dataclass(frozen=True, slots=True)
class Admitted:
    """Somebody who is known; `allowance` is None where nothing is limited."""

    identity: Identity
    allowance: Allowance | None


class Admission:
    """Looks at tokens and counts requests: with Redis if there is one that answers, else in the database.

    Nothing that it writes is worth waiting for the disk.
    """

    def __init__(
        self,
        database: Database,
        sessions: Sessions,
        *,
        requests_a_minute: int,
        redis: RedisLimits | None = None,
    ) -> None:
        self._database = database
        self._sessions = sessions
        self._limit = requests_a_minute
        self._redis = redis

    async def admit(self, token: str) -> Admitted | None:
        """None for a token that is worth nothing (any more)."""
        holder = await self._holder(token)
        if holder is None:
            return None
        async with self._database.acting_as(Role.ACCOUNTS, durable=False) as transaction:
            identity = await holder(transaction)
            if identity is None:
                return None
            subject = f"user:{identity.user.id}"
            counting = None
            if self._limit and self._redis is None:
                # In the transaction that there is already, and in the same trip as its end.
                counting = await rate_limits.count(transaction, subject, self._limit, WINDOW)
        allowance = None
        if counting is not None:
            allowance = await counting.allowance()
        elif self._redis is not None:
            allowance = await self._count(subject, self._limit)
        return Admitted(identity, allowance)

    async def still_counts(self, token: str) -> bool:
        """Whether a token that was admitted is worth something yet; this is no request."""
        holder = await self._holder(token)
        if holder is None:
            return False
        async with self._database.acting_as(Role.ACCOUNTS, durable=False) as transaction:
            return await holder(transaction) is not None

    async def _holder(self, token: str) -> FindHolder | None:
        """What looks up whose token it is; None for one that is not genuine."""
        if token.startswith(PREFIX):
            return lambda transaction: ApiKeys.find(transaction, token)
        claims = await self._sessions.read(token)
        return None if claims is None else lambda transaction: Sessions.find(transaction, claims)

    async def count_visit(self, address: str) -> Allowance | None:
        """One more look at something shared from this address on the network."""
        return await self._count(f"visit:{address}", self._limit)

    async def count_sign_in(self, address: str) -> Allowance | None:
        """One more attempt from this address on the network."""
        return await self._count(f"sign-in:{address}", SIGN_IN_LIMIT)

    async def close(self) -> None:
        if self._redis is not None:
            await self._redis.close()

    async def _count(self, subject: str, limit: int) -> Allowance | None:
        if not self._limit:
            return None
        counted = await self._redis.count(subject, limit, WINDOW) if self._redis is not None else None
        if counted is not None:
            return counted
        async with self._database.acting_as(Role.ACCOUNTS, durable=False) as transaction:
            counting = await rate_limits.count(transaction, subject, limit, WINDOW)
        return await counting.allowance()
