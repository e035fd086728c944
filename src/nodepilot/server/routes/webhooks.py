"""What other services call. The answer says only that the message is genuine and stored."""

from __future__ import annotations

from fastapi import APIRouter, Request

from nodepilot.server.dependencies import TheServices
from nodepilot.server.schemas import Accepted
from nodepilot.webhooks.schemas import Sender

router = APIRouter(tags=["webhooks"])


@router.post("/api/stripe/webhook")
async def stripe(request: Request, services: TheServices) -> Accepted:
    """Payments and subscriptions."""
    return await _receive("stripe", request, services)


@router.post("/api/clerk/webhook")
async def clerk(request: Request, services: TheServices) -> Accepted:
    """People and sessions."""
    return await _receive("clerk", request, services)


@router.post("/api/supabase/webhook")
async def supabase(request: Request, services: TheServices) -> Accepted:
    """Rows that were edited by hand."""
    return await _receive("supabase", request, services)


async def _receive(sender: Sender, request: Request, services: TheServices) -> Accepted:
    await services.webhook_inbox.receive(sender, await request.body(), request.headers)
    return Accepted()
