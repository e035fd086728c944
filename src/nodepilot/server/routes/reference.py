"""`/api/nodes/*` and `/api/templates/*`: what there is to build with."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path, Query
from fastapi.responses import Response

from nodepilot.server.dependencies import SignedIn, TheServices
from nodepilot.server.json_answer import json_answer
from nodepilot.server.reference_schemas import NodeDetail, NodeList, TemplateDetail, TemplateList

router = APIRouter(prefix="/api", tags=["reference"])

Words = Annotated[str, Query(max_length=200, description="what to look for, in plain words")]
Release = Annotated[str | None, Query(max_length=40, description="an n8n release; one's own by default")]


@router.get("/nodes/search")
async def search_nodes(
    identity: SignedIn,
    services: TheServices,
    q: Words = "",
    limit: Annotated[int, Query(ge=1, le=100)] = 20,
    n8n_version: Release = None,
) -> NodeList:
    """Node types that do what the words say, best first; without words the most used ones."""
    wanted = n8n_version or identity.user.settings.get("n8n_version")
    found = await services.reference.search_nodes(q.replace("\0", ""), limit, wanted)
    return NodeList.model_validate({"nodes": found})


@router.get("/nodes/{type_name:path}", response_model=NodeDetail)
async def show_node(
    type_name: Annotated[str, Path(max_length=200)],
    identity: SignedIn,
    services: TheServices,
    n8n_version: Release = None,
) -> Response:
    """All about one node type: versions, operations, credentials and parameters."""
    wanted = n8n_version or identity.user.settings.get("n8n_version")
    return json_answer(await services.reference.node(type_name, wanted))


@router.get("/templates")
async def list_templates(
    identity: SignedIn,
    services: TheServices,
    q: Words = "",
    category: Annotated[str, Query(max_length=100)] = "",
    n8n_version: Release = None,
) -> TemplateList:
    """Ready workflows: those that fit the words, best first, or all."""
    wanted = n8n_version or identity.user.settings.get("n8n_version")
    found = await services.reference.templates(q.replace("\0", ""), category, wanted)
    return TemplateList.model_validate({"templates": found})


@router.get("/templates/{key}", response_model=TemplateDetail)
async def show_template(
    key: Annotated[str, Path(max_length=100)],
    identity: SignedIn,
    services: TheServices,
    n8n_version: Release = None,
) -> Response:
    """One of them, with its workflow."""
    wanted = n8n_version or identity.user.settings.get("n8n_version")
    return json_answer(await services.reference.template(key, wanted))
