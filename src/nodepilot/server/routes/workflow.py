"""`POST /api/workflow/fast-generate`."""

from __future__ import annotations

from fastapi import APIRouter
from fastapi.responses import Response

from nodepilot.server.dependencies import SignedIn, TheServices
from nodepilot.server.json_answer import json_answer
from nodepilot.server.schemas import FastGenerateAnswer, FastGenerateBody

router = APIRouter(prefix="/api/workflow", tags=["workflow"])


@router.post("/fast-generate", response_model=FastGenerateAnswer)
async def fast_generate(body: FastGenerateBody, identity: SignedIn, services: TheServices) -> Response:
    """Turns a request into a workflow with the built-in engine, at once."""
    n8n_version = identity.user.n8n_release(body.n8n_version)
    answer = await services.fast_generation.generate(identity.user.id, body.request, n8n_version)
    return json_answer(answer)
