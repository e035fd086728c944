"""Other sites get nothing: Host, Origin, cookies, headers."""

from __future__ import annotations

import httpx
import pytest

from nodepilot.server.guard import SESSION_COOKIE
from tests.integration.server.conftest import Person, RunningServer

ME = "/api/users/me"


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:8000", "127.0.0.1", "", "127.0.0.1.evil.example"]
)
async def test_another_name(nobody: httpx.AsyncClient, host: str) -> None:
    """The defence against DNS rebinding."""
    for path in (ME, "/", "/api/health"):
        answer = await nobody.get(path, headers={"Host": host})
        assert (answer.status_code, answer.json()["code"]) == (421, "HOST_NOT_ALLOWED")


async def test_localhost_is_fine(server: RunningServer, nobody: httpx.AsyncClient) -> None:
    answer = await nobody.get("/api/health", headers={"Host": f"LOCALHOST:{server.settings.port}"})
    assert answer.status_code == 200


@pytest.mark.parametrize("origin", ["https://evil.example", "null", "http://127.0.0.1", "http://localhost:1"])
@pytest.mark.parametrize(("method", "path"), [("GET", ME), ("POST", "/api/chat/message"), ("OPTIONS", ME)])
async def test_another_origin(person: Person, origin: str, method: str, path: str) -> None:
    answer = await person.http.request(method, path, headers={"Origin": origin})
    assert (answer.status_code, answer.json()["code"]) == (403, "ORIGIN_NOT_ALLOWED")
    assert not [name for name in answer.headers if name.startswith("access-control-")]


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
async def test_a_page_of_another_site(person: Person, site: str) -> None:
    answer = await person.http.get(ME, headers={"Sec-Fetch-Site": site})
    assert answer.status_code == 403
    link = await person.http.get("/", headers={"Sec-Fetch-Site": site})
    assert link.status_code != 403, "a link from elsewhere may lead to the page"


@pytest.mark.parametrize("missing", ["X-NodePilot", "Origin"])
@pytest.mark.parametrize(
    ("method", "path"),
    [("POST", "/api/chat/message"), ("DELETE", "/api/conversations/x"), ("PATCH", "/api/conversations/x")],
)
async def test_a_cookie_alone_changes_nothing(person: Person, missing: str, method: str, path: str) -> None:
    del person.http.headers[missing]
    answer = await person.http.request(method, path, json={"message": "x"})
    assert (answer.status_code, answer.json()["code"]) == (403, "CSRF")


async def test_a_program_with_a_token_needs_no_such_proof(server: RunningServer, person: Person) -> None:
    async with httpx.AsyncClient(base_url=server.url) as program:
        headers = {"Authorization": f"Bearer {person.token}"}
        assert (await program.get(ME, headers=headers)).json()["id"] == str(person.id)
        answer = await program.post("/api/chat/message", json={"message": "x"}, headers=headers)
        assert answer.status_code == 200


@pytest.mark.parametrize("path", ["/", "/api/health", ME, "/api/nothing", "/nothing.js"])
async def test_every_answer_is_guarded(nobody: httpx.AsyncClient, path: str) -> None:
    headers = (await nobody.get(path)).headers
    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    assert "require-trusted-types-for 'script'; trusted-types 'none'" in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["x-request-id"]
    assert "server" not in headers
    if path.startswith("/api"):
        assert headers["cache-control"] == "no-store"


@pytest.mark.parametrize(
    "token",
    ["", "x", "a.b.c", "eyJhbGciOiJub25lIn0.eyJpc3MiOiJub2RlcGlsb3QiLCJzdWIiOiIxIn0.", "é" * 10],
)
async def test_a_cookie_that_is_no_token(nobody: httpx.AsyncClient, token: str) -> None:
    answer = await nobody.get(ME, headers={b"Cookie": f"{SESSION_COOKIE}={token}".encode()})
    assert (answer.status_code, answer.json()["code"]) == (401, "NOT_SIGNED_IN")
