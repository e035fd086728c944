"""The workflow that a conversation is about, with the state that an undo leads back to."""

from __future__ import annotations

from uuid import UUID

from nodepilot.pipeline.open_workflow import OpenWorkflow
from nodepilot.saved_workflows import repository
from nodepilot.saved_workflows.history import history_of
from nodepilot.storage.database import Transaction


async def open_workflow(transaction: Transaction, conversation_id: UUID) -> OpenWorkflow | None:
    """The newest version on the conversation's active branch, and the one that an undo leads back to."""
    workflow_id = await repository.find_of_conversation(transaction, conversation_id)
    if workflow_id is None:
        return None
    versions = await repository.list_versions_shown(transaction, workflow_id)
    newest = await repository.find_version(transaction, workflow_id, versions[0].number) if versions else None
    if newest is None:
        return None
    before = history_of(versions).undo
    earlier = await repository.find_version(transaction, workflow_id, before.number) if before else None
    return OpenWorkflow(newest.workflow, earlier.workflow if earlier is not None else None)
