"""`/api/workflows/*`: saved workflows and their versions; checking and mending any workflow."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query
from fastapi.responses import Response

from nodepilot.conversations.message_text import check_title
from nodepilot.saved_workflows.schemas import Version, WorkflowSummary
from nodepilot.server.attachments import attachment, named_after
from nodepilot.server.dependencies import SignedIn, TheServices, VersionNumber, WorkflowId
from nodepilot.server.json_answer import json_answer
from nodepilot.server.schemas import (
    ChangeRow,
    Changes,
    NameBody,
    NewVersionBody,
    NewWorkflowBody,
    RepairAnswer,
    RepairBody,
    SavedWorkflow,
    Verdict,
    VersionList,
    WorkflowBody,
    WorkflowList,
)
from nodepilot.workflow.codec import dump_text, load_workflow

router = APIRouter(prefix="/api/workflows", tags=["workflows"])


@router.get("")
async def list_workflows(
    identity: SignedIn, services: TheServices, q: Annotated[str, Query(max_length=200)] = ""
) -> WorkflowList:
    """One's own workflows, newest first; with `q`, those that have it in their name."""
    return WorkflowList(workflows=await services.workflows.recent(identity.user.id, q.replace("\0", "")))


@router.post("", status_code=201)
async def add_workflow(body: NewWorkflowBody, identity: SignedIn, services: TheServices) -> WorkflowSummary:
    """Keeps a workflow from elsewhere."""
    name = None if body.name is None else check_title(body.name)
    return await services.workflows.add(identity.user.id, body.workflow, name, body.message)


@router.post("/validate", response_model=Verdict)
async def validate(body: WorkflowBody, identity: SignedIn, services: TheServices) -> Response:
    """Everything that is wrong with a workflow."""
    n8n_version = identity.user.n8n_release(body.n8n_version)
    verdict = await services.workflows.checks.validate(body.workflow, n8n_version)
    return json_answer(verdict)


@router.post("/repair", response_model=RepairAnswer)
async def repair(body: RepairBody, identity: SignedIn, services: TheServices) -> Response:
    """Mends what can be mended in a workflow."""
    n8n_version = identity.user.n8n_release(body.n8n_version)
    mended = await services.workflows.checks.repair(body.workflow, n8n_version, unsafe=body.unsafe)
    return json_answer(mended)


@router.get("/{workflow_id}", response_model=SavedWorkflow)
async def open_workflow(workflow_id: WorkflowId, identity: SignedIn, services: TheServices) -> Response:
    """A workflow with its newest version."""
    found = await services.workflows.open(identity.user.id, workflow_id)
    history = await services.editing.history(identity.user.id, workflow_id)
    return json_answer(
        SavedWorkflow(
            **found.workflow.model_dump(), version=found.version, undo=history.undone, redo=history.redone
        )
    )


@router.patch("/{workflow_id}")
async def rename_workflow(
    workflow_id: WorkflowId, body: NameBody, identity: SignedIn, services: TheServices
) -> WorkflowSummary:
    """Gives it another name."""
    return await services.workflows.rename(identity.user.id, workflow_id, check_title(body.name))


@router.delete("/{workflow_id}", status_code=204)
async def delete_workflow(workflow_id: WorkflowId, identity: SignedIn, services: TheServices) -> None:
    """Deletes it; it can be brought back for 30 days."""
    await services.workflows.delete(identity.user.id, workflow_id)


@router.post("/{workflow_id}/undelete")
async def undelete_workflow(
    workflow_id: WorkflowId, identity: SignedIn, services: TheServices
) -> WorkflowSummary:
    """Brings it back."""
    return await services.workflows.undelete(identity.user.id, workflow_id)


@router.post("/{workflow_id}/duplicate", status_code=201)
async def duplicate_workflow(
    workflow_id: WorkflowId, identity: SignedIn, services: TheServices
) -> WorkflowSummary:
    """A copy of its newest version."""
    return await services.workflows.duplicate(identity.user.id, workflow_id)


@router.get(
    "/{workflow_id}/download",
    response_class=Response,
    responses={200: {"content": {"application/json": {}}}},
)
async def download_workflow(workflow_id: WorkflowId, identity: SignedIn, services: TheServices) -> Response:
    """The newest version as a file that n8n imports."""
    found = await services.workflows.open(identity.user.id, workflow_id)
    return Response(
        dump_text(load_workflow(found.version.workflow)),
        media_type="application/json",
        headers=attachment(named_after(found.workflow.name, "json", otherwise="workflow")),
    )


@router.get("/{workflow_id}/versions")
async def list_versions(workflow_id: WorkflowId, identity: SignedIn, services: TheServices) -> VersionList:
    """All its versions, newest first."""
    return VersionList(versions=await services.workflows.versions(identity.user.id, workflow_id))


@router.post("/{workflow_id}/versions", status_code=201)
async def save_version(
    workflow_id: WorkflowId, body: NewVersionBody, identity: SignedIn, services: TheServices
) -> WorkflowSummary:
    """Saves what somebody changed by hand."""
    return await services.workflows.save(
        identity.user.id, workflow_id, body.workflow, body.message, body.base
    )


@router.get("/{workflow_id}/versions/{number}", response_model=Version)
async def open_version(
    workflow_id: WorkflowId, number: VersionNumber, identity: SignedIn, services: TheServices
) -> Response:
    """One version."""
    return json_answer(await services.workflows.version(identity.user.id, workflow_id, number))


@router.get("/{workflow_id}/versions/{number}/diff")
async def compare_versions(
    workflow_id: WorkflowId,
    number: VersionNumber,
    identity: SignedIn,
    services: TheServices,
    against: Annotated[int | None, Query(ge=1, le=999_999_999)] = None,
) -> Changes:
    """What changed since the version before, or since `against`."""
    before = number - 1 if against is None else against
    rows = await services.workflows.diff(identity.user.id, workflow_id, number, before)
    return Changes(changes=[ChangeRow(**row) for row in rows])


@router.post("/{workflow_id}/versions/{number}/restore")
async def restore_version(
    workflow_id: WorkflowId, number: VersionNumber, identity: SignedIn, services: TheServices
) -> WorkflowSummary:
    """Makes an old version the newest one."""
    return await services.workflows.restore(identity.user.id, workflow_id, number)
