"""`GET /api/events`: what changes for the signed-in person, as it happens."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Header
from fastapi.responses import Response

from nodepilot.server.dependencies import SignedIn, TheServices, Token
from nodepilot.server.sse import EventStream

router = APIRouter(prefix="/api/events", tags=["events"])


@router.get("", response_class=Response, responses={200: {"content": {"text/event-stream": {}}}})
async def follow_changes(
    identity: SignedIn,
    token: Token,
    services: TheServices,
    last_event_id: Annotated[int | None, Header(ge=0, le=2**62)] = None,
) -> EventStream:
    """Conversations, messages and generations that come, change and go; goes on after `Last-Event-ID`, and ends
    with the session."""

    async def still_allowed() -> bool:
        return await services.admission.still_counts(token)

    return EventStream(services.feed.follow(identity.user.id, last_event_id, still_allowed))
