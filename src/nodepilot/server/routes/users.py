"""`/api/users/*`: the signed-in person."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response

from nodepilot.accounts.model_keys import Provider
from nodepilot.accounts.schemas import User
from nodepilot.application.errors import NotFound
from nodepilot.server.attachments import attachment
from nodepilot.server.business_schemas import ModelKeyBody, ModelKeyList, Usage
from nodepilot.server.dependencies import SignedIn, SignedInPerson, TheServices
from nodepilot.server.json_answer import json_answer
from nodepilot.server.schemas import DeleteAccountBody, UserChange
from nodepilot.server.session_cookie import forget_session

router = APIRouter(prefix="/api/users", tags=["users"])


@router.get("/me")
async def me(identity: SignedIn) -> User:
    """Who is signed in."""
    return identity.user


@router.patch("/me")
async def change_me(body: UserChange, identity: SignedInPerson, services: TheServices) -> User:
    """Changes the name or the settings; settings are replaced as a whole."""
    return await services.own_account.change(identity.user.id, name=body.name, settings=body.settings)


@router.get(
    "/me/export", response_class=Response, responses={200: {"content": {"application/json": {"example": {}}}}}
)
async def export_me(identity: SignedInPerson, services: TheServices) -> Response:
    """Everything that is kept about one, as a JSON file."""
    return json_answer(
        await services.own_account.export(identity.user.id), attachment("nodepilot-account.json")
    )


@router.get("/me/usage")
async def usage(
    identity: SignedIn, services: TheServices, days: Annotated[int, Query(ge=1, le=366)] = 30
) -> Usage:
    """What one asked for and what hosted models cost, day by day."""
    use, models = await services.own_account.usage(identity.user.id, days)
    return Usage(days=use, models=models)


@router.get("/me/model-keys")
async def list_model_keys(identity: SignedInPerson, services: TheServices) -> ModelKeyList:
    """Which hosted models one brought keys for."""
    return ModelKeyList(keys=await services.model_keys.list(identity.user.id))


@router.put("/me/model-keys/{provider}", status_code=204)
async def keep_model_key(
    provider: Provider, body: ModelKeyBody, identity: SignedInPerson, services: TheServices
) -> None:
    """Keeps a key of one's own, encrypted, in place of an earlier one."""
    await services.model_keys.keep(identity.user.id, provider, body.key)


@router.delete("/me/model-keys/{provider}", status_code=204)
async def forget_model_key(provider: Provider, identity: SignedInPerson, services: TheServices) -> None:
    """Deletes a key."""
    if not await services.model_keys.forget(identity.user.id, provider):
        raise NotFound("key")


@router.post("/me/delete", status_code=204)
async def delete_me(
    _body: DeleteAccountBody,
    request: Request,
    response: Response,
    identity: SignedInPerson,
    services: TheServices,
) -> None:
    """Deletes the account with everything in it, at once and for good."""
    await services.own_account.delete(identity.user.id)
    forget_session(request, response)
