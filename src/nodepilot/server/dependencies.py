"""What routes ask for: the services, who is signed in, ids from the path."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from fastapi import Depends, Path, Request

from nodepilot.accounts.schemas import Identity
from nodepilot.application.errors import MissingScope, NotFound, NotSignedIn, RateLimited
from nodepilot.application.services import Services
from nodepilot.server.guard import EXTRA_HEADERS, SAFE_METHODS, SESSION_COOKIE
from nodepilot.storage.rate_limits import Allowance


def get_services(request: Request) -> Services:
    services: Services = request.app.state.services
    return services


def session_token(request: Request) -> str | None:
    """From `Authorization: Bearer`, else from the cookie."""
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() == "bearer" and token:
        return token.strip()
    return request.cookies.get(SESSION_COOKIE)


async def find_identity(request: Request) -> Identity | None:
    """Who sends the request, if anybody. Raises `RateLimited` when it is one too many."""
    token = session_token(request)
    admitted = await get_services(request).admission.admit(token) if token else None
    if admitted is None:
        return None
    check_allowance(request, admitted.allowance)
    return admitted.identity


def check_allowance(request: Request, allowance: Allowance | None) -> None:
    """Tells in the answer's headers what is left of a limit; raises `RateLimited`."""
    if allowance is None:
        return
    request.scope[EXTRA_HEADERS] = {
        "ratelimit-limit": str(allowance.limit),
        "ratelimit-remaining": str(allowance.remaining),
        "ratelimit-reset": str(allowance.seconds_left),
    }
    if allowance.exceeded:
        raise RateLimited(allowance.limit, allowance.seconds_left)


async def get_identity(request: Request) -> Identity:
    """Who sends the request; raises `NotSignedIn`, `MissingScope`."""
    identity = await find_identity(request)
    if identity is None:
        raise NotSignedIn
    scope = "read" if request.method in SAFE_METHODS else "write"
    if scope not in identity.scopes:
        raise MissingScope(scope)
    return identity


async def get_person(request: Request) -> Identity:
    """Who sends the request, in a session of their own: an API key does not change the account."""
    identity = await get_identity(request)
    if identity.session_id is None:
        raise MissingScope("account")
    return identity


async def get_administrator(request: Request) -> Identity:
    """An administrator in a session of their own; to anybody else the address is not there."""
    identity = await get_person(request)
    if not identity.user.is_admin:
        raise NotFound("page")
    return identity


def network_address(request: Request) -> str:
    """Where the request comes from, as the outermost of our own proxies saw it."""
    hops: int = request.app.state.settings.proxy_hops
    forwarded = [
        part.strip() for part in request.headers.get("x-forwarded-for", "").split(",") if part.strip()
    ]
    if hops and len(forwarded) >= hops:
        return forwarded[-hops][:64]
    return request.client.host if request.client else "unknown"


def conversation_id(conversation_id: Annotated[str, Path()]) -> UUID:
    return existing_id(conversation_id, "conversation")


def api_key_id(api_key_id: Annotated[str, Path()]) -> UUID:
    return existing_id(api_key_id, "API key")


def account_id(account_id: Annotated[str, Path()]) -> UUID:
    return existing_id(account_id, "account")


def workflow_id(workflow_id: Annotated[str, Path()]) -> UUID:
    return existing_id(workflow_id, "workflow")


def version_number(number: Annotated[str, Path()]) -> int:
    if not number.isascii() or not number.isdecimal() or len(number) > 9:
        raise NotFound("version")
    return int(number)


def generation_id(generation_id: Annotated[str, Path()]) -> UUID:
    return existing_id(generation_id, "generation")


def existing_id(text: str, what: str) -> UUID:
    """What is no id cannot exist: the same answer as for an id that nobody has."""
    try:
        return UUID(text)
    except ValueError:
        raise NotFound(what) from None


TheServices = Annotated[Services, Depends(get_services)]
SignedInPerson = Annotated[Identity, Depends(get_person)]
Administrator = Annotated[Identity, Depends(get_administrator)]
AccountId = Annotated[UUID, Depends(account_id)]
SignedIn = Annotated[Identity, Depends(get_identity)]
ApiKeyId = Annotated[UUID, Depends(api_key_id)]
ConversationId = Annotated[UUID, Depends(conversation_id)]
WorkflowId = Annotated[UUID, Depends(workflow_id)]
VersionNumber = Annotated[int, Depends(version_number)]
GenerationId = Annotated[UUID, Depends(generation_id)]
