"""What Stripe reports, turned into subscriptions and credits.

A message only says where to look: the object is asked for anew, and what follows depends on it alone. So
messages may come late, twice and in any order, and everything ends in the same state.
"""

from __future__ import annotations

import math
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from nodepilot.application.announcements import credits_changed
from nodepilot.billing import repository as billing
from nodepilot.billing.gateway import Gateway
from nodepilot.billing.plans import Plan
from nodepilot.credits import repository as credit_books
from nodepilot.credits.service import Credits
from nodepilot.realtime import repository as feed
from nodepilot.realtime.feed import bell_key
from nodepilot.storage.database import Database, Transaction
from nodepilot.storage.notifications import Bells
from nodepilot.storage.roles import Role

SUBSCRIBED = frozenset({"active", "trialing", "past_due"})
"""Stripe's words for a subscription that counts."""

OPEN_DISPUTES = frozenset({"needs_response", "under_review", "lost"})
"""Stripe's words for a dispute that keeps the money away; one that is `won` or a mere inquiry does not."""


@dataclass(frozen=True, slots=True)
class _Owner:
    """Somebody's transaction, alone with Stripe's news about the person."""

    user_id: UUID
    transaction: Transaction


def lot_of(source: str) -> UUID:
    """The id of the credits that a payment brings: the same each time."""
    return uuid5(NAMESPACE_URL, f"stripe:{source}")


class Payments:
    """Each method may be called again and again."""

    def __init__(
        self,
        database: Database,
        bells: Bells,
        credits_: Credits,
        gateway: Gateway,
        plans: dict[str, Plan],
    ) -> None:
        self._database = database
        self._bells = bells
        self._credits = credits_
        self._gateway = gateway
        self._plans = plans

    async def settle_session(self, session_id: str, user_id: UUID | None = None) -> bool:
        """A pack that was paid becomes credits; a subscription that was begun is noted.

        False for strangers': for nobody of ours, or for somebody else than `user_id`.
        """
        session = await self._gateway.session(session_id)
        async with self._owner_of(session) as owner:
            if owner is None or user_id not in {None, owner.user_id}:
                return False
            if session["mode"] == "subscription" and session.get("subscription"):
                await self._refresh(owner, str(session["subscription"]))
            elif session["mode"] == "payment" and session.get("payment_status") == "paid":
                pack = self._plans["pack"]
                await self._grant(owner, str(session["id"]), "bought", pack.credits, None)
        return True

    async def settle_invoice(self, invoice_id: str) -> bool:
        """A month that was paid becomes credits that last as long. False for strangers'."""
        invoice = await self._gateway.invoice(invoice_id)
        subscription = _subscription_of(invoice)
        async with self._owner_of(invoice) as owner:
            if owner is None or subscription is None:
                return False
            await self._refresh(owner, subscription)
            if invoice["status"] == "paid":
                amount, until = await self._month(invoice)
                if amount > 0:
                    await self._grant(owner, str(invoice["id"]), "monthly", amount, until)
        return True

    async def refresh_subscription(self, subscription_id: str) -> bool:
        """False for a stranger's."""
        subscription = await self._gateway.subscription(subscription_id)
        async with self._owner_of(subscription) as owner:
            if owner is None:
                return False
            await self._refresh(owner, subscription_id)
        return True

    async def reverse(self, charge_id: str) -> bool:
        """Takes back the share of the credits for which the money went back, or gives it again. False for
        strangers'."""
        charge = await self._gateway.charge(charge_id)
        source = await self._source_of(charge)
        if source is None:
            return False
        async with self._owner_of(charge) as owner:
            if owner is None:
                return False
            charge = await self._gateway.charge(charge_id)
            disputes = await self._gateway.disputes(charge_id) if charge.get("disputed") else []
            gone = charge["amount"] if any(one["status"] in OPEN_DISPUTES for one in disputes) else 0
            gone = max(gone, charge["amount_refunded"])
            await self._take_back(owner, source, gone / max(1, charge["amount"]))
        return True

    async def _source_of(self, charge: dict[str, Any]) -> str | None:
        """What was paid by the charge, settled if it is not yet: a refund may be heard of first."""
        payment = charge.get("payment_intent")
        if not payment:
            return None
        invoice = await self._gateway.invoice_of_payment(str(payment))
        if invoice is not None:
            await self.settle_invoice(invoice)
            return invoice
        session = await self._gateway.session_of_payment(str(payment))
        if session is None:
            return None
        await self.settle_session(str(session["id"]))
        return str(session["id"])

    async def _take_back(self, owner: _Owner, source: str, share: float) -> None:
        transaction = owner.transaction
        async with transaction.taking_on(Role.WEBHOOKS):
            payment = await billing.find_payment(transaction, source)
        if payment is None:
            return
        wanted = math.ceil(payment.amount * share)
        change = wanted - payment.taken_back
        if change > 0:
            missing = await credit_books.take_back(transaction, owner.user_id, payment.lot_id, change)
            async with transaction.taking_on(Role.WEBHOOKS):
                if missing:
                    told = f"{missing} of {change} credits asked back were spent already ({source})"
                    await billing.ask_attention(transaction, owner.user_id, told)
        elif change < 0:
            again = f"{source}:returned:{payment.taken_back}"
            await self._grant(owner, again, "bought", -change, None)
        async with transaction.taking_on(Role.WEBHOOKS):
            await billing.note_taken_back(transaction, payment.lot_id, wanted)
        await self._announce(owner)

    async def _grant(
        self, owner: _Owner, source: str, origin: str, amount: int, until: datetime | None
    ) -> None:
        lot, transaction = lot_of(source), owner.transaction
        if await credit_books.grant_credits(transaction, owner.user_id, lot, origin, amount, until):
            async with transaction.taking_on(Role.WEBHOOKS):
                await billing.add_payment(transaction, lot, owner.user_id, source, amount)
            await self._announce(owner)

    async def _month(self, invoice: dict[str, Any]) -> tuple[int, datetime]:
        """The credits that an invoice pays for, and when they expire.

        A change to a dearer plan within the month brings the same share of the difference as was paid for.
        """
        lines = invoice["lines"]["data"]
        until = datetime.fromtimestamp(max(line["period"]["end"] for line in lines), UTC)
        prices = {
            await self._gateway.price_of(plan): plan for plan in self._plans.values() if plan.is_monthly
        }
        charged = [line for line in lines if line["amount"] > 0]
        paid = [prices[_price(line)] for line in charged if _price(line) in prices]
        if not paid:
            return 0, until
        plan = max(paid, key=lambda one: one.cents)
        if invoice["billing_reason"] != "subscription_update":
            return plan.credits, until
        before = [prices[_price(line)] for line in lines if line["amount"] < 0 and _price(line) in prices]
        credits_before = max((one.credits for one in before), default=0)
        cents_before = max((one.cents for one in before), default=0)
        share = min(1.0, invoice["amount_paid"] / max(1, plan.cents - cents_before))
        return max(0, math.ceil((plan.credits - credits_before) * share)), until

    async def _refresh(self, owner: _Owner, subscription_id: str) -> None:
        """Asks again, now that nobody else writes: what was asked before may be old."""
        found = await self._gateway.subscription(subscription_id)
        item = found["items"]["data"][0]
        prices = {
            await self._gateway.price_of(plan): plan for plan in self._plans.values() if plan.is_monthly
        }
        plan = prices.get(_price(item))
        status = "paused" if found.get("pause_collection") else str(found["status"])
        end = item.get("current_period_end") or found.get("current_period_end")
        details = {
            "plan": plan.id if plan else None,
            "item": item["id"],
            "cancel_at_period_end": bool(found.get("cancel_at_period_end") or found.get("cancel_at")),
        }
        transaction = owner.transaction
        async with transaction.taking_on(Role.WEBHOOKS):
            known = await billing.find_subscription(transaction, owner.user_id)
            ended = status not in SUBSCRIBED | {"paused", "unpaid"}
            if known and ended and known.stripe_subscription_id not in {None, subscription_id}:
                # An earlier one that is over; another one counts.
                return
            await billing.keep_subscription(
                transaction,
                owner.user_id,
                subscription_id,
                status,
                datetime.fromtimestamp(end, UTC) if end else None,
                details,
            )
            tier = plan.id if plan and status in SUBSCRIBED else "free"
            await billing.set_tier(transaction, owner.user_id, tier)

    async def _announce(self, owner: _Owner) -> None:
        await credit_books.open_account(owner.transaction, owner.user_id)
        sums = await self._credits.read_sums(owner.transaction)
        await feed.publish(owner.transaction, [credits_changed(sums)])

    @asynccontextmanager
    async def _owner_of(self, thing: dict[str, Any]) -> AsyncIterator[_Owner | None]:
        """Whose customer it names; None when it is nobody's of ours (any more)."""
        customer = thing.get("customer")
        user_id = None
        async with self._database.acting_as(Role.WEBHOOKS) as transaction:
            if customer:
                user_id = await billing.find_customer(transaction, str(customer))
            lives = user_id is not None and await billing.is_alive(transaction, user_id)
        if user_id is None or not lives:
            yield None
            return
        async with self._database.as_user(user_id) as transaction:
            async with transaction.taking_on(Role.WEBHOOKS):
                await billing.lock_billing(transaction, user_id)
            yield _Owner(user_id, transaction)
        self._bells.ring(bell_key(user_id))


def _price(line: dict[str, Any]) -> str:
    """The price of an invoice's line or a subscription's item.

    Lines name it under `pricing` from API version 2025-03-31 on, under `price` before; the oldest ones have a
    `plan`, whose id serves as a price's.
    """
    new = (line.get("pricing") or {}).get("price_details") or {}
    old = line.get("price") or line.get("plan") or {}
    return str(new.get("price") or old.get("id"))


def _subscription_of(invoice: dict[str, Any]) -> str | None:
    """Where the invoice says which subscription it is for (API versions from 2025 on)."""
    parent = invoice.get("parent") or {}
    found = (parent.get("subscription_details") or {}).get("subscription") or invoice.get("subscription")
    return str(found) if found else None
