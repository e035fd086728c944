"""`/api/users/*`: the signed-in person."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import Response

from nodepilot.accounts.schemas import User
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


@router.get("/me/export", response_class=Response)
async def export_me(identity: SignedInPerson, services: TheServices) -> Response:
    """Everything that is kept about one, as a JSON file."""
    headers = {"Content-Disposition": 'attachment; filename="nodepilot-account.json"'}
    return json_answer(await services.own_account.export(identity.user.id), headers)


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
