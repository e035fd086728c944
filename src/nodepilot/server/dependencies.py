"""What routes ask for: the services, who is signed in, ids from the path.

All of it is asynchronous, although little of it waits: what is not, FastAPI runs in a thread of its own.
"""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from fastapi import Depends, Path, Query, Request
from pydantic import BeforeValidator

from nodepilot.accounts.schemas import Identity
from nodepilot.application.errors import MissingScope, NotFound, NotSignedIn, RateLimited
from nodepilot.application.services import Services
from nodepilot.server.guard import EXTRA_HEADERS, SAFE_METHODS, SESSION_COOKIE
from nodepilot.storage.rate_limits import Allowance


async def get_services(request: Request) -> Services:
    services: Services = request.app.state.services
    return services


def session_token(request: Request) -> str | None:
    """From `Authorization: Bearer`, else from the cookie."""
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() == "bearer" and token:
        return token.strip()
    return request.cookies.get(SESSION_COOKIE)


async def get_token(request: Request) -> str:
    """The token of somebody who is signed in."""
    token = session_token(request)
    if token is None:
        raise NotSignedIn
    return token


async def find_identity(request: Request) -> Identity | None:
    """Who sends the request, if anybody. Raises `RateLimited` when it is one too many."""
    token = session_token(request)
    services = await get_services(request)
    admitted = await services.admission.admit(token) if token else None
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
    identity = await find_identity(request)
    if identity is None:
        raise NotSignedIn
    if not identity.user.is_admin:
        raise NotFound("page")
    if identity.session_id is None:
        raise MissingScope("account")
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


async def own_release(identity: Annotated[Identity, Depends(get_identity)]) -> str | None:
    """The n8n release that the person runs; None for the newest one known."""
    return identity.user.n8n_release()


async def chosen_release(
    identity: Annotated[Identity, Depends(get_identity)],
    n8n_version: Annotated[
        str | None, Query(max_length=40, description="an n8n release; one's own by default")
    ] = None,
) -> str | None:
    """The release that a request is about."""
    return identity.user.n8n_release(n8n_version)


def id_of(what: str) -> BeforeValidator:
    """Reads an id from a path. What is no id cannot exist: the same answer as for an id that nobody has."""

    def read(text: str) -> UUID:
        try:
            return UUID(text)
        except ValueError:
            raise NotFound(what) from None

    return BeforeValidator(read)


def _version_number(text: str) -> int:
    if not text.isascii() or not text.isdecimal() or len(text) > 9:
        raise NotFound("version")
    return int(text)


TheServices = Annotated[Services, Depends(get_services)]
SignedInPerson = Annotated[Identity, Depends(get_person)]
Administrator = Annotated[Identity, Depends(get_administrator)]
SignedIn = Annotated[Identity, Depends(get_identity)]

Token = Annotated[str, Depends(get_token)]
OwnRelease = Annotated[str | None, Depends(own_release)]
Release = Annotated[str | None, Depends(chosen_release)]

AccountId = Annotated[UUID, Path(), id_of("account")]
ApiKeyId = Annotated[UUID, Path(), id_of("API key")]
ConversationId = Annotated[UUID, Path(), id_of("conversation")]
ExperimentId = Annotated[UUID, Path(), id_of("experiment")]
FileId = Annotated[UUID, Path(), id_of("file")]
GenerationId = Annotated[UUID, Path(), id_of("generation")]
MemoryId = Annotated[UUID, Path(), id_of("memory")]
MessageId = Annotated[UUID, Path(), id_of("message")]
WorkflowId = Annotated[UUID, Path(), id_of("workflow")]
VersionNumber = Annotated[int, Path(), BeforeValidator(_version_number)]
