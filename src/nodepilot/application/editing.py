"""What a person does by hand to a saved workflow: edits, fixes, steps back and forth. Each makes a version."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, TypeVar
from uuid import UUID

from nodepilot.application.announcements import workflow_changed
from nodepilot.application.errors import NotFound, NothingToUndo, VersionConflict
from nodepilot.realtime import repository as feed
from nodepilot.realtime.feed import bell_key
from nodepilot.repair.model import Chosen
from nodepilot.saved_workflows import repository
from nodepilot.saved_workflows.history import History, history_of
from nodepilot.saved_workflows.repository import NewVersion
from nodepilot.saved_workflows.schemas import Version, WorkflowSummary
from nodepilot.storage.database import Database, Transaction
from nodepilot.storage.notifications import Bells

Answer = TypeVar("Answer")

MOST_AT_ONCE = 2

MOST_OVERTAKEN = 20
"""How often an edit is made again because another one was saved before it."""


@dataclass(frozen=True, slots=True)
class EditedWorkflow:
    """A workflow after an edit: its newest version, what changed in words, and what is to be known of it."""

    workflow: WorkflowSummary
    version: Version
    history: History
    changes: Sequence[Mapping[str, Any]]
    fixes: Sequence[Mapping[str, Any]]
    checked: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class _Newest:
    workflow: WorkflowSummary
    version: Version
    history: History


class Editing:
    """Each method acts for one user; what belongs to others does not exist for it (`NotFound`).

    With `base`, an edit is refused (`VersionConflict`) when that is no longer the newest version.
    """

    def __init__(self, database: Database, bells: Bells) -> None:
        self._database = database
        self._bells = bells
        self._free = asyncio.Semaphore(MOST_AT_ONCE)

    async def history(self, user_id: UUID, workflow_id: UUID) -> History:
        async with self._database.as_user(user_id) as transaction:
            return history_of(await repository.list_versions_shown(transaction, workflow_id))

    async def form(
        self, user_id: UUID, workflow_id: UUID, node: str, number: int | None, n8n_version: str | None
    ) -> dict[str, Any]:
        """The form of one node of a version (the newest one by default)."""
        from nodepilot.application import workflow_state

        document = await self._document(user_id, workflow_id, number)
        return await self._off_the_loop(lambda: workflow_state.form(document, node, n8n_version))

    async def check(
        self, user_id: UUID, workflow_id: UUID, number: int | None, n8n_version: str | None
    ) -> dict[str, Any]:
        """Issues with what mends them, and the set-up list, of a version (the newest one by default)."""
        from nodepilot.application import workflow_state

        document = await self._document(user_id, workflow_id, number)
        return await self._off_the_loop(lambda: workflow_state.checked(document, n8n_version))

    async def edit(
        self,
        user_id: UUID,
        workflow_id: UUID,
        edits: Sequence[Any],
        base: int | None,
        n8n_version: str | None,
    ) -> EditedWorkflow:
        """Applies edits (their JSON) to the newest version. Raises `InvalidEdit`."""
        from nodepilot.application import workflow_state

        async def attempt() -> EditedWorkflow:
            newest = await self._newest(user_id, workflow_id, base)
            document = newest.version.workflow
            made = await self._off_the_loop(lambda: workflow_state.edited(document, edits, n8n_version))
            new = NewVersion("user", made.message, made.document)
            return await self._save(user_id, newest, new, made.changes, n8n_version)

        return await _on_the_newest(attempt, base)

    async def fix(
        self, user_id: UUID, workflow_id: UUID, only: Chosen | None, base: int | None, n8n_version: str | None
    ) -> EditedWorkflow:
        """Mends one issue of the newest version, or all that can be. Raises `InvalidEdit`."""
        from nodepilot.application import workflow_state

        async def attempt() -> EditedWorkflow:
            newest = await self._newest(user_id, workflow_id, base)
            document = newest.version.workflow
            made = await self._off_the_loop(lambda: workflow_state.mended(document, only, n8n_version))
            new = NewVersion("user", made.message, made.document)
            return await self._save(user_id, newest, new, made.changes, n8n_version, made.fixes)

        return await _on_the_newest(attempt, base)

    async def step(
        self,
        user_id: UUID,
        workflow_id: UUID,
        way: Literal["undo", "redo"],
        base: int | None,
        n8n_version: str | None,
    ) -> EditedWorkflow:
        """Takes back the last change, whoever made it, or brings it back. Raises `NothingToUndo`."""
        return await _on_the_newest(lambda: self._step(user_id, workflow_id, way, base, n8n_version), base)

    async def _step(
        self,
        user_id: UUID,
        workflow_id: UUID,
        way: Literal["undo", "redo"],
        base: int | None,
        n8n_version: str | None,
    ) -> EditedWorkflow:
        from nodepilot.application import workflow_state

        newest = await self._newest(user_id, workflow_id, base)
        goal = newest.history.undo if way == "undo" else newest.history.redo
        if goal is None:
            raise NothingToUndo(way)
        async with self._database.as_user(user_id) as transaction:
            target = _there(await repository.find_version(transaction, workflow_id, goal.number), "version")
        about = newest.history.undone if way == "undo" else newest.history.redone
        message = about.message if about else ""
        changes = await self._off_the_loop(
            lambda: workflow_state.told_changes(newest.version.workflow, target.workflow, n8n_version)
        )
        new = NewVersion("user", message, target.workflow, way)
        return await self._save(user_id, newest, new, changes, n8n_version)

    async def _document(self, user_id: UUID, workflow_id: UUID, number: int | None) -> dict[str, Any]:
        async with self._database.as_user(user_id) as transaction:
            workflow = _there(await repository.find_workflow(transaction, workflow_id), "workflow")
            wanted = workflow.version_count if number is None else number
            return _there(await repository.find_version(transaction, workflow_id, wanted), "version").workflow

    async def _newest(self, user_id: UUID, workflow_id: UUID, base: int | None) -> _Newest:
        async with self._database.as_user(user_id) as transaction:
            workflow = _there(await repository.find_workflow(transaction, workflow_id), "workflow")
            if base is not None and base != workflow.version_count:
                raise VersionConflict(workflow.version_count)
            version = await repository.find_version(transaction, workflow_id, workflow.version_count)
            versions = await repository.list_versions_shown(transaction, workflow_id)
            return _Newest(workflow, _there(version, "version"), history_of(versions))

    async def _save(
        self,
        user_id: UUID,
        before: _Newest,
        new: NewVersion,
        changes: Sequence[Mapping[str, Any]],
        n8n_version: str | None,
        fixes: Sequence[Mapping[str, Any]] = (),
    ) -> EditedWorkflow:
        from nodepilot.application import workflow_state

        known = await self._off_the_loop(lambda: workflow_state.checked(new.document, n8n_version))
        async with self._database.as_user(user_id) as transaction:
            saved = await self._add(transaction, before, new)
            version = await repository.find_version(transaction, saved.id, saved.version_count)
            history = history_of(await repository.list_versions_shown(transaction, saved.id))
            await feed.publish(transaction, [workflow_changed(saved)])
        self._bells.ring(bell_key(user_id))
        return EditedWorkflow(saved, _there(version, "version"), history, changes, fixes, known)

    async def _add(self, transaction: Transaction, before: _Newest, new: NewVersion) -> WorkflowSummary:
        saved = _there(await repository.add_version(transaction, before.workflow.id, new), "workflow")
        if saved.version_count != before.workflow.version_count + 1:
            # Somebody saved between reading and writing; the transaction ends without this version.
            raise VersionConflict(saved.version_count - 1)
        return saved

    async def _off_the_loop(self, work: Callable[[], Answer]) -> Answer:
        async with self._free:
            return await asyncio.to_thread(work)


async def _on_the_newest(
    attempt: Callable[[], Awaitable[EditedWorkflow]], base: int | None
) -> EditedWorkflow:
    """An edit without a `base` is meant for whatever is newest: when somebody saves meanwhile, it is made on that."""
    for _ in range(0 if base is not None else MOST_OVERTAKEN):
        try:
            return await attempt()
        except VersionConflict:
            continue
    return await attempt()


def _there(found: Answer | None, what: str) -> Answer:
    if found is None:
        raise NotFound(what)
    return found
