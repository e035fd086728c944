"""Stripe, by its official SDK: the calls that we make, each off the event loop."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Mapping
from typing import Any, TypeVar
from uuid import UUID

import stripe
from stripe import StripeClient

from nodepilot.billing.errors import NotAtStripe, StripeUnavailable
from nodepilot.billing.plans import CURRENCY, Plan

log = logging.getLogger(__name__)

Answer = TypeVar("Answer")

PATIENCE = 6
"""Seconds for one call: it may be made while a transaction waits."""


class Gateway:
    """Objects come back as plain dicts, in the shapes that Stripe documents. Raises `StripeUnavailable`.

    `prices` are price ids by the plan's id; a price that is not among them is found by its lookup key.
    """

    def __init__(
        self, secret_key: str, base: str | None = None, prices: Mapping[str, str] | None = None
    ) -> None:
        addresses: Any = {"api": base} if base else {}
        self._client = StripeClient(
            secret_key,
            base_addresses=addresses,
            http_client=stripe.RequestsClient(timeout=PATIENCE),
            max_network_retries=1,
        )
        self._api = self._client.v1
        self._given: Mapping[str, str] = prices or {}
        self._prices: dict[str, str] = {}

    async def create_customer(self, user_id: UUID, email: str | None) -> str:
        """The same customer for the same user, however often it is asked for."""
        details: Any = {"metadata": {"user_id": str(user_id)}} | ({"email": email} if email else {})
        options: Any = {"idempotency_key": f"customer-{user_id}"}
        made = await self._call(lambda: self._api.customers.create(details, options))
        return str(made["id"])

    async def checkout(self, customer: str, plan: Plan, user_id: UUID, success: str, cancel: str) -> str:
        """The address of Stripe's own page."""
        price = await self.price_of(plan)
        known = {"user_id": str(user_id), "plan": plan.id}
        details: Any = {
            "customer": customer,
            "client_reference_id": str(user_id),
            "mode": "subscription" if plan.is_monthly else "payment",
            "line_items": [{"price": price, "quantity": 1}],
            "success_url": success,
            "cancel_url": cancel,
            "metadata": known,
        }
        if plan.is_monthly:
            details["subscription_data"] = {"metadata": known}
        made = await self._call(lambda: self._api.checkout.sessions.create(details))
        return str(made["url"])

    async def portal(self, customer: str, back: str) -> str:
        details: Any = {"customer": customer, "return_url": back}
        made = await self._call(lambda: self._api.billing_portal.sessions.create(details))
        return str(made["url"])

    async def session(self, session_id: str) -> dict[str, Any]:
        return await self._call(lambda: self._api.checkout.sessions.retrieve(session_id))

    async def session_of_payment(self, payment_intent: str) -> dict[str, Any] | None:
        query: Any = {"payment_intent": payment_intent, "limit": 1}
        found = await self._call(lambda: self._api.checkout.sessions.list(query))
        return next(iter(found["data"]), None)

    async def invoice_of_payment(self, payment_intent: str) -> str | None:
        """The id of the invoice that was paid."""
        query: Any = {
            "payment": {"type": "payment_intent", "payment_intent": payment_intent},
            "limit": 1,
        }
        found = await self._call(lambda: self._api.invoice_payments.list(query))
        return next((str(one["invoice"]) for one in found["data"]), None)

    async def subscription(self, subscription_id: str) -> dict[str, Any]:
        return await self._call(lambda: self._api.subscriptions.retrieve(subscription_id))

    async def invoice(self, invoice_id: str) -> dict[str, Any]:
        return await self._call(lambda: self._api.invoices.retrieve(invoice_id))

    async def charge(self, charge_id: str) -> dict[str, Any]:
        return await self._call(lambda: self._api.charges.retrieve(charge_id))

    async def disputes(self, charge_id: str) -> list[dict[str, Any]]:
        query: Any = {"charge": charge_id}
        found = await self._call(lambda: self._api.disputes.list(query))
        return list(found["data"])

    async def invoices(self, customer: str, limit: int) -> list[dict[str, Any]]:
        query: Any = {"customer": customer, "limit": limit}
        found = await self._call(lambda: self._api.invoices.list(query))
        return list(found["data"])

    async def change_plan(self, subscription_id: str, item_id: str, plan: Plan, *, at_once: bool) -> None:
        """At once the difference is invoiced now; else the new price counts from the next period on."""
        change: Any = {
            "items": [{"id": item_id, "price": await self.price_of(plan)}],
            "proration_behavior": "always_invoice" if at_once else "none",
            "metadata": {"plan": plan.id},
        }
        await self._call(lambda: self._api.subscriptions.update(subscription_id, change))

    async def price_of(self, plan: Plan) -> str:
        """The price's id at Stripe."""
        if plan.id in self._given:
            return self._given[plan.id]
        if plan.lookup_key not in self._prices:
            query: Any = {"lookup_keys": [plan.lookup_key], "active": True}
            found = await self._call(lambda: self._api.prices.list(query))
            for price in found["data"]:
                self._prices[plan.lookup_key] = str(price["id"])
        if plan.lookup_key not in self._prices:
            log.error("Stripe has no price `%s`: run `nodepilot billing sync`.", plan.lookup_key)
            raise StripeUnavailable
        return self._prices[plan.lookup_key]

    async def sync(self, plan: Plan) -> bool:
        """Makes the plan's product and price unless they are there as they should be; whether it did."""
        query: Any = {"lookup_keys": [plan.lookup_key], "active": True}
        found = await self._call(lambda: self._api.prices.list(query))
        if any(
            price["unit_amount"] == plan.cents and price["currency"] == CURRENCY for price in found["data"]
        ):
            return False
        options: Any = {"idempotency_key": f"product-{plan.lookup_key}"}
        product = await self._call(
            lambda: self._api.products.create(
                {"name": f"NodePilot {plan.name}", "metadata": {"plan": plan.id}}, options
            )
        )
        details: Any = {
            "product": product["id"],
            "currency": CURRENCY,
            "unit_amount": plan.cents,
            "lookup_key": plan.lookup_key,
            "transfer_lookup_key": True,
        } | ({"recurring": {"interval": "month"}} if plan.is_monthly else {})
        await self._call(lambda: self._api.prices.create(details))
        self._prices.pop(plan.lookup_key, None)
        return True

    async def _call(self, work: Callable[[], Any]) -> dict[str, Any]:
        try:
            answer = await asyncio.to_thread(work)
        except stripe.StripeError as error:
            # Its text can hold what people entered; the kind and the request are enough to look it up.
            log.warning("Stripe: %s (request %s)", type(error).__name__, error.request_id)
            raise (NotAtStripe if error.code == "resource_missing" else StripeUnavailable) from error
        return dict(answer.to_dict())
