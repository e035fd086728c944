"""Messages of other services: checked and stored at once, handled afterwards, again until that succeeds."""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from nodepilot.application.clerk_news import ClerkNews
from nodepilot.application.errors import NotFound
from nodepilot.application.payments import Payments
from nodepilot.application.supabase_news import SupabaseNews
from nodepilot.sentences import later
from nodepilot.settings import Settings
from nodepilot.storage.database import Database
from nodepilot.storage.errors import DatabaseUnavailable
from nodepilot.storage.ids import new_id
from nodepilot.storage.notifications import Bells
from nodepilot.storage.roles import Role
from nodepilot.webhooks import repository
from nodepilot.webhooks.schemas import Event, Sender
from nodepilot.webhooks.signatures import BadSignature, check_stripe, check_supabase, check_svix

log = logging.getLogger(__name__)

BELL = "webhooks"
"""Rings when a message was stored."""

ROUND = 5.0
"""Seconds between two looks for messages whose time has come."""

AT_ONCE = 10
MOST_ATTEMPTS = 8
FIRST_PAUSE = timedelta(seconds=5)
"""Before the second attempt; doubled for each further one, so that the last comes after ten minutes."""

CHECKS = {"clerk": check_svix, "stripe": check_stripe, "supabase": check_supabase}

SETTLED = {"checkout.session.completed", "checkout.session.async_payment_succeeded"}
NOTHING_PAID = {"checkout.session.expired", "checkout.session.async_payment_failed"}
PAID = {"invoice.paid", "invoice.payment_succeeded"}
INVOICES = {"invoice.payment_failed", "invoice.voided", "invoice.marked_uncollectible"}


class WebhookInbox:
    """`payments` is None where nothing is for sale."""

    def __init__(
        self,
        database: Database,
        bells: Bells,
        settings: Settings,
        clerk: ClerkNews,
        supabase: SupabaseNews,
        payments: Payments | None,
    ) -> None:
        self._database = database
        self._bells = bells
        self._clerk = clerk
        self._supabase = supabase
        self._payments = payments
        self._secrets: Mapping[str, str | None] = {
            "clerk": settings.clerk_webhook_secret,
            "stripe": settings.stripe_webhook_secret if payments else None,
            "supabase": settings.supabase_webhook_secret,
        }

        # A server that has no key for Stripe leaves Stripe's messages to those that have one.
        self._senders: tuple[Sender, ...] = (
            ("clerk", "supabase", "stripe") if payments else ("clerk", "supabase")
        )

    async def receive(self, sender: Sender, body: bytes, headers: Mapping[str, str]) -> None:
        """Stores a genuine message. Raises `BadSignature`, `NotFound` where no secret is set for the sender."""
        secret = self._secrets[sender]
        if secret is None:
            raise NotFound("webhook", later("It is there once its secret is set: see docs/operations.md."))
        CHECKS[sender](body, headers, secret)
        try:
            payload = json.loads(body)
        except ValueError as error:
            raise BadSignature from error
        if not isinstance(payload, dict):
            raise BadSignature
        async with self._database.acting_as(Role.WEBHOOKS) as transaction:
            await repository.add_event(
                transaction,
                f"{sender}:{_id_of(sender, payload, headers)}",
                sender,
                str(payload.get("type"))[:200],
                payload,
            )
        self._bells.ring(BELL)

    async def keep(self) -> None:
        """Handles what is stored, until it is cancelled."""
        with self._bells.waiting_for(BELL) as bell:
            while not self._bells.silenced:
                try:
                    while await self.handle_due():
                        pass
                except DatabaseUnavailable:
                    log.info("The database does not answer; messages wait.")
                except Exception:
                    log.exception("A round of handling messages failed.")
                await bell.wait(ROUND)

    async def handle_due(self) -> int:
        """Handles some messages whose time has come; how many."""
        async with self._database.acting_as(Role.WEBHOOKS) as transaction:
            due = await repository.claim_due(transaction, self._senders, AT_ONCE)
        for event in due:
            await self._handle(event)
        return len(due)

    async def _handle(self, event: Event) -> None:
        try:
            known = await self._dispatch(event)
        except Exception as error:
            log.exception("Message %s (%s) could not be handled.", event.id, event.type)
            pause = FIRST_PAUSE * 2 ** (event.attempts - 1) if event.attempts < MOST_ATTEMPTS else None
            async with self._database.acting_as(Role.WEBHOOKS) as transaction:
                await repository.put_off(transaction, event.id, type(error).__name__, pause)
        else:
            async with self._database.acting_as(Role.WEBHOOKS) as transaction:
                await repository.close_event(transaction, event.id, "handled" if known else "ignored")

    async def _dispatch(self, event: Event) -> bool:
        """False for what says nothing to us."""
        if event.sender == "clerk":
            return await self._clerk.handle(event.type, event.payload["data"])
        if event.sender == "supabase":
            return await self._supabase.handle(event.payload)
        return await self._pay(event.type, event.payload["data"]["object"])

    async def _pay(self, type_: str, thing: dict[str, Any]) -> bool:
        payments = self._payments
        if payments is None:
            return False
        if type_ in SETTLED:
            return await payments.settle_session(str(thing["id"]))
        if type_ in PAID | INVOICES:
            return await payments.settle_invoice(str(thing["id"]))
        if type_.startswith("customer.subscription."):
            return await payments.refresh_subscription(str(thing["id"]))
        if type_ == "charge.refunded":
            return await payments.reverse(str(thing["id"]))
        if type_.startswith(("charge.dispute.", "refund.")) and thing.get("charge"):
            return await payments.reverse(str(thing["charge"]))
        # Nothing was paid, and nothing had been given.
        return type_ in NOTHING_PAID


def _id_of(sender: Sender, payload: dict[str, Any], headers: Mapping[str, str]) -> str:
    """The sender's own name for the message. Where there is none (Supabase's have none), what follows from it
    may be done twice."""
    if sender == "clerk":
        return headers["svix-id"][:200]
    if sender == "stripe" and payload.get("id"):
        return str(payload["id"])[:200]
    return str(new_id())
