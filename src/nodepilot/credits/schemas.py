"""Credits as the database keeps them and the API shows them."""

from __future__ import annotations

from datetime import datetime
from typing import Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict

Kind = Literal["chat_interaction", "trial", "monthly", "bought", "granted", "expiry", "refund"]
"""Why a balance changed."""

Origin = Literal["trial", "monthly", "bought", "granted"]


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True)


class Lot(_Frozen):
    """Credits that came together and expire together."""

    id: UUID
    origin: Origin
    amount: int
    remaining: int
    expires_at: datetime | None


class Sums(_Frozen):
    """`available` is what can be spent now: the balance less what running answers hold.

    Unlimited (no payments are set up), nothing is refused; the balance then goes below zero and tells how
    much was used.
    """

    balance: int
    held: int
    available: int
    unlimited: bool


class Balance(Sums):
    """`available` is what can be spent now: the balance less what running answers hold.

    Unlimited (no payments are set up), nothing is refused; the balance then goes below zero and tells how
    much was used. `lots` are what it is made of.
    """

    lots: list[Lot]


class Entry(_Frozen):
    """One line of the ledger; `amount` is negative for a deduction.

    What was answered stands in `conversation_id` and `about` (how the message begins), as long as it is there.
    """

    transaction_id: UUID
    amount: int
    transaction_type: Kind
    workflow_generation_id: UUID | None
    remaining_balance: int
    created_at: datetime
    conversation_id: UUID | None
    about: str | None


class Hold(_Frozen):
    """A credit that a running answer keeps reserved."""

    id: UUID
    generation_id: UUID
    created_at: datetime
