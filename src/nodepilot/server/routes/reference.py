"""`/api/nodes/*` and `/api/templates/*`: what there is to build with."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query
from fastapi.responses import Response

from nodepilot.application.reference import Kind, NodeQuery
from nodepilot.catalog import available_versions
from nodepilot.knowledge.shelves import Shelf
from nodepilot.server.dependencies import Release, SignedIn, TheServices
from nodepilot.server.json_answer import json_answer
from nodepilot.server.reference_schemas import (
    FoundList,
    NodeDetail,
    NodeList,
    ReleaseList,
    TemplateDetail,
    TemplateList,
)

router = APIRouter(prefix="/api", tags=["reference"])

Words = Annotated[str, Query(max_length=200, description="what to look for, in plain words")]


@router.get("/n8n-releases")
async def list_releases(_identity: SignedIn) -> ReleaseList:
    """The n8n releases that workflows can be made for."""
    return ReleaseList(releases=list(reversed(available_versions())))


@router.get("/search")
async def search(
    services: TheServices,
    release: Release,
    q: Annotated[str, Query(min_length=1, max_length=200, description="what to look for, in plain words")],
    kind: Annotated[
        list[Shelf] | None, Query(description="what to look among; everything by default")
    ] = None,
    limit: Annotated[int, Query(ge=1, le=50, description="how many of each kind at most")] = 5,
) -> FoundList:
    """Node types, patterns, templates and tips that fit the words, best first of each kind."""
    found = await services.reference.search(q.replace("\0", ""), kind or list(Shelf), limit, release)
    return FoundList.model_validate({"results": found})


@router.get("/nodes/search")
async def search_nodes(
    services: TheServices,
    release: Release,
    q: Words = "",
    kind: Kind | None = None,
    category: Annotated[str, Query(max_length=100)] = "",
    offset: Annotated[int, Query(ge=0, le=10_000)] = 0,
    limit: Annotated[int, Query(ge=1, le=100)] = 20,
) -> NodeList:
    """Node types that do what the words say, best first; without words the most used ones in front."""
    wanted = NodeQuery(q.replace("\0", ""), kind, category, offset, limit)
    return NodeList.model_validate(await services.reference.search_nodes(wanted, release))


@router.get("/nodes/{type_name:path}", response_model=NodeDetail)
async def show_node(type_name: str, services: TheServices, release: Release) -> Response:
    """All about one node type: versions, operations, credentials and parameters."""
    return json_answer(await services.reference.node(type_name, release))


@router.get("/templates")
async def list_templates(
    services: TheServices,
    release: Release,
    q: Words = "",
    category: Annotated[str, Query(max_length=100)] = "",
) -> TemplateList:
    """Ready workflows: those that fit the words, best first, or all."""
    found = await services.reference.templates(q.replace("\0", ""), category, release)
    return TemplateList.model_validate({"templates": found})


@router.get("/templates/{key}", response_model=TemplateDetail)
async def show_template(key: str, services: TheServices, release: Release) -> Response:
    """One of them, with its workflow."""
    return json_answer(await services.reference.template(key, release))
