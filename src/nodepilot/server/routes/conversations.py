"""`/api/conversations/*`."""

from __future__ import annotations

from typing import Annotated, Literal
from uuid import UUID

from fastapi import APIRouter, Query
from fastapi.responses import Response

from nodepilot.conversations.export import to_markdown
from nodepilot.conversations.message_text import check_title
from nodepilot.conversations.schemas import ConversationSummary
from nodepilot.server.attachments import attachment, named_after
from nodepilot.server.dependencies import ConversationId, SignedIn, TheServices
from nodepilot.server.json_answer import json_answer
from nodepilot.server.schemas import (
    ConversationBody,
    ConversationChange,
    ConversationList,
    FoundConversations,
)
from nodepilot.storage.json_values import to_json_text

MOST_MESSAGES = 1_000

router = APIRouter(prefix="/api/conversations", tags=["conversations"])


@router.get("")
async def list_conversations(identity: SignedIn, services: TheServices) -> ConversationList:
    """One's own conversations: pinned ones first, then the newest."""
    return ConversationList(conversations=await services.conversations.recent(identity.user.id))


@router.get("/search")
async def search_conversations(
    identity: SignedIn, services: TheServices, q: Annotated[str, Query(max_length=200)] = ""
) -> FoundConversations:
    """Conversations in which all the words were said; the last word may be unfinished."""
    return FoundConversations(conversations=await services.conversations.search(identity.user.id, q))


@router.get("/{conversation_id}", response_model=ConversationBody)
async def open_conversation(
    conversation_id: ConversationId,
    identity: SignedIn,
    services: TheServices,
    before: UUID | None = None,
    limit: Annotated[int | None, Query(ge=1, le=MOST_MESSAGES)] = None,
) -> Response:
    """A conversation with its messages: all, or the last `limit`; `before` a message's `id` goes on from there."""
    found = await services.conversations.open(identity.user.id, conversation_id, before=before, limit=limit)
    return json_answer(
        ConversationBody(
            **found.conversation.model_dump(),
            messages=found.messages,
            has_earlier=found.has_earlier,
            feedback=found.feedback,
            running_generation_id=found.running_generation_id,
        )
    )


@router.patch("/{conversation_id}")
async def change_conversation(
    conversation_id: ConversationId, body: ConversationChange, identity: SignedIn, services: TheServices
) -> ConversationSummary:
    """Renames it or pins it."""
    title = None if body.title is None else check_title(body.title)
    return await services.conversations.change(
        identity.user.id, conversation_id, title=title, pinned=body.pinned
    )


@router.delete("/{conversation_id}", status_code=204)
async def delete_conversation(
    conversation_id: ConversationId, identity: SignedIn, services: TheServices
) -> None:
    """Deletes it with everything that was said in it."""
    await services.conversations.delete(identity.user.id, conversation_id)


@router.get(
    "/{conversation_id}/export",
    response_class=Response,
    responses={200: {"content": {"text/markdown": {}, "application/json": {}}}},
)
async def export_conversation(
    conversation_id: ConversationId,
    identity: SignedIn,
    services: TheServices,
    kind: Annotated[Literal["markdown", "json"], Query(alias="format")] = "markdown",
) -> Response:
    """The conversation as a file."""
    found = await services.conversations.open(identity.user.id, conversation_id)
    if kind == "markdown":
        content, media_type, extension = (
            to_markdown(found.conversation, found.messages),
            "text/markdown",
            "md",
        )
    else:
        document = found.conversation.model_dump(mode="json") | {
            "messages": [message.model_dump(mode="json") for message in found.messages]
        }
        content, media_type, extension = to_json_text(document), "application/json", "json"
    name = named_after(found.conversation.title, extension, otherwise="conversation")
    return Response(
        content.encode(),
        media_type=media_type,
        headers=attachment(name),
    )
