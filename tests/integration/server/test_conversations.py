"""Conversations over HTTP: one's own, and nothing of anybody else's."""

from __future__ import annotations

from uuid import uuid4

import httpx
import pytest

from tests.integration.server.conftest import Person


async def test_the_list_is_newest_first(person: Person) -> None:
    first, second = await person.conversation("first"), await person.conversation("second")
    await person.say("again", first["id"])
    listed = (await person.http.get("/api/conversations")).json()["conversations"]
    assert [one["id"] for one in listed] == [first["id"], second["id"]]
    assert set(listed[0]) == {"id", "title", "created_at", "updated_at"}


async def test_rename(person: Person) -> None:
    path = f"/api/conversations/{(await person.conversation())['id']}"
    renamed = await person.http.patch(path, json={"title": "  A better\n title  "})
    assert (renamed.status_code, renamed.json()["title"]) == (200, "A better title")
    assert (await person.http.get(path)).json()["title"] == "A better title"


async def test_delete(person: Person) -> None:
    path = f"/api/conversations/{(await person.conversation())['id']}"
    assert (await person.http.delete(path)).status_code == 204
    assert (await person.http.get(path)).status_code == 404
    assert (await person.http.delete(path)).status_code == 404
    assert (await person.http.get("/api/conversations")).json() == {"conversations": []}


@pytest.mark.parametrize(
    ("method", "body"), [("GET", None), ("PATCH", {"title": "mine now"}), ("DELETE", None)]
)
@pytest.mark.parametrize("which", ["another's", "unknown", "no id"])
async def test_what_is_not_ones_own_does_not_exist(
    person: Person, stranger: Person, method: str, body: dict[str, str] | None, which: str
) -> None:
    own = await person.conversation("a secret")
    name = {"another's": own["id"], "unknown": str(uuid4()), "no id": "no-id"}[which]
    answer = await stranger.http.request(method, f"/api/conversations/{name}", json=body)
    assert (answer.status_code, answer.json()["code"]) == (404, "NOT_FOUND")
    assert "secret" not in answer.text
    assert (await person.http.get(f"/api/conversations/{own['id']}")).json() == own
    assert (await stranger.http.get("/api/conversations")).json() == {"conversations": []}


async def test_nobody_talks_in_anothers_conversation(person: Person, stranger: Person) -> None:
    own = await person.conversation("a secret")
    answer = await stranger.say("hello", own["id"])
    assert (answer.status_code, answer.json()["code"]) == (404, "NOT_FOUND")
    assert (await person.http.get(f"/api/conversations/{own['id']}")).json() == own


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/api/users/me"),
        ("GET", "/api/conversations"),
        ("GET", "/api/conversations/01a20729-d073-7af2-8e1b-5a5fad0fab9c"),
        ("PATCH", "/api/conversations/01a20729-d073-7af2-8e1b-5a5fad0fab9c"),
        ("DELETE", "/api/conversations/01a20729-d073-7af2-8e1b-5a5fad0fab9c"),
        ("POST", "/api/chat/message"),
        ("POST", "/api/generations/01a20729-d073-7af2-8e1b-5a5fad0fab9c/stop"),
        ("GET", "/api/generations/01a20729-d073-7af2-8e1b-5a5fad0fab9c/events"),
    ],
)
async def test_without_signing_in(nobody: httpx.AsyncClient, method: str, path: str) -> None:
    answer = await nobody.request(method, path, json={"message": "x"} if method == "POST" else None)
    assert (answer.status_code, answer.json()["code"]) == (401, "NOT_SIGNED_IN")
