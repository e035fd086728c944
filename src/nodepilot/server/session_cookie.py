"""The cookie that carries a session."""

from __future__ import annotations

from uuid import UUID

from fastapi import Request, Response

from nodepilot.accounts.tokens import SESSION_LIFETIME
from nodepilot.application.services import Services
from nodepilot.server.guard import SESSION_COOKIE


async def start_session(request: Request, response: Response, services: Services, user_id: UUID) -> None:
    """Signs the user in, on the browser that asked."""
    token = await services.sessions.start(user_id, request.headers.get("user-agent", ""))
    response.set_cookie(
        SESSION_COOKIE,
        token,
        max_age=int(SESSION_LIFETIME.total_seconds()),
        httponly=True,
        samesite="lax",
        secure=request.app.state.addresses.is_secure,
    )


def forget_session(request: Request, response: Response) -> None:
    response.delete_cookie(
        SESSION_COOKIE, httponly=True, samesite="lax", secure=request.app.state.addresses.is_secure
    )
