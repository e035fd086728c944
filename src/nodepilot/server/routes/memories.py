"""`/api/conversations/{id}/memories`: what is remembered of a conversation, for its owner."""

from __future__ import annotations

from fastapi import APIRouter

from nodepilot.server.dependencies import ConversationId, MemoryId, SignedIn, TheServices
from nodepilot.server.model_schemas import MemoryList

router = APIRouter(prefix="/api/conversations/{conversation_id}/memories", tags=["conversations"])


@router.get("")
async def list_memories(
    conversation_id: ConversationId, identity: SignedIn, services: TheServices
) -> MemoryList:
    """What is remembered, what matters most first."""
    return MemoryList(memories=await services.memory.show(identity.user.id, conversation_id))


@router.delete("", status_code=204)
async def forget_memories(conversation_id: ConversationId, identity: SignedIn, services: TheServices) -> None:
    """Forgets all of it."""
    await services.memory.forget(identity.user.id, conversation_id)


@router.delete("/{memory_id}", status_code=204)
async def forget_memory(
    conversation_id: ConversationId, memory_id: MemoryId, identity: SignedIn, services: TheServices
) -> None:
    """Forgets one sentence."""
    await services.memory.forget(identity.user.id, conversation_id, memory_id)
