"""Counts what somebody does within a window, exactly, over all processes of one database."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from nodepilot.storage.database import Expected, Transaction


@dataclass(frozen=True, slots=True)
class Allowance:
    """What is left of a limit after the request that was just counted."""

    limit: int
    used: int
    seconds_left: int

    @property
    def exceeded(self) -> bool:
        return self.used > self.limit

    @property
    def remaining(self) -> int:
        return max(0, self.limit - self.used)


@dataclass(frozen=True, slots=True)
class _Counted:
    used: int
    seconds_left: int


@dataclass(frozen=True, slots=True)
class Counting:
    """A request that is being counted; what is left comes at the latest with the transaction's end."""

    _asked: Expected[_Counted]
    _limit: int

    async def allowance(self) -> Allowance:
        counted = await self._asked.get()
        return Allowance(self._limit, counted.used, max(1, counted.seconds_left))


async def count(transaction: Transaction, subject: str, limit: int, window: timedelta) -> Counting:
    """Counts one request of `subject`; the window begins with the first. In the accounts role."""
    asked = await transaction.expect(
        "insert into rate_limits as r (subject, started_at, used) values (%(subject)s, now(), 1)"
        " on conflict (subject) do update set"
        " used = case when r.started_at <= now() - %(window)s then 1 else r.used + 1 end,"
        " started_at = case when r.started_at <= now() - %(window)s then now() else r.started_at end"
        " returning used, ceil(extract(epoch from started_at + %(window)s - now()))::int as seconds_left",
        {"subject": subject, "window": window},
        into=_Counted,
    )
    return Counting(asked, limit)


async def forget_old(transaction: Transaction) -> None:
    """Deletes windows that are over."""
    await transaction.execute("delete from rate_limits where started_at < now() - interval '1 hour'")
