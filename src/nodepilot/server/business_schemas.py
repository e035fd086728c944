"""Bodies of what is about money, models and administration."""

from __future__ import annotations

from typing import Annotated, Literal
from uuid import UUID

from pydantic import AwareDatetime, BaseModel, Field

from nodepilot.accounts.model_keys import ModelKey
from nodepilot.administration.schemas import Account, AuditEntry
from nodepilot.billing.plans import Buyable, MonthlyId, PlanId
from nodepilot.billing.schemas import Invoice
from nodepilot.feedback.schemas import Liking
from nodepilot.generations.model_calls import DayOfModels
from nodepilot.generations.usage import DayOfUse
from nodepilot.server.schemas import PRINTABLE, RequestBody
from nodepilot.webhooks.schemas import EventRow


class ModelKeyBody(RequestBody):
    """A key for a hosted model."""

    key: Annotated[str, Field(max_length=1000)]


class ModelKeyList(BaseModel):
    """Which providers there are keys for; the keys themselves are never shown."""

    keys: list[ModelKey]


class Usage(BaseModel):
    """Days on which something was asked for, newest first."""

    days: list[DayOfUse]
    models: list[DayOfModels]
    """What hosted models cost."""


class GrantBody(RequestBody):
    """Credits for somebody, and why."""

    amount: Annotated[int, Field(ge=1, le=1_000_000)]
    reason: Annotated[str, Field(min_length=1, max_length=500, pattern=PRINTABLE)]
    expires_at: AwareDatetime | None = None


class CheckoutBody(RequestBody):
    """What to buy, and where to come back to: `chat` without a conversation is a new one."""

    plan: Buyable
    back_to: Literal["billing", "chat"] = "chat"
    conversation_id: UUID | None = None


class SettleBody(RequestBody):
    """The session that Stripe named in the address on the way back."""

    checkout: Annotated[str, Field(max_length=255, pattern=r"^cs_[A-Za-z0-9_-]+$")]


class PlanBody(RequestBody):
    """The plan to change to."""

    plan: MonthlyId


class PlanRow(BaseModel):
    """A plan; `days` is how long its credits last (null: for ever)."""

    id: PlanId
    name: str
    cents: int
    currency: str
    credits: int
    days: int | None
    monthly: bool


class PlanList(BaseModel):
    """`enabled` is false where nothing is for sale."""

    enabled: bool
    plans: list[PlanRow]


class Page(BaseModel):
    """Where to send the browser."""

    url: str


class InvoiceList(BaseModel):
    """Newest first."""

    invoices: list[Invoice]


class WebhookList(BaseModel):
    """Newest first."""

    events: list[EventRow]


class ReplayBody(RequestBody):
    """One message that was given up, or all of them."""

    event_id: Annotated[str | None, Field(max_length=300, pattern=PRINTABLE)] = None


class Replayed(BaseModel):
    """How many messages will be tried again."""

    count: int


class AccountList(BaseModel):
    """Newest first."""

    users: list[Account]


class Likings(BaseModel):
    """Newest day first."""

    days: list[Liking]


class AuditLog(BaseModel):
    """Newest first."""

    entries: list[AuditEntry]
