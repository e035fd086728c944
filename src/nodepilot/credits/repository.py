"""Queries on credits. What changes them is done by functions of the database, in the ledger's role."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from nodepilot.credits.schemas import Entry, Hold, Kind, Lot
from nodepilot.storage.database import Expected, Transaction
from nodepilot.storage.roles import Role


class AccountDeleted(Exception):
    """The user left while the request was on its way."""


@dataclass(frozen=True, slots=True)
class Account:
    """The sums over a user's lots and holds."""

    balance: int
    held: int


async def hold_credit(
    transaction: Transaction, user_id: UUID, hold_id: UUID, generation_id: UUID, *, unlimited: bool
) -> Expected[bool | None]:
    """Reserves a credit for the generation, the soonest to expire first; false when there is none, and None when there is
    no such account any more."""
    return await transaction.ask_as(
        Role.LEDGER,
        "select nodepilot.hold_credit(%s, %s, %s, %s)",
        (user_id, hold_id, generation_id, unlimited),
    )


async def close_hold(
    transaction: Transaction, user_id: UUID, generation_id: UUID, entry_id: UUID, *, spend: bool
) -> Expected[int]:
    """Spends what the generation holds or gives it back; the new balance.

    Does nothing for a generation that holds nothing any more.
    """
    return await transaction.ask_as(
        Role.LEDGER,
        "select nodepilot.close_hold(%s, %s, %s, %s)",
        (user_id, generation_id, spend, entry_id),
    )


async def grant_credits(
    transaction: Transaction,
    user_id: UUID,
    lot_id: UUID,
    origin: str,
    amount: int,
    expires_at: datetime | None,
) -> bool:
    """Gives credits; false when the lot was given before."""
    granted = await transaction.ask_as(
        Role.LEDGER,
        "select nodepilot.grant_credits(%s, %s, %s, %s, %s)",
        (user_id, lot_id, origin, amount, expires_at),
    )
    return bool(await granted.get())


async def take_back(transaction: Transaction, user_id: UUID, lot_id: UUID, amount: int) -> int:
    """Takes credits back, of the lot first; how many were not there any more."""
    missing = await transaction.ask_as(
        Role.LEDGER, "select nodepilot.take_back(%s, %s, %s)", (user_id, lot_id, amount)
    )
    return int(await missing.get())


async def open_account(transaction: Transaction, user_id: UUID) -> None:
    """Makes the account, with its trial, if there is none; takes away what has expired."""
    await transaction.ask_as(Role.LEDGER, "select nodepilot.lock_credits(%s)", (user_id,))


async def expect_account(transaction: Transaction) -> Expected[Account]:
    """The user's account, which must have been opened."""
    return await transaction.expect(
        "select balance, held from credit_accounts where user_id = (select auth.uid())", into=Account
    )


async def list_lots(transaction: Transaction) -> list[Lot]:
    """Lots with something left, in the order in which they are spent."""
    return await transaction.fetch_all(
        "select id, origin, amount, remaining, expires_at from credit_lots"
        " where user_id = (select auth.uid()) and remaining > 0 and (expires_at is null or expires_at > now())"
        " order by expires_at nulls last, id",
        into=Lot,
    )


async def list_history(
    transaction: Transaction, before: UUID | None, kind: Kind | None, limit: int
) -> list[Entry]:
    """Newest first, from before an entry on; all, or those of one kind."""
    return await transaction.fetch_all(
        "select entry.transaction_id, entry.amount, entry.transaction_type, entry.workflow_generation_id,"
        " entry.remaining_balance, entry.created_at, answered.conversation_id, left(answered.prompt, 120) as about"
        " from credit_history entry left join workflow_generations answered"
        "  on answered.id = entry.workflow_generation_id and answered.user_id = entry.user_id"
        " where entry.user_id = (select auth.uid())"
        " and (%(kind)s::text is null or entry.transaction_type = %(kind)s)"
        " and (%(before)s::uuid is null or entry.position <"
        "  (select position from credit_history where transaction_id = %(before)s))"
        " order by entry.position desc limit %(limit)s",
        {"before": before, "kind": kind, "limit": limit},
        into=Entry,
    )


async def list_holds(transaction: Transaction) -> list[Hold]:
    """What running answers keep reserved, oldest first."""
    return await transaction.fetch_all(
        "select id, generation_id, created_at from credit_holds"
        " where user_id = (select auth.uid()) and status = 'held' order by id",
        into=Hold,
    )
