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
    assert set(listed[0]) == {"id", "title", "pinned", "created_at", "updated_at"}


async def test_rename(person: Person) -> None:
    path = f"/api/conversations/{(await person.conversation())['id']}"
    renamed = await person.http.patch(path, json={"title": "  A better\n title  "})
    assert (renamed.status_code, renamed.json()["title"]) == (200, "A better title")
    assert (await person.http.get(path)).json()["title"] == "A better title"


async def test_pinned_ones_come_first(person: Person) -> None:
    first, _ = await person.conversation("first"), await person.conversation("second")
    pinned = await person.http.patch(f"/api/conversations/{first['id']}", json={"pinned": True})
    assert pinned.json()["pinned"]
    assert pinned.json()["title"] == "First"
    listed = (await person.http.get("/api/conversations")).json()["conversations"]
    assert [one["title"] for one in listed] == ["First", "Second"]
    await person.http.patch(f"/api/conversations/{first['id']}", json={"pinned": False, "title": "Third"})
    listed = (await person.http.get("/api/conversations")).json()["conversations"]
    assert [one["title"] for one in listed] == ["Second", "Third"]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("slack", ["Post it to Slack"]),
        ("SLACK post", ["Post it to Slack"]),
        ("sla", ["Post it to Slack"]),
        ("größ", ["Grüße Größe"]),
        ("said", ["Grüße Größe", "Post it to Slack"]),
        ("slack größe", []),
        ("it's post", []),
        ("'; drop table users; --", []),
        ("& | ! ( ) : * <->", []),
        ('\\ % _ "', []),
        ("", []),
        ("post:* | größe", []),
    ],
)
async def test_search(person: Person, stranger: Person, query: str, found: list[str]) -> None:
    for message in ("post it to Slack", "Grüße Größe"):
        await person.conversation(message)
    answer = await person.http.get("/api/conversations/search", params={"q": query})
    assert answer.status_code == 200
    assert [one["title"] for one in answer.json()["conversations"]] == found
    assert all(one["excerpt"] for one in answer.json()["conversations"])
    elsewhere = await stranger.http.get("/api/conversations/search", params={"q": query})
    assert elsewhere.json() == {"conversations": []}


async def test_messages_come_in_pages(person: Person) -> None:
    conversation = await person.conversation("1")
    for number in range(2, 5):
        await person.say(str(number), conversation["id"])
    path = f"/api/conversations/{conversation['id']}"
    whole = (await person.http.get(path)).json()
    assert not whole["has_earlier"]
    told: list[dict[str, object]] = []
    pages: list[int] = []
    before: dict[str, str] = {}
    while True:
        page = (await person.http.get(path, params={"limit": 3, **before})).json()
        told = page["messages"] + told
        pages.append(len(page["messages"]))
        if not page["has_earlier"]:
            break
        before = {"before": page["messages"][0]["id"]}
    assert pages == [3, 3, 2]
    assert told == whole["messages"]


async def test_pages_tell_the_versions_of_their_messages(person: Person) -> None:
    conversation = await person.conversation("1")
    answer = conversation["messages"][-1]
    await person.http.post(f"/api/messages/{answer['id']}/regenerate")
    path = f"/api/conversations/{conversation['id']}"
    [last] = (await person.http.get(path, params={"limit": 1})).json()["messages"]
    assert last["siblings"] == [answer["id"], last["id"]]


async def test_nothing_comes_before_what_is_not_there(person: Person, stranger: Person) -> None:
    conversation, other = await person.conversation("1"), await stranger.conversation("2")
    for message in (other["messages"][1]["id"], str(uuid4())):
        page = await person.http.get(
            f"/api/conversations/{conversation['id']}", params={"before": message, "limit": 5}
        )
        assert (page.status_code, page.json()["messages"], page.json()["has_earlier"]) == (200, [], False)


@pytest.mark.parametrize("limit", ["0", "-1", "1001", "many"])
async def test_a_page_has_a_size(person: Person, limit: str) -> None:
    conversation = await person.conversation("1")
    refused = await person.http.get(f"/api/conversations/{conversation['id']}", params={"limit": limit})
    assert refused.status_code == 422


async def test_export(person: Person) -> None:
    conversation = await person.conversation("```tricky``` # request")
    path = f"/api/conversations/{conversation['id']}/export"
    markdown = await person.http.get(path)
    assert markdown.headers["content-type"].startswith("text/markdown")
    assert markdown.headers["content-disposition"].startswith('attachment; filename="tricky-request.md"')
    assert "## You\n\n```tricky``` # request" in markdown.text
    assert '"name": "Echo"' in markdown.text
    exported = await person.http.get(path, params={"format": "json"})
    assert exported.json()["messages"] == conversation["messages"]
    assert (await person.http.get(path, params={"format": "exe"})).status_code == 422


async def test_delete(person: Person) -> None:
    path = f"/api/conversations/{(await person.conversation())['id']}"
    assert (await person.http.delete(path)).status_code == 204
    assert (await person.http.get(path)).status_code == 404
    assert (await person.http.delete(path)).status_code == 404
    assert (await person.http.get("/api/conversations")).json() == {"conversations": []}


@pytest.mark.parametrize(
    ("method", "body", "below"),
    [
        ("GET", None, ""),
        ("PATCH", {"title": "mine now"}, ""),
        ("DELETE", None, ""),
        ("GET", None, "/export"),
        ("POST", None, "/share"),
        ("GET", None, "/share"),
        ("DELETE", None, "/share"),
    ],
)
@pytest.mark.parametrize("which", ["another's", "unknown", "no id"])
async def test_what_is_not_ones_own_does_not_exist(
    person: Person, stranger: Person, method: str, body: dict[str, str] | None, below: str, which: str
) -> None:
    own = await person.conversation("a secret")
    name = {"another's": own["id"], "unknown": str(uuid4()), "no id": "no-id"}[which]
    answer = await stranger.http.request(method, f"/api/conversations/{name}{below}", json=body)
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
