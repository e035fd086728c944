"""`/api/admin/prompts`: prompts for hosted models, for administrators."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query

from nodepilot.reference.prompt_versions import PromptText
from nodepilot.server.dependencies import Administrator, TheServices
from nodepilot.server.model_schemas import PromptBody, PromptList, PromptVersionList, RollBackBody

router = APIRouter(prefix="/api/admin/prompts", tags=["admin"])

Number = Annotated[int, Query(ge=1, le=1_000_000)]


@router.get("")
async def list_prompts(identity: Administrator, services: TheServices) -> PromptList:
    """All prompts, each with the version that counts."""
    return PromptList(prompts=await services.prompts.active(identity.user.id))


@router.get("/{name}")
async def read_prompt(
    name: str, identity: Administrator, services: TheServices, version: Number | None = None
) -> PromptText:
    """One prompt with its text; an earlier version of it by its number."""
    return await services.prompts.version(identity.user.id, name, version)


@router.get("/{name}/versions")
async def list_prompt_versions(
    name: str, identity: Administrator, services: TheServices
) -> PromptVersionList:
    """Every version that it ever had, newest first."""
    return PromptVersionList(versions=await services.prompts.versions(identity.user.id, name))


@router.put("/{name}")
async def edit_prompt(
    name: str, body: PromptBody, identity: Administrator, services: TheServices
) -> PromptText:
    """A new version, which counts at once on every server."""
    return await services.prompts.edit(identity.user.id, name, body.content)


@router.post("/{name}/rollback")
async def roll_prompt_back(
    name: str, body: RollBackBody, identity: Administrator, services: TheServices
) -> PromptText:
    """Makes the version before count again, or the one with the number."""
    return await services.prompts.roll_back(identity.user.id, name, body.version)
