"""`/api/auth/*`: signing up, in and out, passwords, API keys."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response

from nodepilot.accounts.schemas import User
from nodepilot.application.errors import NotFound
from nodepilot.server.dependencies import (
    ApiKeyId,
    SignedInPerson,
    TheServices,
    check_allowance,
    network_address,
)
from nodepilot.server.problems import SignUpClosed
from nodepilot.server.schemas import (
    Accepted,
    ApiKeyList,
    ChangePasswordBody,
    ForgottenPasswordBody,
    NewApiKey,
    NewApiKeyBody,
    NewPasswordBody,
    SignedInBody,
    SignInBody,
    SignUpBody,
)
from nodepilot.server.session_cookie import forget_session, start_session

router = APIRouter(prefix="/api/auth", tags=["auth"])


@router.post("/sign-up", status_code=201)
async def sign_up(
    body: SignUpBody, request: Request, response: Response, services: TheServices
) -> SignedInBody:
    """Makes an account and signs it in."""
    check_allowance(request, await services.admission.count_sign_in(network_address(request)))
    if not request.app.state.settings.sign_up_open:
        raise SignUpClosed
    user_id = await services.password_sign_in.sign_up(body.email, body.password, body.name)
    await start_session(request, response, services, user_id)
    return SignedInBody(id=user_id)


@router.post("/sign-in")
async def sign_in(
    body: SignInBody, request: Request, response: Response, services: TheServices
) -> SignedInBody:
    """Signs in with address and password."""
    check_allowance(request, await services.admission.count_sign_in(network_address(request)))
    user_id = await services.password_sign_in.sign_in(body.email, body.password)
    await start_session(request, response, services, user_id)
    return SignedInBody(id=user_id)


@router.post("/sign-out", status_code=204)
async def sign_out(
    request: Request, response: Response, identity: SignedInPerson, services: TheServices
) -> None:
    """Ends this session."""
    if identity.session_id is not None:
        await services.sessions.end(identity.session_id)
    forget_session(request, response)


@router.post("/password", status_code=204)
async def change_password(body: ChangePasswordBody, identity: SignedInPerson, services: TheServices) -> None:
    """Sets another password; all other sessions end."""
    user: User = identity.user
    await services.password_sign_in.change(
        user.id, identity.session_id, body.current, body.new, user.email or ""
    )


@router.post("/password/forgot", status_code=202)
async def forgot_password(body: ForgottenPasswordBody, request: Request, services: TheServices) -> Accepted:
    """Mails a link to set a password, if somebody has the address: the answer is the same in any case."""
    check_allowance(request, await services.admission.count_sign_in(network_address(request)))
    services.forgotten_password.ask(body.email)
    return Accepted()


@router.post("/password/reset", status_code=204)
async def reset_password(body: NewPasswordBody, request: Request, services: TheServices) -> None:
    """Sets a password with the token of a link; all sessions end."""
    check_allowance(request, await services.admission.count_sign_in(network_address(request)))
    await services.password_sign_in.reset(body.token, body.password)


@router.get("/keys")
async def list_keys(identity: SignedInPerson, services: TheServices) -> ApiKeyList:
    """One's API keys, without the keys themselves."""
    return ApiKeyList(keys=await services.api_keys.list(identity.user.id))


@router.post("/keys", status_code=201)
async def create_key(body: NewApiKeyBody, identity: SignedInPerson, services: TheServices) -> NewApiKey:
    """A new API key; `key` is shown this once."""
    key, secret = await services.api_keys.create(identity.user.id, body.name, body.scopes)
    return NewApiKey(**key.model_dump(), key=secret)


@router.delete("/keys/{api_key_id}", status_code=204)
async def revoke_key(api_key_id: ApiKeyId, identity: SignedInPerson, services: TheServices) -> None:
    """Makes a key worthless."""
    if not await services.api_keys.revoke(identity.user.id, api_key_id):
        raise NotFound("API key")
