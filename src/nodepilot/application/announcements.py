"""What open tabs are told, and the bells that wake followers."""

from __future__ import annotations

from uuid import UUID

from nodepilot.conversations.schemas import ConversationSummary
from nodepilot.credits.schemas import Sums
from nodepilot.saved_workflows.schemas import WorkflowSummary
from nodepilot.storage.stream_event import EventBody


def conversation_changed(conversation: ConversationSummary) -> EventBody:
    """A conversation is new, or looks different in the list."""
    return EventBody("conversation", conversation.model_dump(mode="json"))


def conversation_deleted(conversation_id: UUID) -> EventBody:
    return EventBody("conversation_deleted", {"id": str(conversation_id)})


def message_added(conversation_id: UUID, message_id: UUID, role: str) -> EventBody:
    """There is a message to load, or the branch with this message is shown now."""
    return EventBody(
        "message", {"conversation_id": str(conversation_id), "id": str(message_id), "role": role}
    )


def generation_changed(conversation_id: UUID, generation_id: UUID, status: str) -> EventBody:
    """An answer is begun or over."""
    return EventBody(
        "generation", {"conversation_id": str(conversation_id), "id": str(generation_id), "status": status}
    )


def workflow_changed(workflow: WorkflowSummary) -> EventBody:
    """A saved workflow is new, or has another name or version."""
    return EventBody("workflow", workflow.model_dump(mode="json"))


def workflow_deleted(workflow_id: UUID) -> EventBody:
    return EventBody("workflow_deleted", {"id": str(workflow_id)})


def credits_changed(sums: Sums) -> EventBody:
    return EventBody("credits", sums.model_dump(mode="json"))


def generation_bell(generation_id: UUID) -> str:
    """Rings when a generation has stored new events."""
    return f"generation:{generation_id}"


STOP_BELL = "stop"
"""Rings when somebody wants a generation stopped."""
