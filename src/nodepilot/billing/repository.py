"""Queries on subscriptions and payments, in the role of the webhooks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from nodepilot.billing.schemas import SubscriptionRow
from nodepilot.storage.database import Expected, Transaction
from nodepilot.storage.json_values import as_json


async def find_subscription(transaction: Transaction, user_id: UUID) -> SubscriptionRow | None:
    return await (await expect_subscription(transaction, user_id)).find()


async def expect_subscription(transaction: Transaction, user_id: UUID) -> Expected[SubscriptionRow]:
    return await transaction.expect(
        "select user_id, stripe_customer_id, stripe_subscription_id, status, current_period_end, plan_details,"
        " past_due_since, attention from subscriptions where user_id = %s",
        (user_id,),
        into=SubscriptionRow,
    )


async def find_customer(transaction: Transaction, customer_id: str) -> UUID | None:
    """Whose customer id at Stripe it is."""
    found = await transaction.find_value(
        "select user_id from subscriptions where stripe_customer_id = %s", (customer_id,)
    )
    return found if isinstance(found, UUID) else None


async def is_alive(transaction: Transaction, user_id: UUID) -> bool:
    """False for a tombstone."""
    found = await transaction.find_value("select deleted_at is null from users where id = %s", (user_id,))
    return bool(found)


async def add_customer(transaction: Transaction, user_id: UUID, customer_id: str) -> None:
    await transaction.execute(
        "insert into subscriptions (user_id, stripe_customer_id) values (%s, %s) on conflict do nothing",
        (user_id, customer_id),
    )


async def lock_billing(transaction: Transaction, user_id: UUID) -> None:
    """Whoever asks Stripe about the user and writes down the answer does so alone: no older answer can
    overtake a newer one."""
    await transaction.execute("select pg_advisory_xact_lock(hashtextextended(%s, 8))", (str(user_id),))


async def keep_subscription(
    transaction: Transaction,
    user_id: UUID,
    subscription_id: str,
    status: str,
    period_end: datetime | None,
    details: dict[str, Any],
) -> None:
    """Writes down what Stripe says now."""
    late = status in {"past_due", "unpaid"}
    await transaction.execute(
        "update subscriptions set stripe_subscription_id = %(subscription)s, status = %(status)s,"
        " current_period_end = %(end)s, plan_details = %(details)s, updated_at = now(),"
        " past_due_since = case when %(late)s then coalesce(past_due_since, now()) end"
        " where user_id = %(user)s",
        {
            "subscription": subscription_id,
            "status": status,
            "end": period_end,
            "details": as_json(details),
            "late": late,
            "user": user_id,
        },
    )


async def set_tier(transaction: Transaction, user_id: UUID, tier: str) -> None:
    await transaction.execute(
        "update users set subscription_tier = %s, updated_at = now()"
        " where id = %s and subscription_tier <> %s",
        (tier, user_id, tier),
    )


@dataclass(frozen=True, slots=True)
class Payment:
    """The payment behind a lot."""

    lot_id: UUID
    amount: int
    taken_back: int


async def add_payment(
    transaction: Transaction, lot_id: UUID, user_id: UUID, source: str, amount: int
) -> None:
    await transaction.execute(
        "insert into credit_payments (lot_id, user_id, source, amount) values (%s, %s, %s, %s)"
        " on conflict do nothing",
        (lot_id, user_id, source, amount),
    )


async def find_payment(transaction: Transaction, source: str) -> Payment | None:
    return await transaction.find(
        "select lot_id, amount, taken_back from credit_payments where source = %s", (source,), into=Payment
    )


async def note_taken_back(transaction: Transaction, lot_id: UUID, taken_back: int) -> None:
    await transaction.execute(
        "update credit_payments set taken_back = %s where lot_id = %s", (taken_back, lot_id)
    )


async def ask_attention(transaction: Transaction, user_id: UUID, what: str) -> None:
    await transaction.execute(
        "update subscriptions set attention = %s, updated_at = now() where user_id = %s", (what, user_id)
    )
