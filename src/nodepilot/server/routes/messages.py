"""`/api/messages/*`: what a person thinks of an answer."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Path

from nodepilot.feedback.schemas import Feedback
from nodepilot.server.dependencies import SignedIn, TheServices
from nodepilot.server.schemas import FeedbackBody

router = APIRouter(prefix="/api/messages", tags=["messages"])

MessageId = Annotated[UUID, Path(description="An assistant message's id.")]


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
