"""Subscriptions and invoices as the API shows them."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict

Standing = Literal["none", "active", "grace", "read_only"]
"""`grace`: a payment failed, and everything still works. `read_only`: it failed too long ago."""


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True)


class SubscriptionRow(_Frozen):
    """A subscription as it is kept; `status` is Stripe's own word."""

    user_id: UUID
    stripe_customer_id: str
    stripe_subscription_id: str | None
    status: str
    current_period_end: datetime | None
    plan_details: dict[str, Any]
    past_due_since: datetime | None
    attention: str | None


class Subscription(_Frozen):
    """What one subscribes to; `renews` is false when it ends with the period."""

    plan: str | None
    status: str
    standing: Standing
    current_period_end: datetime | None
    renews: bool


class Invoice(_Frozen):
    """An invoice; `amount` in the currency's smallest unit."""

    id: str
    number: str | None
    amount: int
    currency: str
    status: str | None
    created_at: datetime
    url: str | None
