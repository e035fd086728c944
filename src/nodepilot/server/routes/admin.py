"""`/api/admin/*`: for administrators; to everybody else it is not there."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query

from nodepilot.administration.schemas import Account
from nodepilot.server.business_schemas import (
    AccountList,
    AuditLog,
    GrantBody,
    Likings,
    ReplayBody,
    Replayed,
    WebhookList,
)
from nodepilot.server.dependencies import AccountId, Administrator, TheServices
from nodepilot.webhooks.schemas import Status

router = APIRouter(prefix="/api/admin", tags=["admin"])

Limit = Annotated[int, Query(ge=1, le=200)]


@router.get("/users")
async def list_users(
    identity: Administrator,
    services: TheServices,
    q: Annotated[str, Query(max_length=200)] = "",
    flagged: bool = False,
    before: UUID | None = None,
    limit: Limit = 50,
) -> AccountList:
    """Who has an account, newest first; `q` stands in the address or the name. `flagged`: only those that
    somebody should look at."""
    found = await services.administration.accounts(identity.user.id, q, before, limit, flagged=flagged)
    return AccountList(users=found)


@router.get("/users/{account_id}")
async def see_user(account_id: AccountId, identity: Administrator, services: TheServices) -> Account:
    """One account."""
    return await services.administration.account(identity.user.id, account_id)


@router.post("/users/{account_id}/credits", status_code=201)
async def grant_credits(
    account_id: AccountId, body: GrantBody, identity: Administrator, services: TheServices
) -> Account:
    """Gives credits, with the reason in the audit log."""
    return await services.administration.grant(
        identity.user.id, account_id, body.amount, body.reason, body.expires_at
    )


@router.get("/audit-log")
async def audit_log(
    identity: Administrator,
    services: TheServices,
    subject: UUID | None = None,
    before: UUID | None = None,
    limit: Limit = 50,
) -> AuditLog:
    """What administrators did, newest first."""
    found = await services.administration.audit_log(identity.user.id, subject, before, limit)
    return AuditLog(entries=found)


@router.get("/feedback")
async def feedback(
    identity: Administrator, services: TheServices, days: Annotated[int, Query(ge=1, le=366)] = 30
) -> Likings:
    """How the answers of each engine and model were liked, day by day; what was said stays with the people."""
    return Likings(days=await services.administration.likings(identity.user.id, days))


@router.get("/webhooks")
async def webhooks(
    identity: Administrator, services: TheServices, status: Status = "dead", limit: Limit = 50
) -> WebhookList:
    """Messages of other services, newest first: those that were given up, or others."""
    found = await services.administration.webhooks(identity.user.id, status, limit)
    return WebhookList(events=found)


@router.post("/webhooks/replay")
async def replay_webhooks(body: ReplayBody, identity: Administrator, services: TheServices) -> Replayed:
    """Lets the server try again what it gave up: one message, or all of them."""
    return Replayed(count=await services.administration.replay(identity.user.id, body.event_id))
