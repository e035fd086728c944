"""Queries in the administrators' role."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from nodepilot.administration.schemas import Account, AuditEntry
from nodepilot.storage.database import Transaction
from nodepilot.storage.ids import new_id
from nodepilot.storage.json_values import as_json


async def note(
    transaction: Transaction,
    actor_id: UUID | None,
    action: str,
    *,
    subject_id: UUID | None = None,
    detail: Mapping[str, Any] | None = None,
) -> None:
    """Adds a line to the audit log."""
    await transaction.execute(
        "insert into audit_log (id, actor_id, action, subject_id, detail) values (%s, %s, %s, %s, %s)",
        (new_id(), actor_id, action, subject_id, as_json(detail or {})),
    )


LOOK_AGAIN = "10 minutes"
"""For as long a look at the same thing is the same look."""


async def note_look(transaction: Transaction, actor_id: UUID, look: str, detail: Mapping[str, Any]) -> None:
    """Adds a line to the audit log, unless there is the same one of a moment ago."""
    await transaction.execute(
        "insert into audit_log (id, actor_id, action, detail) select %(id)s, %(actor)s, %(look)s, %(detail)s"
        " where not exists (select 1 from audit_log where actor_id = %(actor)s and created_at > now() - %(while)s::interval"
        " and action = %(look)s and detail::jsonb = %(detail)s::jsonb)",
        {
            "id": new_id(),
            "actor": actor_id,
            "look": look,
            "detail": as_json(detail),
            "while": LOOK_AGAIN,
        },
    )


_ACCOUNTS = (
    "select u.id, u.email, u.name, u.subscription_tier, u.is_admin, u.created_at, u.deleted_at, c.balance, s.attention"
    " from users u left join credit_accounts c on c.user_id = u.id left join subscriptions s on s.user_id = u.id"
)


async def list_accounts(
    transaction: Transaction, query: str, before: UUID | None, limit: int, *, flagged: bool
) -> list[Account]:
    """Newest first; `query` stands somewhere in the address or the name. All, or those to be looked at."""
    return await transaction.fetch_all(
        f"{_ACCOUNTS} where (%(query)s = '' or strpos(lower(coalesce(u.email, '') || ' ' || u.name), lower(%(query)s)) > 0)"
        " and (%(before)s::uuid is null or u.id < %(before)s)"
        " and (not %(flagged)s or s.attention is not null) order by u.id desc limit %(limit)s",
        {"query": query, "before": before, "flagged": flagged, "limit": limit},
        into=Account,
    )


async def find_account(transaction: Transaction, user_id: UUID) -> Account | None:
    return await transaction.find(f"{_ACCOUNTS} where u.id = %s", (user_id,), into=Account)


async def set_admin(transaction: Transaction, email: str, *, is_admin: bool) -> UUID | None:
    """Whose right was changed; None when nobody has the address."""
    found = await transaction.find_value(
        "update users set is_admin = %s where lower(email) = lower(%s) and deleted_at is null returning id",
        (is_admin, email),
    )
    return found if isinstance(found, UUID) else None


async def list_audit(
    transaction: Transaction, subject_id: UUID | None, before: UUID | None, limit: int
) -> list[AuditEntry]:
    """Newest first, from before an entry on."""
    return await transaction.fetch_all(
        "select id, actor_id, action, subject_id, detail, created_at from audit_log"
        " where (%(subject)s::uuid is null or subject_id = %(subject)s)"
        " and (%(before)s::uuid is null or id < %(before)s) order by id desc limit %(limit)s",
        {"subject": subject_id, "before": before, "limit": limit},
        into=AuditEntry,
    )
