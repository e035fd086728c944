"""ETags: 304 as long as nothing changed, and never anything for a shared cache."""

from __future__ import annotations

import httpx
import pytest

from tests.integration.server.conftest import Person
from tests.integration.server.isolation_cases import CASES

READS = ["/api/users/me", "/api/conversations", "/api/workflows", "/api/credits/balance", "/api/auth/keys"]


@pytest.mark.parametrize("path", READS)
async def test_nothing_new(person: Person, stranger: Person, path: str) -> None:
    first = await person.http.get(path)
    assert first.headers["cache-control"] == "private, no-cache"
    assert "Cookie" in first.headers["vary"]
    known = {"If-None-Match": f'"another", {first.headers["etag"]}'}
    again = await person.http.get(path, headers=known)
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["etag"] == first.headers["etag"]
    assert again.headers["x-request-id"]


@pytest.mark.parametrize("path", [*READS, "/api/health", "/api/nothing", "/", "/c/01a20729"])
async def test_head_tells_what_get_does(person: Person, path: str) -> None:
    passing = {"date", "x-request-id", "content-length"}
    read = await person.http.get(path)
    head = await person.http.head(path)
    assert (head.status_code, head.content) == (read.status_code, b"")
    told = [
        {name: value for name, value in one.headers.items() if name not in passing} for one in (read, head)
    ]
    assert told[0] == told[1]


async def test_something_new(person: Person) -> None:
    first = await person.http.get("/api/users/me")
    await person.http.patch("/api/users/me", json={"name": "Another"})
    known = {"If-None-Match": first.headers["etag"]}
    changed = await person.http.get("/api/users/me", headers=known)
    assert (changed.status_code, changed.json()["name"]) == (200, "Another")
    assert changed.headers["etag"] != first.headers["etag"]


SAVED = {"GET /api/credits/history/export"}
"""What is no JSON."""


@pytest.mark.parametrize(
    "route", [route for route, case in CASES.items() if route.startswith("GET ") and "{" not in route]
)
async def test_every_read_can_be_asked_for_again(person: Person, route: str) -> None:
    case = CASES[route]
    answer = await person.http.get(route.removeprefix("GET ") + case.query)
    assert answer.status_code == case.status
    if case.status == 200 and not case.public and route not in SAVED:
        assert answer.headers["cache-control"] == "private, no-cache"
        again = await person.http.get(
            route.removeprefix("GET ") + case.query, headers={"If-None-Match": answer.headers["etag"]}
        )
        assert (again.status_code, again.content) == (304, b"")
    else:
        assert answer.headers["cache-control"] == "no-store"


async def test_a_tag_opens_nothing(person: Person, nobody: httpx.AsyncClient) -> None:
    tag = (await person.http.get("/api/users/me")).headers["etag"]
    assert (await nobody.get("/api/users/me", headers={"If-None-Match": tag})).status_code == 401


async def test_what_is_kept_nowhere(person: Person) -> None:
    for answer in (
        await person.http.get("/api/health"),
        await person.http.get("/api/conversations/none"),
        await person.http.post("/api/auth/keys", json={"name": "k"}),
    ):
        assert answer.headers["cache-control"] == "no-store"
        assert "etag" not in answer.headers
