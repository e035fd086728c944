"""`/api/credits/*`: what is left, what was spent, what is reserved."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query

from nodepilot.credits.schemas import Balance
from nodepilot.server.dependencies import SignedIn, TheServices
from nodepilot.server.schemas import CreditHistory, CreditHolds

router = APIRouter(prefix="/api/credits", tags=["credits"])


@router.get("/balance")
async def balance(identity: SignedIn, services: TheServices) -> Balance:
    """How many credits there are, and which expire when."""
    return await services.credits.balance(identity.user.id)


@router.get("/history")
async def history(
    identity: SignedIn,
    services: TheServices,
    before: UUID | None = None,
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
) -> CreditHistory:
    """The ledger, newest entry first; `before` an entry's `transaction_id` goes on from there."""
    return CreditHistory(entries=await services.credits.history(identity.user.id, before, limit))


@router.get("/holds")
async def holds(identity: SignedIn, services: TheServices) -> CreditHolds:
    """Credits that running answers keep reserved."""
    return CreditHolds(holds=await services.credits.holds(identity.user.id))
