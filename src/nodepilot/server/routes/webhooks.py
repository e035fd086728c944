"""What other services call. The answer says only that the message is genuine and stored."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request

from nodepilot.server.dependencies import TheServices
from nodepilot.server.schemas import Accepted
from nodepilot.webhooks.schemas import Sender

router = APIRouter(tags=["webhooks"])


def _sends(example: dict[str, Any]) -> dict[str, Any]:
    """The body is read as bytes, for its signature; this is what it holds."""
    schema = {"type": "object", "additionalProperties": True}
    return {"requestBody": {"content": {"application/json": {"schema": schema, "example": example}}}}


@router.post(
    "/api/stripe/webhook",
    openapi_extra=_sends(
        {"id": "evt_1a2b3c", "type": "invoice.paid", "data": {"object": {"id": "in_1a2b3c"}}}
    ),
)
async def stripe(request: Request, services: TheServices) -> Accepted:
    """Payments and subscriptions."""
    return await _receive("stripe", request, services)


@router.post(
    "/api/clerk/webhook",
    openapi_extra=_sends({"type": "user.deleted", "data": {"id": "user_1a2b3c", "deleted": True}}),
)
async def clerk(request: Request, services: TheServices) -> Accepted:
    """People and sessions."""
    return await _receive("clerk", request, services)


@router.post(
    "/api/supabase/webhook",
    openapi_extra=_sends({"type": "UPDATE", "table": "workflow_templates", "record": {"is_active": False}}),
)
async def supabase(request: Request, services: TheServices) -> Accepted:
    """Rows that were edited by hand."""
    return await _receive("supabase", request, services)


async def _receive(sender: Sender, request: Request, services: TheServices) -> Accepted:
    await services.webhook_inbox.receive(sender, await request.body(), request.headers)
    return Accepted()
