"""`/api/credits/*`: what is left, what was spent, what is reserved."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Response

from nodepilot.credits.schemas import Balance, Kind
from nodepilot.credits.table import to_csv
from nodepilot.server.attachments import attachment
from nodepilot.server.dependencies import SignedIn, TheServices
from nodepilot.server.schemas import CreditHistory, CreditHolds

router = APIRouter(prefix="/api/credits", tags=["credits"])

MOST_EXPORTED = 50_000


@router.get("/balance")
async def balance(identity: SignedIn, services: TheServices) -> Balance:
    """How many credits there are, and which expire when."""
    return await services.credits.balance(identity.user.id)


@router.get("/history")
async def history(
    identity: SignedIn,
    services: TheServices,
    before: UUID | None = None,
    kind: Annotated[Kind | None, Query(alias="type")] = None,
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
) -> CreditHistory:
    """The ledger, newest entry first; `before` an entry's `transaction_id` goes on from there."""
    return CreditHistory(entries=await services.credits.history(identity.user.id, before, kind, limit))


@router.get("/history/export", response_class=Response, responses={200: {"content": {"text/csv": {}}}})
async def export_history(
    identity: SignedIn, services: TheServices, kind: Annotated[Kind | None, Query(alias="type")] = None
) -> Response:
    """The ledger as a CSV file, newest entry first, the last 50,000 of them."""
    entries = await services.credits.history(identity.user.id, None, kind, MOST_EXPORTED)
    return Response(
        to_csv(entries).encode(),
        media_type="text/csv",
        headers=attachment("nodepilot-credits.csv"),
    )


@router.get("/holds")
async def holds(identity: SignedIn, services: TheServices) -> CreditHolds:
    """Credits that running answers keep reserved."""
    return CreditHolds(holds=await services.credits.holds(identity.user.id))
