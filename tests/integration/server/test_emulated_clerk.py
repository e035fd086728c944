"""Sign-in by a Clerk that somebody else imitates: users and sessions over its API, its key set, its tokens."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, replace
from typing import Any

import httpx
import pytest

from nodepilot.settings import ANY_PARTY, Settings
from nodepilot.storage.ids import new_id
from tests.emulate import emulated
from tests.integration.server.conftest import NO_TLS, EchoEngine, RunningServer, serving


@dataclass
class Clerk:
    """Its API for servers."""

    http: httpx.AsyncClient

    async def post(self, path: str, **fields: Any) -> dict[str, Any]:
        answer = await self.http.post(f"/v1/{path}", json=fields)
        assert answer.status_code < 300, answer.text
        return dict(answer.json())

    async def user(self) -> str:
        made = await self.post("users", email_address=[f"{new_id().hex}@example.com"], first_name="Somebody")
        return str(made["id"])

    async def session(self, user: str) -> str:
        return str((await self.post("sessions", user_id=user))["id"])

    async def token(self, session: str) -> str:
        return str((await self.post(f"sessions/{session}/tokens"))["jwt"])


@pytest.fixture(scope="module")
def clerk_address() -> Iterator[str]:
    with emulated("clerk", {}) as address:
        yield address


@pytest.fixture
async def clerk(clerk_address: str) -> AsyncIterator[Clerk]:
    headers = {"Authorization": "Bearer sk_test_nothing"}
    async with httpx.AsyncClient(base_url=clerk_address, headers=headers, verify=NO_TLS) as client:
        yield Clerk(client)


@pytest.fixture(scope="module")
def clerk_server(settings: Settings, clerk_address: str) -> Iterator[RunningServer]:
    chosen = replace(settings, clerk_issuer=clerk_address, clerk_jwks_url=f"{clerk_address}/v1/jwks")
    # This one makes tokens as Clerk does for apps that run in no browser: without an origin.
    chosen = replace(chosen, clerk_parties=ANY_PARTY)
    with serving(chosen, EchoEngine()) as running:
        yield running


async def me(server: RunningServer, token: str) -> httpx.Response:
    headers = {"Authorization": f"Bearer {token}"}
    async with httpx.AsyncClient(base_url=server.url, headers=headers, verify=NO_TLS, timeout=30) as client:
        return await client.get("/api/users/me")


async def test_its_users_are_ours_at_first_sight(clerk_server: RunningServer, clerk: Clerk) -> None:
    user = await clerk.user()
    first = await me(clerk_server, await clerk.token(await clerk.session(user)))
    assert first.status_code == 200, first.text
    again = await me(clerk_server, await clerk.token(await clerk.session(user)))
    assert again.json()["id"] == first.json()["id"]
    other = await me(clerk_server, await clerk.token(await clerk.session(await clerk.user())))
    assert other.json()["id"] != first.json()["id"]


async def test_a_token_that_was_changed_is_refused(clerk_server: RunningServer, clerk: Clerk) -> None:
    token = await clerk.token(await clerk.session(await clerk.user()))
    head, claims, signature = token.split(".")
    other = (await clerk.token(await clerk.session(await clerk.user()))).split(".")[1]
    for forged in (f"{head}.{other}.{signature}", f"{head}.{claims}.{signature[::-1]}"):
        assert (await me(clerk_server, forged)).status_code == 401
