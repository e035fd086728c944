"""`/api/workflows/{id}/…`: editing a saved workflow by hand, mending it, stepping back and forth."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query
from fastapi.responses import Response

from nodepilot.application.editing import EditedWorkflow
from nodepilot.repair.model import Chosen
from nodepilot.server.dependencies import OwnRelease, SignedIn, TheServices, WorkflowId
from nodepilot.server.editing_schemas import (
    BaseBody,
    CheckedWorkflow,
    EditedAnswer,
    EditsBody,
    FixBody,
)
from nodepilot.server.json_answer import json_answer
from nodepilot.server.workflow_schemas import NodeForm

router = APIRouter(prefix="/api/workflows", tags=["workflows"])

VersionQuery = Annotated[int | None, Query(ge=1, le=999_999_999)]


@router.get("/{workflow_id}/form", response_model=NodeForm)
async def node_form(
    workflow_id: WorkflowId,
    identity: SignedIn,
    services: TheServices,
    release: OwnRelease,
    node: Annotated[str, Query(max_length=1000)],
    version: VersionQuery = None,
) -> Response:
    """The fields of a node that are shown with its parameters as they are, and what stands in them."""
    found = await services.editing.form(identity.user.id, workflow_id, node, version, release)
    return json_answer(found)


@router.get("/{workflow_id}/check", response_model=CheckedWorkflow)
async def check_workflow(
    workflow_id: WorkflowId,
    identity: SignedIn,
    services: TheServices,
    release: OwnRelease,
    version: VersionQuery = None,
) -> Response:
    """What is wrong with a version, what mends it, and what is left to set up."""
    found = await services.editing.check(identity.user.id, workflow_id, version, release)
    return json_answer(found)


@router.post("/{workflow_id}/edits", response_model=EditedAnswer)
async def edit_workflow(
    workflow_id: WorkflowId, body: EditsBody, identity: SignedIn, services: TheServices, release: OwnRelease
) -> Response:
    """Applies edits to the newest version: all of them as a new version, or none."""
    made = await services.editing.edit(identity.user.id, workflow_id, body.edits, body.base, release)
    return json_answer(_answer(made))


@router.post("/{workflow_id}/fix", response_model=EditedAnswer)
async def fix_workflow(
    workflow_id: WorkflowId, body: FixBody, identity: SignedIn, services: TheServices, release: OwnRelease
) -> Response:
    """Mends one issue, or everything that can be mended, as a new version."""
    only = Chosen(body.issue.code, body.issue.node, body.issue.parameter) if body.issue else None
    made = await services.editing.fix(identity.user.id, workflow_id, only, body.base, release)
    return json_answer(_answer(made))


@router.post("/{workflow_id}/undo", response_model=EditedAnswer)
async def undo(
    workflow_id: WorkflowId, body: BaseBody, identity: SignedIn, services: TheServices, release: OwnRelease
) -> Response:
    """Takes the last change back, whoever made it, as a new version."""
    made = await services.editing.step(identity.user.id, workflow_id, "undo", body.base, release)
    return json_answer(_answer(made))


@router.post("/{workflow_id}/redo", response_model=EditedAnswer)
async def redo(
    workflow_id: WorkflowId, body: BaseBody, identity: SignedIn, services: TheServices, release: OwnRelease
) -> Response:
    """Brings back what the last undo took away."""
    made = await services.editing.step(identity.user.id, workflow_id, "redo", body.base, release)
    return json_answer(_answer(made))


def _answer(made: EditedWorkflow) -> dict[str, object]:
    history = made.history
    return {
        **made.workflow.model_dump(mode="json"),
        "version": made.version.model_dump(mode="json"),
        "undo": history.undone.model_dump(mode="json") if history.undone else None,
        "redo": history.redone.model_dump(mode="json") if history.redone else None,
        "changes": list(made.changes),
        "fixes": list(made.fixes),
        **made.checked,
    }
