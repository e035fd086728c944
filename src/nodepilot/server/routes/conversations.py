"""`/api/conversations/*`."""

from __future__ import annotations

from fastapi import APIRouter

from nodepilot.conversations.message_text import check_title
from nodepilot.conversations.schemas import ConversationSummary
from nodepilot.server.dependencies import ConversationId, SignedIn, TheServices
from nodepilot.server.schemas import ConversationBody, ConversationList, TitleBody

router = APIRouter(prefix="/api/conversations", tags=["conversations"])


@router.get("")
async def list_conversations(identity: SignedIn, services: TheServices) -> ConversationList:
    """One's own conversations, newest first."""
    return ConversationList(conversations=await services.conversations.list(identity.user.id))


@router.get("/{conversation_id}")
async def open_conversation(
    conversation_id: ConversationId, identity: SignedIn, services: TheServices
) -> ConversationBody:
    """A conversation with its messages."""
    found = await services.conversations.open(identity.user.id, conversation_id)
    return ConversationBody(
        **found.conversation.model_dump(),
        messages=found.messages,
        running_generation_id=found.running_generation_id,
    )


@router.patch("/{conversation_id}")
async def rename_conversation(
    conversation_id: ConversationId, body: TitleBody, identity: SignedIn, services: TheServices
) -> ConversationSummary:
    """Gives it another title."""
    title = check_title(body.title)
    return await services.conversations.rename(identity.user.id, conversation_id, title)


@router.delete("/{conversation_id}", status_code=204)
async def delete_conversation(
    conversation_id: ConversationId, identity: SignedIn, services: TheServices
) -> None:
    """Deletes it with everything that was said in it."""
    await services.conversations.delete(identity.user.id, conversation_id)
