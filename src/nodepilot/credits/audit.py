"""Whether the books agree: what is derived is computed again from what it is derived from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import LiteralString
from uuid import UUID

from nodepilot.storage.database import Database
from nodepilot.storage.roles import Role


@dataclass(frozen=True, slots=True)
class Fault:
    """What does not fit in somebody's books."""

    user_id: UUID
    what: str


CHECKS: dict[str, LiteralString] = {
    "the balance is not the sum of the ledger": (
        "select a.user_id from credit_accounts a where a.balance <>"
        " (select coalesce(sum(h.amount), 0) from credit_history h where h.user_id = a.user_id)"
    ),
    # Where credits are unlimited, answers are given beyond the last lot.
    "the balance is not what is left in the lots": (
        "select a.user_id from credit_accounts a where a.balance <>"
        " (select coalesce(sum(l.remaining), 0) from credit_lots l where l.user_id = a.user_id)"
        " and a.balance > 0 and not exists (select 1 from credit_holds h"
        "  where h.user_id = a.user_id and h.lot_id is null and h.status = 'settled')"
    ),
    "what is held is not what running answers hold": (
        "select a.user_id from credit_accounts a where a.held <> (select count(*) from credit_holds h"
        " where h.user_id = a.user_id and h.status = 'held')"
    ),
    "a lot holds another number than its holds": (
        "select l.user_id from credit_lots l where l.held <> (select count(*) from credit_holds h"
        " where h.lot_id = l.id and h.status = 'held')"
    ),
    "an entry's balance does not follow from the one before": (
        "select user_id from (select user_id, remaining_balance - amount as before,"
        " lag(remaining_balance, 1, 0) over (partition by user_id order by position) as last"
        " from credit_history) e where before <> last group by user_id"
    ),
    "a charge names no generation": (
        "select user_id from credit_history where transaction_type = 'chat_interaction'"
        " and (workflow_generation_id is null or amount <> -1)"
    ),
    "credits were sold without a payment": (
        "select l.user_id from credit_lots l where l.origin in ('bought', 'monthly')"
        " and not exists (select 1 from credit_payments p where p.lot_id = l.id and p.user_id = l.user_id)"
    ),
    "credits were given without a reason": (
        "select l.user_id from credit_lots l where l.origin = 'granted' and not exists"
        " (select 1 from audit_log g where g.detail ->> 'lot' = l.id::text and g.subject_id = l.user_id)"
    ),
}


async def find_faults(database: Database) -> list[Fault]:
    """Everything that does not fit, in one view of the database."""
    faults = []
    async with database.acting_as(Role.ADMIN) as transaction:
        for what, query in CHECKS.items():
            found = await transaction.fetch_all(query, into=_Owner)
            faults += [Fault(one.user_id, what) for one in found]
    return faults


@dataclass(frozen=True, slots=True)
class _Owner:
    user_id: UUID
