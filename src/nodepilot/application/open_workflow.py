"""The workflow that a conversation is about, with the state that an undo leads back to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from nodepilot.composer.editing.undo import is_undo
from nodepilot.pipeline.open_workflow import OpenWorkflow
from nodepilot.saved_workflows import repository
from nodepilot.saved_workflows.schemas import VersionSummary
from nodepilot.storage.database import Transaction


async def open_workflow(transaction: Transaction, conversation_id: UUID) -> OpenWorkflow | None:
    """The newest version of the conversation's workflow, and the one that an undo leads back to."""
    workflow_id = await repository.find_of_conversation(transaction, conversation_id)
    if workflow_id is None:
        return None
    states = state_before_last_change(await repository.list_versions(transaction, workflow_id))
    if states is None:
        return None
    newest = await repository.find_version(transaction, workflow_id, states.newest)
    if newest is None:
        return None
    earlier = (
        await repository.find_version(transaction, workflow_id, states.earlier)
        if states.earlier is not None
        else None
    )
    return OpenWorkflow(newest.workflow, earlier.workflow if earlier is not None else None)


@dataclass(frozen=True, slots=True)
class States:
    """Numbers of versions: the newest one, and the one whose state an undo brings back."""

    newest: int
    earlier: int | None


def state_before_last_change(versions: Sequence[VersionSummary]) -> States | None:
    """Replays the versions (newest first): one that was made by an undo takes the change before it away."""
    standing: list[int] = []
    for version in reversed(versions):
        if version.author == "assistant" and is_undo(version.message) and len(standing) > 1:
            standing.pop()
        else:
            standing.append(version.number)
    if not standing:
        return None
    return States(versions[0].number, standing[-2] if len(standing) > 1 else None)
