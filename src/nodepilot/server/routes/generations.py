"""`/api/generations/*`: runs that have been started."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Header
from fastapi.responses import Response

from nodepilot.server.dependencies import GenerationId, SignedIn, TheServices
from nodepilot.server.schemas import GenerationState
from nodepilot.server.sse import EventStream

router = APIRouter(prefix="/api/generations", tags=["generations"])


@router.post("/{generation_id}/stop")
async def stop_generation(
    generation_id: GenerationId, identity: SignedIn, services: TheServices
) -> GenerationState:
    """Stops it if it runs; one that is over stays as it is."""
    await services.chat.stop(identity.user.id, generation_id)
    found = await services.chat.find(identity.user.id, generation_id)
    return GenerationState(id=found.id, status=found.status)


@router.get(
    "/{generation_id}/events",
    response_class=Response,
    responses={200: {"content": {"text/event-stream": {}}}},
)
async def follow_generation(
    generation_id: GenerationId,
    identity: SignedIn,
    services: TheServices,
    last_event_id: Annotated[int, Header(ge=0, le=2_000_000_000)] = 0,
) -> EventStream:
    """All its events after `Last-Event-ID`, and those to come, to the last one."""
    user = identity.user.id
    await services.chat.find(user, generation_id)
    return EventStream(services.chat.follow(user, generation_id, last_event_id))
