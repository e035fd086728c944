"""`POST /api/chat/message`: a message comes in, its answer goes out as a stream or as one object."""

from __future__ import annotations

from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Header, Request
from fastapi.responses import Response

from nodepilot.application.services import Services
from nodepilot.application.starting import ChatMessage
from nodepilot.server.dependencies import OwnRelease, SignedIn, TheServices
from nodepilot.server.json_answer import json_answer
from nodepilot.server.schemas import AnswerBody, MessageBody
from nodepilot.server.sse import EventStream

router = APIRouter(prefix="/api/chat", tags=["chat"])

IdempotencyKey = Annotated[str | None, Header(min_length=1, max_length=200, pattern=r"^[\x21-\x7e]+$")]

STREAM_OR_OBJECT: dict[int | str, dict[str, Any]] = {
    200: {"content": {"text/event-stream": {}}, "description": "The answer, as `Accept` asks"}
}


@router.post("/message", response_model=AnswerBody, responses=STREAM_OR_OBJECT)
async def send_message(
    body: MessageBody,
    request: Request,
    identity: SignedIn,
    services: TheServices,
    release: OwnRelease,
    idempotency_key: IdempotencyKey = None,
) -> Response:
    """Runs a message through the pipeline."""
    user = identity.user.id
    message = ChatMessage(
        body.message,
        body.conversation_id,
        idempotency_key,
        release,
        body.workflow,
        file_ids=unique(body.file_ids),
        preference=identity.user.model_preference,
    )
    return await answer_as_asked(request, services, user, await services.chat.send(user, message))


def unique(ids: list[UUID] | None) -> tuple[UUID, ...] | None:
    """Each id once."""
    return None if ids is None else tuple(dict.fromkeys(ids))


async def answer_as_asked(request: Request, services: Services, user: UUID, generation_id: UUID) -> Response:
    """The answer of a generation, as `Accept` asks: a stream, or one object at its end."""
    if "text/event-stream" in request.headers.get("accept", ""):
        return EventStream(services.chat.follow(user, generation_id))
    return json_answer(await services.chat.answer(user, generation_id))
