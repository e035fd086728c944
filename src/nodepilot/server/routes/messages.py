"""`/api/messages/*`: other versions of what was said, and what a person thinks of an answer."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import Response

from nodepilot.application.starting import Again, ChatMessage
from nodepilot.feedback.schemas import Feedback
from nodepilot.server.dependencies import MessageId, OwnRelease, SignedIn, TheServices
from nodepilot.server.routes.chat import STREAM_OR_OBJECT, IdempotencyKey, answer_as_asked, unique
from nodepilot.server.schemas import AnswerBody, EditBody, FeedbackBody

router = APIRouter(prefix="/api/messages", tags=["messages"])


@router.post("/{message_id}/edit", response_model=AnswerBody, responses=STREAM_OR_OBJECT)
async def edit_message(
    message_id: MessageId,
    body: EditBody,
    request: Request,
    identity: SignedIn,
    services: TheServices,
    release: OwnRelease,
    idempotency_key: IdempotencyKey = None,
) -> Response:
    """Another version of an own message, and its answer: the conversation branches there."""
    user = identity.user.id
    message = ChatMessage(
        body.message,
        idempotency_key=idempotency_key,
        n8n_version=release,
        edits=message_id,
        file_ids=unique(body.file_ids),
        preference=identity.user.model_preference,
    )
    return await answer_as_asked(request, services, user, await services.chat.send(user, message))


@router.post("/{message_id}/regenerate", response_model=AnswerBody, responses=STREAM_OR_OBJECT)
async def regenerate_answer(
    message_id: MessageId,
    request: Request,
    identity: SignedIn,
    services: TheServices,
    release: OwnRelease,
    idempotency_key: IdempotencyKey = None,
) -> Response:
    """Another version of an answer; what followed the one before stays on its own branch."""
    user = identity.user.id
    wish = Again(message_id, idempotency_key, release, identity.user.model_preference)
    return await answer_as_asked(request, services, user, await services.chat.regenerate(user, wish))


@router.post("/{message_id}/choose", status_code=204)
async def choose_branch(message_id: MessageId, identity: SignedIn, services: TheServices) -> None:
    """Shows the branch with this message, to its newest end."""
    await services.conversations.choose_branch(identity.user.id, message_id)


@router.put("/{message_id}/feedback", status_code=204)
async def give_feedback(
    message_id: MessageId, body: FeedbackBody, identity: SignedIn, services: TheServices
) -> None:
    """A thumb and, if one likes, why; in place of an earlier one."""
    await services.feedback.keep(identity.user.id, message_id, Feedback(**body.model_dump()))


@router.delete("/{message_id}/feedback", status_code=204)
async def take_back_feedback(message_id: MessageId, identity: SignedIn, services: TheServices) -> None:
    """As if nothing had been said."""
    await services.feedback.take_back(identity.user.id, message_id)
