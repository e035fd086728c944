"""Links to conversations: made and revoked by their owner, read by anybody who has one."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import Response

from nodepilot.application.errors import NotFound
from nodepilot.server.dependencies import (
    ConversationId,
    SignedIn,
    TheServices,
    check_allowance,
    network_address,
)
from nodepilot.server.json_answer import json_answer
from nodepilot.server.schemas import SharedBody, ShareLink

router = APIRouter(tags=["sharing"])


def _link(request: Request, token: str) -> ShareLink:
    base = request.app.state.settings.public_url or f"{request.url.scheme}://{request.url.netloc}"
    return ShareLink(url=f"{base}/shared/{token}", token=token)


@router.post("/api/conversations/{conversation_id}/share")
async def share(
    conversation_id: ConversationId, request: Request, identity: SignedIn, services: TheServices
) -> ShareLink:
    """A read-only link; the same again if there is one."""
    return _link(request, await services.sharing.share(identity.user.id, conversation_id))


@router.get("/api/conversations/{conversation_id}/share")
async def find_link(
    conversation_id: ConversationId, request: Request, identity: SignedIn, services: TheServices
) -> ShareLink:
    """The link; 404 when the conversation is not shared."""
    token = await services.sharing.find_token(identity.user.id, conversation_id)
    if token is None:
        raise NotFound("shared conversation")
    return _link(request, token)


@router.delete("/api/conversations/{conversation_id}/share", status_code=204)
async def revoke(conversation_id: ConversationId, identity: SignedIn, services: TheServices) -> None:
    """The link opens nothing any more."""
    await services.sharing.revoke(identity.user.id, conversation_id)


@router.get("/api/shared/{token}", response_model=SharedBody)
async def visit(token: str, request: Request, services: TheServices) -> Response:
    """What the link shows, to anybody who has it."""
    check_allowance(request, await services.admission.count_visit(network_address(request)))
    shared = await services.sharing.visit(token)
    body = SharedBody(**shared.conversation.model_dump(exclude={"id", "pinned"}), messages=shared.messages)
    return json_answer(body)
