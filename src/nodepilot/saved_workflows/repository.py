"""Queries on saved workflows. Row security keeps each to the transaction's user."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, LiteralString
from uuid import UUID

from nodepilot.saved_workflows.schemas import Author, Step, Version, VersionSummary, WorkflowSummary
from nodepilot.storage.database import Expected, Transaction
from nodepilot.storage.json_values import as_json

KEPT_DELETED = timedelta(days=30)
"""How long a deleted workflow can be brought back; the purging policy says the same."""


@dataclass(frozen=True, slots=True)
class NewVersion:
    """What a version is made of. `message` says what it was made for.

    `message_id` is the message of the conversation at which it is made; the last one that is shown unless given.
    """

    author: Author
    message: str
    document: Mapping[str, Any]
    step: Step = "change"
    message_id: UUID | None = None


async def list_workflows(transaction: Transaction, text: str, limit: int) -> list[WorkflowSummary]:
    """Newest first; with `text` in the name, if there is any."""
    return await transaction.fetch_all(
        "select id, name, conversation_id, version_count, created_at, updated_at from workflows"
        " where user_id = (select auth.uid()) and deleted_at is null"
        " and position(lower(%(text)s) in lower(name)) > 0"
        " order by updated_at desc, id desc limit %(limit)s",
        {"text": text, "limit": limit},
        into=WorkflowSummary,
    )


async def find_workflow(transaction: Transaction, workflow_id: UUID) -> WorkflowSummary | None:
    return await transaction.find(
        "select id, name, conversation_id, version_count, created_at, updated_at from workflows"
        " where id = %s and deleted_at is null",
        (workflow_id,),
        into=WorkflowSummary,
    )


async def find_of_conversation(transaction: Transaction, conversation_id: UUID) -> UUID | None:
    """The workflow that the conversation is about."""
    found = await transaction.find_value(
        "select id from workflows where conversation_id = %s and deleted_at is null order by id desc limit 1",
        (conversation_id,),
    )
    return found if isinstance(found, UUID) else None


async def add_workflow(
    transaction: Transaction, workflow_id: UUID, name: str, conversation_id: UUID | None
) -> None:
    """Adds a workflow, which needs a version next."""
    await transaction.send(
        "insert into workflows (id, user_id, name, conversation_id) values (%s, auth.uid(), %s, %s)",
        (workflow_id, name, conversation_id),
    )


async def add_version(
    transaction: Transaction, workflow_id: UUID, new: NewVersion, *, name: str | None = None
) -> WorkflowSummary | None:
    """Adds the next version, and renames the workflow if there is a name; None without such a workflow."""
    return await transaction.find(
        "with whole as ("  # noqa: S608 - of parts of our own
        " update workflows set version_count = version_count + 1, updated_at = now(), name = coalesce(%(name)s, name)"
        f" where id = %(workflow)s and deleted_at is null returning {_SUMMARY}), {_VERSION} select * from whole",
        {"workflow": workflow_id, "name": name, **_columns(new)},
        into=WorkflowSummary,
    )


async def keep_in_conversation(
    transaction: Transaction, conversation_id: UUID, fresh_id: UUID, name: str, new: NewVersion
) -> Expected[WorkflowSummary]:
    """Adds the next version to the workflow that the conversation is about, which begins here where there is none yet.

    Gives nothing when that workflow is deleted at this moment.
    """
    return await transaction.expect(
        "with present as (select id from workflows"  # noqa: S608 - of parts of our own
        " where conversation_id = %(conversation)s and deleted_at is null"
        " order by id desc limit 1), begun as ("
        " insert into workflows (id, user_id, name, conversation_id, version_count)"
        " select %(fresh)s, auth.uid(), %(name)s, %(conversation)s, 1 where not exists (select from present)"
        f" returning {_SUMMARY}), changed as ("
        " update workflows set version_count = version_count + 1, updated_at = now()"
        f" where id = (select id from present) and deleted_at is null returning {_SUMMARY}),"
        f" whole as (select * from begun union all select * from changed), {_VERSION} select * from whole",
        {"conversation": conversation_id, "fresh": fresh_id, "name": name, **_columns(new)},
        into=WorkflowSummary,
    )


_SUMMARY: LiteralString = "id, name, conversation_id, version_count, created_at, updated_at"
_VERSION: LiteralString = (
    "added as (insert into workflow_versions"
    " (workflow_id, number, user_id, author, step, message, workflow_json, node_count, message_id)"
    " select id, version_count, auth.uid(), %(author)s, %(step)s, %(message)s, %(document)s, %(nodes)s,"
    " coalesce(%(at)s, (select said.id from conversation_messages said"
    " where said.conversation_id = whole.conversation_id and active order by timestamp desc, id desc limit 1))"
    " from whole)"
)
"""Keeps the version of the workflow in `whole`."""


def _columns(new: NewVersion) -> dict[str, Any]:
    nodes = new.document.get("nodes")
    return {
        "author": new.author,
        "step": new.step,
        "message": new.message,
        "document": as_json(new.document),
        "nodes": len(nodes) if isinstance(nodes, list) else 0,
        "at": new.message_id,
    }


async def list_versions(transaction: Transaction, workflow_id: UUID) -> list[VersionSummary]:
    """Newest first."""
    return await transaction.fetch_all(
        "select number, author, step, message, node_count, created_at from workflow_versions"
        " where workflow_id = %s order by number desc",
        (workflow_id,),
        into=VersionSummary,
    )


async def list_versions_shown(transaction: Transaction, workflow_id: UUID) -> list[VersionSummary]:
    """Those made on the active branch of its conversation, or outside of any; the last along the branch first."""
    return await transaction.fetch_all(
        "select v.number, v.author, v.step, v.message, v.node_count, v.created_at from workflow_versions v"
        " left join conversation_messages m on m.id = v.message_id"
        " where v.workflow_id = %s and coalesce(m.active, true)"
        " order by coalesce(m.timestamp, v.created_at) desc, v.number desc",
        (workflow_id,),
        into=VersionSummary,
    )


async def find_version(transaction: Transaction, workflow_id: UUID, number: int) -> Version | None:
    """A version of a workflow that is not deleted."""
    return await transaction.find(
        "select v.number, v.author, v.step, v.message, v.node_count, v.created_at, v.workflow_json as workflow"
        " from workflow_versions v join workflows w on w.id = v.workflow_id"
        " where w.id = %s and w.deleted_at is null and v.number = %s",
        (workflow_id, number),
        into=Version,
    )


async def find_document_at(transaction: Transaction, message_id: UUID, message: str) -> dict[str, Any] | None:
    """The document of the first version that was made at a message of the conversation, for that."""
    found = await transaction.find_value(
        "select workflow_json from workflow_versions where message_id = %s and message = %s"
        " order by number limit 1",
        (message_id, message),
    )
    return found if isinstance(found, dict) else None


async def rename_workflow(transaction: Transaction, workflow_id: UUID, name: str) -> WorkflowSummary | None:
    return await transaction.find(
        "update workflows set name = %s where id = %s and deleted_at is null"
        " returning id, name, conversation_id, version_count, created_at, updated_at",
        (name, workflow_id),
        into=WorkflowSummary,
    )


async def set_deleted(transaction: Transaction, workflow_id: UUID, *, deleted: bool) -> bool:
    """Deletes it or brings it back; false when there is no such workflow in the other state."""
    touched = await transaction.execute(
        "update workflows set deleted_at = case when %(deleted)s then now() end"
        " where id = %(id)s and (deleted_at is null) = %(deleted)s",
        {"deleted": deleted, "id": workflow_id},
    )
    return touched > 0


async def delete_all(transaction: Transaction) -> None:
    """Every workflow of the transaction's user, for good."""
    await transaction.execute("delete from workflows where user_id = (select auth.uid())")


async def purge(transaction: Transaction) -> int:
    """Deletes for good what was deleted long enough ago; in the reaper's role."""
    return await transaction.execute(
        "delete from workflows where deleted_at < now() - %s::interval", (KEPT_DELETED,)
    )
