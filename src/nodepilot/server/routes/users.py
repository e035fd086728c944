"""`/api/users/*`: the signed-in person."""

from __future__ import annotations

from fastapi import APIRouter

from nodepilot.accounts.schemas import User
from nodepilot.server.dependencies import SignedIn

router = APIRouter(prefix="/api/users", tags=["users"])


@router.get("/me")
async def me(identity: SignedIn) -> User:
    """Who is signed in."""
    return identity.user
