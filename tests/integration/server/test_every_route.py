"""Every route of the API, with rubbish in every place: an answer of the documented kind, and never a 500."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

import pytest

from tests.integration.server.conftest import Person, RunningServer

METHODS = ("get", "post", "put", "patch", "delete")
ENDLESS = {"/api/events"}
"""Streams that do not end by themselves."""

LEAVING = {"/api/auth/sign-out", "/api/users/me/delete"}
"""What would end the session that the test needs."""

RUBBISH: list[Any] = [
    None,
    True,
    -1,
    2**70,
    1.5,
    "",
    "x",
    "\x00",
    "\udc80",
    "é" * 300,
    "01a20729-d073-7af2-8e1b-5a5fad0fab9c",
    [],
    [None],
    {},
    {"a": {"b": []}},
]

ROUNDS = 12


def bodies(schema: dict[str, Any], chance: random.Random) -> Iterator[Any]:
    """Bodies with the right keys and wrong values, and some that are no object at all."""
    names = list(schema.get("properties", {}))
    for _ in range(ROUNDS):
        yield {name: chance.choice(RUBBISH) for name in names if chance.random() < 0.8}
    yield from (None, [], "x", 5)


def body_schema(document: dict[str, Any], operation: dict[str, Any]) -> dict[str, Any] | None:
    content = operation.get("requestBody", {}).get("content", {}).get("application/json")
    if content is None:
        return None
    schema = content["schema"]
    if "$ref" not in schema:
        return dict(schema)
    return dict(document["components"]["schemas"][schema["$ref"].rpartition("/")[2]])


def filled(path: str, chance: random.Random) -> str:
    """The path with something in each of its braces."""
    parts = []
    for part in path.split("/"):
        value = chance.choice([one for one in RUBBISH if isinstance(one, str | int)])
        text = str(value).encode("utf-8", "replace").decode()
        parts.append(quote(text, safe="") or "x" if part.startswith("{") else part)
    return "/".join(parts)


async def test_rubbish_everywhere(server: RunningServer, person: Person) -> None:
    document = (await person.http.get("/api/openapi.json")).json()
    chance = random.Random(0)  # noqa: S311 - the same rubbish in every run
    tried = 0
    for path, item in document["paths"].items():
        if path in ENDLESS | LEAVING:
            continue
        for method in METHODS:
            if method not in item:
                continue
            operation = item[method]
            schema = body_schema(document, operation)
            queries = [one["name"] for one in operation.get("parameters", []) if one["in"] == "query"]
            for body in bodies(schema, chance) if schema else [None] * 4:
                query = {name: str(chance.choice(RUBBISH)).encode("utf-8", "replace") for name in queries}
                content = json.dumps(body).encode() if schema else None
                answer = await person.http.request(
                    method.upper(),
                    filled(path, chance),
                    params={name: value.decode() for name, value in query.items()},
                    content=content,
                    headers={"Content-Type": "application/json"} if schema else {},
                )
                tried += 1
                where = f"{method} {path} {body!r} {query}: {answer.status_code} {answer.text[:300]}"
                assert answer.status_code < 500, where
                if answer.status_code >= 400:
                    assert answer.headers["content-type"] == "application/problem+json", where
                    assert {"status", "code", "detail", "next_step", "request_id"} <= set(answer.json()), (
                        where
                    )
                    assert answer.json()["detail"], where
                    assert answer.json()["next_step"], where
    assert tried > 100
    assert (await person.http.get("/api/users/me")).status_code == 200


@pytest.mark.parametrize("method", METHODS)
async def test_streams_refuse_other_methods(person: Person, method: str) -> None:
    if method == "get":
        answer = await person.http.get("/api/events", headers={"Last-Event-ID": "x"})
        assert answer.status_code == 422
    else:
        assert (await person.http.request(method.upper(), "/api/events")).status_code == 405
