"""What routes ask for: the services, who is signed in, ids from the path."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from fastapi import Depends, Path, Request

from nodepilot.accounts.schemas import Identity
from nodepilot.application.errors import NotFound
from nodepilot.application.services import Services
from nodepilot.server.guard import SESSION_COOKIE
from nodepilot.server.problems import NotSignedIn


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
    """Who sends the request, if anybody."""
    token = session_token(request)
    return await get_services(request).accounts.identify(token) if token else None


async def get_identity(request: Request) -> Identity:
    """Who sends the request; raises `NotSignedIn`."""
    identity = await find_identity(request)
    if identity is None:
        raise NotSignedIn
    return identity


def conversation_id(conversation_id: Annotated[str, Path()]) -> UUID:
    return _existing_id(conversation_id, "conversation")


def generation_id(generation_id: Annotated[str, Path()]) -> UUID:
    return _existing_id(generation_id, "generation")


def _existing_id(text: str, what: str) -> UUID:
    """What is no id cannot exist: the same answer as for an id that nobody has."""
    try:
        return UUID(text)
    except ValueError:
        raise NotFound(what) from None


TheServices = Annotated[Services, Depends(get_services)]
SignedIn = Annotated[Identity, Depends(get_identity)]
ConversationId = Annotated[UUID, Depends(conversation_id)]
GenerationId = Annotated[UUID, Depends(generation_id)]
