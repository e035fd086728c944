"""The local owner signs in by the printed address, once."""

from __future__ import annotations

from dataclasses import replace

import httpx
import pytest

from nodepilot.server.guard import SESSION_COOKIE
from tests.integration.server.conftest import EchoEngine, RunningServer, StartServer, browser


@pytest.fixture
def token(server: RunningServer) -> str:
    return str(server.on_its_loop(server.services.one_time_tokens.for_owner()))


async def test_it_signs_in(nobody: httpx.AsyncClient, token: str) -> None:
    answer = await nobody.get("/", params={"token": token})
    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    cookie = answer.headers["set-cookie"]
    assert cookie.startswith(f"{SESSION_COOKIE}=")
    assert "HttpOnly" in cookie
    assert "SameSite=lax" in cookie
    me = await nobody.get("/api/users/me")
    assert me.json() == {
        "id": me.json()["id"],
        "email": None,
        "name": "Owner",
        "settings": {},
        "is_admin": True,
    }


async def test_it_is_always_the_same_owner(server: RunningServer) -> None:
    ids = set()
    for _ in range(2):
        token = server.on_its_loop(server.services.one_time_tokens.for_owner())
        async with browser(server) as client:
            await client.get("/", params={"token": token})
            ids.add((await client.get("/api/users/me")).json()["id"])
    assert len(ids) == 1


async def test_it_works_once(server: RunningServer, nobody: httpx.AsyncClient, token: str) -> None:
    await nobody.get("/", params={"token": token})
    async with browser(server) as second:
        answer = await second.get("/", params={"token": token})
        assert answer.status_code == 401
        assert "start it again" in answer.text
        assert "set-cookie" not in answer.headers
    again = await nobody.get("/", params={"token": token})
    assert again.status_code == 303, "who is signed in already just gets the page"


async def test_a_look_does_not_use_it_up(nobody: httpx.AsyncClient, token: str) -> None:
    """A program that shows what is behind a link asks with HEAD before anybody clicks."""
    look = await nobody.head("/", params={"token": token})
    assert look.status_code == 405
    assert "set-cookie" not in look.headers
    assert (await nobody.get("/", params={"token": token})).status_code == 303


@pytest.mark.parametrize("guess", ["", "x", "é", "\x00", "a" * 5000])
async def test_a_guess(nobody: httpx.AsyncClient, guess: str) -> None:
    answer = await nobody.get("/", params={"token": guess})
    assert answer.status_code == 401
    assert "set-cookie" not in answer.headers


@pytest.mark.parametrize("header", ["X-Forwarded-For", "Forwarded", "X-Real-IP", "Via", "X-Forwarded-Host"])
async def test_never_through_a_proxy(nobody: httpx.AsyncClient, token: str, header: str) -> None:
    assert (await nobody.get("/", params={"token": token}, headers={header: "127.0.0.1"})).status_code == 401
    assert (await nobody.get("/", params={"token": token})).status_code == 303, (
        "and the token is not spent by it"
    )


async def test_never_on_a_server_for_others(
    start_server: StartServer, server: RunningServer, token: str
) -> None:
    public = replace(server.settings, host="0.0.0.0", public_url="https://nodepilot.example.com")  # noqa: S104
    elsewhere = start_server(public, EchoEngine())
    async with httpx.AsyncClient(base_url=elsewhere.url, headers={"Host": "nodepilot.example.com"}) as client:
        answer = await client.get("/", params={"token": token})
        assert answer.status_code == 401
        assert answer.headers["strict-transport-security"]
        assert (
            await client.get("/", headers={"Host": elsewhere.url.removeprefix("http://")})
        ).status_code == 421


async def test_a_revoked_session_is_over(
    server: RunningServer, nobody: httpx.AsyncClient, token: str
) -> None:
    await nobody.get("/", params={"token": token})
    claims = server.on_its_loop(server.services.sessions.read(nobody.cookies[SESSION_COOKIE]))
    server.on_its_loop(server.services.sessions.end(claims.session_id))
    assert (await nobody.get("/api/users/me")).status_code == 401
