"""Accounts with a password, sessions, API keys."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Any

import httpx
import pytest

from nodepilot.server.guard import SESSION_COOKIE
from nodepilot.settings import Settings
from nodepilot.storage.database import Database
from nodepilot.storage.ids import new_id
from nodepilot.storage.roles import Role
from tests.integration.server.conftest import EchoEngine, RunningServer, StartServer, browser

GOOD = "correct horse battery"
BETTER = "staple the horse again"


def new_email() -> str:
    return f"{new_id().hex}@example.com"


@pytest.fixture
async def other_browser(server: RunningServer) -> AsyncIterator[httpx.AsyncClient]:
    async with browser(server) as client:
        yield client


async def sign_up(client: httpx.AsyncClient, email: str, password: str = GOOD, **more: Any) -> httpx.Response:
    return await client.post("/api/auth/sign-up", json={"email": email, "password": password, **more})


async def sign_in(client: httpx.AsyncClient, email: str, password: str = GOOD) -> httpx.Response:
    return await client.post("/api/auth/sign-in", json={"email": email, "password": password})


async def me(client: httpx.AsyncClient) -> httpx.Response:
    return await client.get("/api/users/me")


async def test_up_out_and_in_again(nobody: httpx.AsyncClient) -> None:
    email = new_email()
    answer = await sign_up(nobody, email, name="Somebody")
    assert answer.status_code == 201
    cookie = answer.headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=lax" in cookie
    assert (await me(nobody)).json() == {
        "id": answer.json()["id"],
        "email": email,
        "name": "Somebody",
        "settings": {},
        "is_admin": False,
    }

    kept = nobody.cookies[SESSION_COOKIE]
    assert (await nobody.post("/api/auth/sign-out")).status_code == 204
    assert SESSION_COOKIE not in nobody.cookies
    assert (await me(nobody)).status_code == 401
    nobody.cookies.set(SESSION_COOKIE, kept)
    assert (await me(nobody)).status_code == 401, "the old token still worked"
    nobody.cookies.clear()

    assert (await sign_in(nobody, f"  {email.upper()} ")).status_code == 200
    assert (await me(nobody)).json()["email"] == email


async def test_an_address_has_one_account(nobody: httpx.AsyncClient) -> None:
    email = new_email()
    await sign_up(nobody, email)
    again = await sign_up(nobody, email.upper(), BETTER)
    assert (again.status_code, again.json()["code"]) == (409, "EMAIL_TAKEN")
    assert (await sign_in(nobody, email, BETTER)).status_code == 401


@pytest.mark.parametrize(
    ("email", "password"),
    [
        ("", GOOD),
        ("nobody", GOOD),
        ("a@b", GOOD),
        ("a b@example.com", GOOD),
        ("a@example.com\x00", GOOD),
        ("a@b@example.com", GOOD),
        ("a" * 300 + "@example.com", GOOD),
        ("a@example.com", ""),
        ("a@example.com", "short"),
        ("a@example.com", "aaaaaaaaaaaa"),
        ("long.name@example.com", "LONG.NAME@example.com"),
        ("a@example.com", "x" * 201),
    ],
)
async def test_unfit(nobody: httpx.AsyncClient, email: str, password: str) -> None:
    answer = await sign_up(nobody, email, password)
    assert (answer.status_code, answer.json()["code"]) == (422, "UNFIT_CREDENTIALS")
    assert answer.json()["next_step"]
    assert not password or password not in answer.text


async def test_a_wrong_password_and_an_unknown_address_look_the_same(nobody: httpx.AsyncClient) -> None:
    email = new_email()
    await sign_up(nobody, email)
    nobody.cookies.clear()
    wrong, unknown = await sign_in(nobody, email, BETTER), await sign_in(nobody, new_email(), BETTER)
    for answer in (wrong, unknown):
        assert answer.status_code == 401
        assert "set-cookie" not in answer.headers
    hide = {"request_id": ""}
    assert wrong.json() | hide == unknown.json() | hide


@pytest.mark.parametrize("known", [True, False])
async def test_lock_out(nobody: httpx.AsyncClient, known: bool) -> None:
    """Whether somebody has the address or not."""
    email = new_email()
    if known:
        await sign_up(nobody, email)
        nobody.cookies.clear()
    codes = [(await sign_in(nobody, email, BETTER)).status_code for _ in range(6)]
    assert codes == [401] * 6
    locked = await sign_in(nobody, email)
    assert (locked.status_code, locked.json()["code"]) == (429, "TOO_MANY_ATTEMPTS")
    assert 0 < int(locked.headers["retry-after"]) <= 60


async def test_success_forgives(nobody: httpx.AsyncClient, database: Database) -> None:
    email = new_email()
    await sign_up(nobody, email)
    for _ in range(3):
        for _ in range(4):
            assert (await sign_in(nobody, email, BETTER)).status_code == 401
        assert (await sign_in(nobody, email)).status_code == 200


async def test_change_password(nobody: httpx.AsyncClient, other_browser: httpx.AsyncClient) -> None:
    email = new_email()
    await sign_up(nobody, email)
    await sign_in(other_browser, email)
    wrong = await nobody.post("/api/auth/password", json={"current": "wrong", "new": BETTER})
    assert (wrong.status_code, wrong.json()["code"]) == (401, "BAD_CREDENTIALS")
    unfit = await nobody.post("/api/auth/password", json={"current": GOOD, "new": "short"})
    assert unfit.status_code == 422
    assert (await me(other_browser)).status_code == 200
    assert (await nobody.post("/api/auth/password", json={"current": GOOD, "new": BETTER})).status_code == 204
    assert (await me(nobody)).status_code == 200
    assert (await me(other_browser)).status_code == 401, "other sessions go on"
    assert (await sign_in(other_browser, email, GOOD)).status_code == 401
    assert (await sign_in(other_browser, email, BETTER)).status_code == 200


async def test_reset_by_a_link(server: RunningServer, nobody: httpx.AsyncClient) -> None:
    email = new_email()
    await sign_up(nobody, email)
    token = server.on_its_loop(server.services.one_time_tokens.for_new_password(email))
    body = {"token": token, "password": BETTER}
    unfit = await nobody.post("/api/auth/password/reset", json=body | {"password": "short"})
    assert unfit.status_code == 422
    assert (await nobody.post("/api/auth/password/reset", json=body)).status_code == 204
    assert (await me(nobody)).status_code == 401
    used = await nobody.post("/api/auth/password/reset", json=body)
    assert (used.status_code, used.json()["code"]) == (422, "INVALID_LINK")
    assert (await sign_in(nobody, email, BETTER)).status_code == 200
    assert server.on_its_loop(server.services.one_time_tokens.for_new_password(new_email())) is None


async def test_an_owner_token_sets_no_password(server: RunningServer, nobody: httpx.AsyncClient) -> None:
    token = server.on_its_loop(server.services.one_time_tokens.for_owner())
    answer = await nobody.post("/api/auth/password/reset", json={"token": token, "password": GOOD})
    assert answer.json()["code"] == "INVALID_LINK"


async def test_a_deleted_user_stays_deleted(nobody: httpx.AsyncClient, database: Database) -> None:
    email = new_email()
    user = (await sign_up(nobody, email)).json()["id"]
    async with database.acting_as(Role.ACCOUNTS) as transaction:
        await transaction.execute("update users set deleted_at = now() where id = %s", (user,))
    assert (await me(nobody)).status_code == 401
    assert (await sign_in(nobody, email)).status_code == 401
    assert (await sign_up(nobody, email)).json()["id"] != user


async def test_sign_up_can_be_closed(start_server: StartServer, settings: Settings) -> None:
    closed = start_server(replace(settings, sign_up_open=False), EchoEngine())
    async with browser(closed) as client:
        answer = await sign_up(client, new_email())
        assert (answer.status_code, answer.json()["code"]) == (403, "SIGN_UP_CLOSED")


class TestApiKeys:
    @pytest.fixture
    async def owner_of_keys(self, nobody: httpx.AsyncClient) -> httpx.AsyncClient:
        await sign_up(nobody, new_email())
        return nobody

    async def make(self, client: httpx.AsyncClient, *scopes: str) -> dict[str, Any]:
        body = {"name": "a program", "scopes": list(scopes)}
        answer = await client.post("/api/auth/keys", json=body)
        assert answer.status_code == 201
        return dict(answer.json())

    async def test_it_is_shown_once(self, owner_of_keys: httpx.AsyncClient) -> None:
        made = await self.make(owner_of_keys, "read", "write")
        listed = await owner_of_keys.get("/api/auth/keys")
        assert made["key"] not in listed.text
        (key,) = listed.json()["keys"]
        assert made["key"].startswith(key["prefix"])
        assert (key["name"], key["scopes"]) == ("a program", ["read", "write"])

    async def test_it_works_without_a_cookie(
        self, server: RunningServer, owner_of_keys: httpx.AsyncClient
    ) -> None:
        made = await self.make(owner_of_keys, "read", "write")
        async with httpx.AsyncClient(base_url=server.url) as program:
            program.headers["Authorization"] = f"Bearer {made['key']}"
            assert (await me(program)).json() == (await me(owner_of_keys)).json()
            assert (await program.post("/api/chat/message", json={"message": "x"})).status_code == 200
            (key,) = (await owner_of_keys.get("/api/auth/keys")).json()["keys"]
            assert key["last_used_at"]
            assert (await owner_of_keys.delete(f"/api/auth/keys/{made['id']}")).status_code == 204
            assert (await me(program)).status_code == 401
        assert (await owner_of_keys.get("/api/auth/keys")).json() == {"keys": []}

    async def test_scopes(self, server: RunningServer, owner_of_keys: httpx.AsyncClient) -> None:
        reading = await self.make(owner_of_keys, "read")
        async with httpx.AsyncClient(base_url=server.url) as program:
            program.headers["Authorization"] = f"Bearer {reading['key']}"
            assert (await program.get("/api/conversations")).status_code == 200
            refused = await program.post("/api/chat/message", json={"message": "x"})
            assert (refused.status_code, refused.json()["code"]) == (403, "MISSING_SCOPE")

    @pytest.mark.parametrize("path", ["keys", "sign-out", "password"])
    async def test_it_does_not_change_the_account(
        self, server: RunningServer, owner_of_keys: httpx.AsyncClient, path: str
    ) -> None:
        made = await self.make(owner_of_keys, "read", "write")
        async with httpx.AsyncClient(base_url=server.url) as program:
            program.headers["Authorization"] = f"Bearer {made['key']}"
            body = {"keys": {"name": "another"}, "password": {"current": GOOD, "new": BETTER}}.get(path)
            answer = await program.post(f"/api/auth/{path}", json=body)
            assert (answer.status_code, answer.json()["code"]) == (403, "MISSING_SCOPE")

    async def test_another_users_key(
        self, owner_of_keys: httpx.AsyncClient, other_browser: httpx.AsyncClient
    ) -> None:
        made = await self.make(owner_of_keys, "read")
        await sign_up(other_browser, new_email())
        assert (await other_browser.delete(f"/api/auth/keys/{made['id']}")).status_code == 404
        assert (await other_browser.get("/api/auth/keys")).json() == {"keys": []}
        assert len((await owner_of_keys.get("/api/auth/keys")).json()["keys"]) == 1

    @pytest.mark.parametrize("key", ["np_", "np_guess", "np_" + "x" * 5000, "np_\udc80"])
    async def test_a_guess(self, server: RunningServer, key: str) -> None:
        async with httpx.AsyncClient(base_url=server.url) as program:
            headers = {b"Authorization": f"Bearer {key}".encode("utf-8", "replace")}
            assert (await program.get("/api/users/me", headers=headers)).status_code == 401


@pytest.fixture(scope="module")
def strict(start_server: StartServer, settings: Settings) -> list[RunningServer]:
    """Two servers that share one limit."""
    return [start_server(replace(settings, requests_a_minute=10), EchoEngine()) for _ in range(2)]


class TestRateLimit:
    async def test_it_is_exact_over_all_servers(
        self, strict: list[RunningServer], server: RunningServer
    ) -> None:
        async with browser(server) as client:
            await sign_up(client, new_email())
            token = client.cookies[SESSION_COOKIE]
        answers = []
        for turn in range(12):
            async with browser(strict[turn % 2], token) as client:
                answers.append(await me(client))
        assert [answer.status_code for answer in answers] == [200] * 10 + [429] * 2
        assert [answer.headers["ratelimit-remaining"] for answer in answers[:10]] == [
            str(9 - i) for i in range(10)
        ]
        assert {answer.headers["ratelimit-limit"] for answer in answers} == {"10"}
        refused = answers[-1]
        assert refused.json()["code"] == "RATE_LIMITED"
        assert 0 < int(refused.headers["retry-after"]) <= 60
        assert refused.headers["retry-after"] == refused.headers["ratelimit-reset"]

    async def test_each_user_has_an_own_one(self, strict: list[RunningServer], server: RunningServer) -> None:
        for _ in range(2):
            async with browser(server) as client:
                await sign_up(client, new_email())
                token = client.cookies[SESSION_COOKIE]
            async with browser(strict[0], token) as client:
                assert [(await me(client)).status_code for _ in range(10)] == [200] * 10

    async def test_signing_in_has_a_tighter_one(self, strict: list[RunningServer]) -> None:
        async with browser(strict[0]) as client:
            codes = [(await sign_in(client, new_email())).status_code for _ in range(21)]
        assert codes == [401] * 20 + [429]
