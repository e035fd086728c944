"""Whatever somebody sends: a clear answer, and never a 500."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.integration.server.conftest import Person

JSON = {"Content-Type": "application/json"}
PROBLEM = {"type", "title", "status", "detail", "code", "next_step", "request_id"}


@pytest.mark.parametrize(
    ("message", "status", "code"),
    [
        ("", 422, "EMPTY_MESSAGE"),
        (" \n\t ", 422, "EMPTY_MESSAGE"),
        ("x" * 100_000, 413, "MESSAGE_TOO_LONG"),
        ("\x00\x01\x02\x03" * 10, 422, "NOT_TEXT"),
        ("a NUL \x00 in the middle of a sentence that is otherwise fine", 422, "NOT_TEXT"),
        ("\ud83d lone surrogate", 422, "NOT_TEXT"),
        ("\x1b[31m\x07\x08\x1b\x1b\x1b", 422, "NOT_TEXT"),
    ],
)
async def test_a_message_that_is_none(person: Person, message: str, status: int, code: str) -> None:
    answer = await person.http.post(
        "/api/chat/message", content=json.dumps({"message": message}), headers=JSON
    )
    problem = answer.json()
    assert (answer.status_code, problem["code"]) == (status, code)
    assert answer.headers["content-type"] == "application/problem+json"
    assert set(problem) == PROBLEM
    assert problem["detail"]
    assert problem["next_step"]
    assert problem["request_id"] == answer.headers["x-request-id"]
    assert (await person.http.get("/api/conversations")).json() == {"conversations": []}


@pytest.mark.parametrize(
    "message",
    [
        "hello",
        "Ünïcödé 🎉 ¿qué?",
        "a\tb\r\nc",
        "'; drop table users; --",
        "%s %(x)s {{ $json }}",
        "<script>alert(1)</script>",
    ],
)
async def test_a_message_that_is_one(person: Person, message: str) -> None:
    answer = await person.say(message)
    assert answer.json()["content"] == f"You said: {message}"


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        (b"", 422, "INVALID_REQUEST"),
        (b"{", 400, "INVALID_JSON"),
        (b"\x80\x81\xff", 400, "INVALID_JSON"),
        (b'{"message": "\xff"}', 400, "INVALID_JSON"),
        (b"[]", 422, "INVALID_REQUEST"),
        (b"null", 422, "INVALID_REQUEST"),
        (b'"text"', 422, "INVALID_REQUEST"),
        (b"{}", 422, "INVALID_REQUEST"),
        (b'{"message": 5}', 422, "INVALID_REQUEST"),
        (b'{"message": null}', 422, "INVALID_REQUEST"),
        (b'{"message": "x", "conversation_id": "not an id"}', 422, "INVALID_REQUEST"),
        (b'{"message": "x", "surprise": 1}', 422, "INVALID_REQUEST"),
        (b'{"message": NaN}', 422, "INVALID_REQUEST"),
        (b'{"message": ' + b"9" * 5000 + b"}", 400, "INVALID_JSON"),
        (b"[" * 100_000, 400, "INVALID_JSON"),
        (b'{"message": "x", "conversation_id": "01a20729-d073-7af2-8e1b-5a5fad0fab9c"}', 404, "NOT_FOUND"),
        (b"x" * 1_000_001, 413, "BODY_TOO_LARGE"),
    ],
    ids=lambda value: repr(value[:40]) if isinstance(value, bytes) else None,
)
async def test_a_body_of_the_wrong_shape(person: Person, body: bytes, status: int, code: str) -> None:
    answer = await person.http.post("/api/chat/message", content=body, headers=JSON)
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["next_step"]


async def test_a_body_without_a_length(person: Person) -> None:
    async def chunks() -> Any:
        for _ in range(20):
            yield b"x" * 100_000

    answer = await person.http.post("/api/chat/message", content=chunks(), headers=JSON)
    assert (answer.status_code, answer.json()["code"]) == (413, "BODY_TOO_LARGE")


@pytest.mark.parametrize(
    "content_type", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data"]
)
async def test_a_body_of_another_type(person: Person, content_type: str) -> None:
    """What a form on another site could send is not taken as JSON."""
    headers = {"Content-Type": content_type}
    answer = await person.http.post("/api/chat/message", content=b'{"message": "x"}', headers=headers)
    assert (answer.status_code, answer.json()["code"]) == (415, "NOT_SENT_AS_JSON")
    assert "application/json" in answer.json()["next_step"]


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("POST", "/api/messages/{id}/regenerate"),
        ("POST", "/api/messages/{id}/choose"),
        ("DELETE", "/api/messages/{id}/feedback"),
        ("GET", "/api/conversations/{id}"),
        ("GET", "/api/generations/{id}/events"),
        ("GET", "/api/files/{id}/content"),
        ("GET", "/api/workflows/{id}"),
        ("DELETE", "/api/auth/keys/{id}"),
        ("GET", "/api/templates/{id}"),
        ("GET", "/api/nodes/{id}"),
    ],
)
@pytest.mark.parametrize("rubbish", ["x", "1", "%00", "%F0%9F%8E%89", "x" * 9_000])
async def test_what_is_no_id_cannot_exist(person: Person, method: str, path: str, rubbish: str) -> None:
    answer = await person.http.request(method, path.format(id=rubbish))
    assert (answer.status_code, answer.json()["code"]) == (404, "NOT_FOUND")


async def test_what_is_no_id_of_a_memory_cannot_exist(person: Person) -> None:
    conversation = await person.conversation()
    answer = await person.http.delete(f"/api/conversations/{conversation['id']}/memories/x")
    assert (answer.status_code, answer.json()["code"]) == (404, "NOT_FOUND")


@pytest.mark.parametrize("title", ["", "   ", "x" * 201, "\x00", 5, []])
async def test_a_title_that_is_none(person: Person, title: Any) -> None:
    conversation = await person.conversation()
    answer = await person.http.patch(f"/api/conversations/{conversation['id']}", json={"title": title})
    assert answer.status_code in {413, 422}
    assert (await person.http.get(f"/api/conversations/{conversation['id']}")).json() == conversation


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/api", 404),
        ("GET", "/api/", 404),
        ("GET", "/api/nothing", 404),
        ("POST", "/api/nothing", 404),
        ("GET", "/api/chat/message", 405),
        ("PUT", "/api/conversations", 405),
        ("DELETE", "/api/health", 405),
        ("GET", "/api/conversations/%00", 404),
        ("GET", "/api/conversations/..%2f..%2fetc", 404),
        ("GET", "/api/generations/x/events", 404),
        ("GET", "/api/health/", 404),
        ("POST", "/api/chat/message/", 404),
        ("HEAD", "/api/events", 405),
    ],
)
async def test_an_address_that_is_none(person: Person, method: str, path: str, status: int) -> None:
    answer = await person.http.request(method, path)
    assert answer.status_code == status
    if method != "HEAD":
        assert answer.json()["code"] in {"NOT_FOUND", "METHOD_NOT_ALLOWED"}


@pytest.mark.parametrize("value", ["x", "-1", "99999999999", "1.5", ""])
async def test_a_last_event_id_that_is_none(person: Person, value: str) -> None:
    generation = (await person.say("hello")).json()["generation_id"]
    answer = await person.http.get(f"/api/generations/{generation}/events", headers={"Last-Event-ID": value})
    assert (answer.status_code, answer.json()["code"]) == (422, "INVALID_REQUEST")


@pytest.mark.parametrize("key", ["", "with space", "ü", "x" * 201])
async def test_an_idempotency_key_that_is_none(person: Person, key: str) -> None:
    answer = await person.http.post(
        "/api/chat/message", json={"message": "x"}, headers={b"Idempotency-Key": key.encode()}
    )
    assert (answer.status_code, answer.json()["code"]) == (422, "INVALID_REQUEST")
