"""What a person does with saved workflows; every open tab hears of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeVar
from uuid import UUID

from nodepilot.application.announcements import workflow_changed, workflow_deleted
from nodepilot.application.errors import NotFound, VersionConflict
from nodepilot.application.workflow_checks import WorkflowChecks, read_document
from nodepilot.composer.editing.undo import is_undo
from nodepilot.realtime import repository as feed
from nodepilot.realtime.feed import bell_key
from nodepilot.saved_workflows import repository
from nodepilot.saved_workflows.repository import NewVersion
from nodepilot.saved_workflows.schemas import Step, Version, VersionSummary, WorkflowSummary
from nodepilot.sentences import later, say
from nodepilot.storage.database import Database, Expected, Transaction
from nodepilot.storage.ids import new_id
from nodepilot.storage.notifications import Bells

Found = TypeVar("Found")

MOST_LISTED = 500
UNNAMED = later("My workflow")
LONGEST_NAME = 200
BROUGHT_ALONG = later("Brought along")
"""Kept in English, because versions are found by it; said where they are listed."""


@dataclass(frozen=True, slots=True)
class OpenWorkflow:
    """A workflow with its newest version."""

    workflow: WorkflowSummary
    version: Version


class Workflows:
    """Each method acts for one user; what belongs to others does not exist for it (`NotFound`)."""

    def __init__(self, database: Database, bells: Bells, checks: WorkflowChecks) -> None:
        self._database = database
        self._bells = bells
        self.checks = checks

    async def recent(self, user_id: UUID, text: str) -> list[WorkflowSummary]:
        """Newest first, at most `MOST_LISTED`; only those with `text` in their name, if there is any."""
        async with self._database.as_user(user_id) as transaction:
            return await repository.list_workflows(transaction, text, MOST_LISTED)

    async def open(self, user_id: UUID, workflow_id: UUID) -> OpenWorkflow:
        async with self._database.as_user(user_id) as transaction:
            workflow = _there(await repository.find_workflow(transaction, workflow_id))
            version = await repository.find_version(transaction, workflow_id, workflow.version_count)
            return OpenWorkflow(workflow, _there(version))

    async def add(self, user_id: UUID, document: Any, name: str | None, message: str) -> WorkflowSummary:
        """Saves a workflow that somebody brings along. Raises `InvalidWorkflow`."""
        checked = read_document(document)
        async with self._database.as_user(user_id) as transaction:
            added = await _add(
                transaction, NewVersion("user", message, checked), name or _name(checked), None
            )
            await feed.publish(transaction, [workflow_changed(added)])
        self._bells.ring(bell_key(user_id))
        return added

    async def save(
        self, user_id: UUID, workflow_id: UUID, document: Any, message: str, base: int | None
    ) -> WorkflowSummary:
        """Adds a version. Raises `VersionConflict` when `base` is no longer the newest one."""
        checked = read_document(document)
        async with self._database.as_user(user_id) as transaction:
            saved = _there(
                await repository.add_version(transaction, workflow_id, NewVersion("user", message, checked))
            )
            if base is not None and saved.version_count != base + 1:
                raise VersionConflict(saved.version_count - 1)
            await feed.publish(transaction, [workflow_changed(saved)])
        self._bells.ring(bell_key(user_id))
        return saved

    async def rename(self, user_id: UUID, workflow_id: UUID, name: str) -> WorkflowSummary:
        async with self._database.as_user(user_id) as transaction:
            renamed = _there(await repository.rename_workflow(transaction, workflow_id, name))
            await feed.publish(transaction, [workflow_changed(renamed)])
        self._bells.ring(bell_key(user_id))
        return renamed

    async def versions(self, user_id: UUID, workflow_id: UUID) -> list[VersionSummary]:
        """Newest first."""
        async with self._database.as_user(user_id) as transaction:
            _there(await repository.find_workflow(transaction, workflow_id))
            versions = await repository.list_versions(transaction, workflow_id)
        return [
            each.model_copy(update={"message": say(each.message)}) if each.message == BROUGHT_ALONG else each
            for each in versions
        ]

    async def version(self, user_id: UUID, workflow_id: UUID, number: int) -> Version:
        async with self._database.as_user(user_id) as transaction:
            return _there(await repository.find_version(transaction, workflow_id, number), "version")

    async def diff(self, user_id: UUID, workflow_id: UUID, number: int, against: int) -> list[dict[str, Any]]:
        """What changed from version `against` to version `number`."""
        before = await self.version(user_id, workflow_id, against)
        after = await self.version(user_id, workflow_id, number)
        return await self.checks.diff(before.workflow, after.workflow)

    async def restore(self, user_id: UUID, workflow_id: UUID, number: int) -> WorkflowSummary:
        """An old version becomes the newest one; those in between stay."""
        async with self._database.as_user(user_id) as transaction:
            old = _there(await repository.find_version(transaction, workflow_id, number), "version")
            new = NewVersion("user", say("Version {number} restored", number=number), old.workflow)
            restored = _there(await repository.add_version(transaction, workflow_id, new))
            await feed.publish(transaction, [workflow_changed(restored)])
        self._bells.ring(bell_key(user_id))
        return restored

    async def duplicate(self, user_id: UUID, workflow_id: UUID) -> WorkflowSummary:
        """A copy of the newest version, under a name that says so."""
        found = await self.open(user_id, workflow_id)
        name = f"{found.workflow.name} (copy)"
        return await self.add(
            user_id, found.version.workflow, name, say("Copy of {name}", name=found.workflow.name)
        )

    async def delete(self, user_id: UUID, workflow_id: UUID) -> None:
        """It can be brought back for 30 days."""
        async with self._database.as_user(user_id) as transaction:
            if not await repository.set_deleted(transaction, workflow_id, deleted=True):
                raise NotFound("workflow")
            await feed.publish(transaction, [workflow_deleted(workflow_id)])
        self._bells.ring(bell_key(user_id))

    async def undelete(self, user_id: UUID, workflow_id: UUID) -> WorkflowSummary:
        async with self._database.as_user(user_id) as transaction:
            if not await repository.set_deleted(transaction, workflow_id, deleted=False):
                raise NotFound("deleted workflow")
            back = _there(await repository.find_workflow(transaction, workflow_id))
            await feed.publish(transaction, [workflow_changed(back)])
        self._bells.ring(bell_key(user_id))
        return back


async def save_answer(
    transaction: Transaction,
    conversation_id: UUID,
    message_id: UUID,
    document: Mapping[str, Any],
    request: str,
) -> Keeping:
    """Saves a workflow that the assistant made in that message: the conversation's next version, or its first."""
    step: Step = "undo" if is_undo(request) else "change"
    new = NewVersion("assistant", request, document, step, message_id)
    return await Keeping.begin(transaction, conversation_id, new)


async def bring_along(
    transaction: Transaction, conversation_id: UUID, message_id: UUID, document: Mapping[str, Any]
) -> WorkflowSummary:
    """Saves a workflow that a person brings into the conversation with that message, to talk about."""
    new = NewVersion("user", BROUGHT_ALONG, document, message_id=message_id)
    return await (await Keeping.begin(transaction, conversation_id, new)).done()


async def find_brought(transaction: Transaction, message_id: UUID) -> Mapping[str, Any] | None:
    """The workflow that came with the message."""
    return await repository.find_document_at(transaction, message_id, BROUGHT_ALONG)


async def follow_branch(transaction: Transaction, conversation_id: UUID) -> WorkflowSummary | None:
    """Makes the workflow of the branch that is shown now the newest version again; None when it is already."""
    workflow_id = await repository.find_of_conversation(transaction, conversation_id)
    workflow = workflow_id and await repository.find_workflow(transaction, workflow_id)
    if not workflow:
        return None
    shown = await repository.list_versions_shown(transaction, workflow.id)
    if not shown or shown[0].number == workflow.version_count:
        return None
    old = _there(await repository.find_version(transaction, workflow.id, shown[0].number), "version")
    new = NewVersion("user", say("Back to version {number}", number=old.number), old.workflow, "branch")
    return await repository.add_version(transaction, workflow.id, new)


@dataclass(frozen=True, slots=True)
class Keeping:
    """A version of a conversation's workflow on its way into the database."""

    transaction: Transaction
    conversation_id: UUID
    new: NewVersion
    kept: Expected[WorkflowSummary]

    @classmethod
    async def begin(cls, transaction: Transaction, conversation_id: UUID, new: NewVersion) -> Keeping:
        name = _name(new.document)
        kept = await repository.keep_in_conversation(transaction, conversation_id, new_id(), name, new)
        return cls(transaction, conversation_id, new, kept)

    async def done(self) -> WorkflowSummary:
        """The workflow with that version; a workflow of its own where the conversation's was just deleted."""
        found = await self.kept.find()
        if found is None:
            return await _add(self.transaction, self.new, _name(self.new.document), self.conversation_id)
        return found


async def _add(
    transaction: Transaction, version: NewVersion, name: str, conversation_id: UUID | None
) -> WorkflowSummary:
    workflow_id = new_id()
    await repository.add_workflow(transaction, workflow_id, name, conversation_id)
    return _there(await repository.add_version(transaction, workflow_id, version))


def _name(document: Mapping[str, Any]) -> str:
    name = document.get("name")
    if not isinstance(name, str):
        return say(UNNAMED)
    storable = name.replace("\0", "").encode("utf-8", "replace").decode()
    return " ".join(storable.split())[:LONGEST_NAME] or say(UNNAMED)


def _there(found: Found | None, what: str = "workflow") -> Found:
    if found is None:
        raise NotFound(what)
    return found
