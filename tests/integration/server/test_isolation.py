"""Over HTTP, by every route: a stranger learns nothing of somebody's things and changes none of them."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import Any

import httpx
import pytest

from nodepilot.storage.database import Database
from nodepilot.storage.roles import Role
from tests.integration.server.conftest import NO_TLS, WORKFLOW, Person, RunningServer
from tests.integration.server.isolation_cases import CASES, GUESS, Case

KEY = "a-key-of-the-victim-0123"


@dataclass
class Victim:
    """Somebody with one of everything; `names` fill the braces of paths and bodies."""

    person: Person
    names: dict[str, str]

    async def everything(self) -> list[Any]:
        """All that the victim sees."""
        get = self.person.http.get
        conversation, workflow = (self.names[name] for name in ("conversation_id", "workflow_id"))
        paths = [
            "/api/users/me/export",
            "/api/users/me/model-keys",
            "/api/auth/keys",
            "/api/credits/balance",
            f"/api/conversations/{conversation}/share",
            f"/api/workflows/{workflow}/versions",
        ]
        return [(await get(path)).json() for path in paths]


COMMON = {"experiment_id", "memory_id", "provider", "name", "number", "token", "type_name", "key"}
"""Names in paths that are nobody's own."""


async def make_victim(person: Person, database: Database) -> Victim:
    email = f"{person.id.hex}@example.com"
    async with database.acting_as(Role.ACCOUNTS) as transaction:
        await transaction.execute("update users set email = %s where id = %s", (email, person.id))
    said = (await person.say("private words")).json()
    http = person.http
    kept = (await http.post("/api/workflows", json={"workflow": WORKFLOW, "name": "private"})).json()
    key = (await http.post("/api/auth/keys", json={"name": "private"})).json()
    await http.put("/api/users/me/model-keys/openai", json={"key": KEY})
    await http.post(f"/api/conversations/{said['conversation_id']}/share")
    await http.put(f"/api/messages/{said['id']}/feedback", json={"rating": "up", "reason": "private"})
    file = (await http.post("/api/files", files={"file": ("private.txt", b"private words")})).json()
    names = {
        "file_id": file["id"],
        "email": email,
        "conversation_id": said["conversation_id"],
        "generation_id": said["generation_id"],
        "message_id": said["id"],
        "workflow_id": kept["id"],
        "api_key_id": key["id"],
        "account_id": str(person.id),
        "provider": "openai",
        "name": "main_prompt",
        "experiment_id": GUESS,
        "memory_id": GUESS,
        "number": "1",
        "token": "a-guess",
        "type_name": "no.such",
        "key": "no-such",
    }
    return Victim(person, names)


async def attempt(client: httpx.AsyncClient, route: str, case: Case, names: dict[str, str]) -> httpx.Response:
    method, path = route.split(" ")
    body = None
    if case.body is not None:
        body = {
            key: value.format(**names) if isinstance(value, str) else value
            for key, value in case.body.items()
        }
    return await client.request(method, path.format(**names) + case.query, json=body)


async def test_a_stranger_reaches_nothing(person: Person, stranger: Person, database: Database) -> None:
    victim = await make_victim(person, database)
    before = await victim.everything()
    hidden = [name for key, name in victim.names.items() if key not in COMMON]
    for route, case in CASES.items():
        answer = await attempt(stranger.http, route, case, victim.names)
        assert answer.status_code == case.status, f"{route}: {answer.status_code} {answer.text[:300]}"
        for told in ("private", KEY, *hidden):
            assert told not in answer.text, f"{route} tells of {told}"
        assert await victim.everything() == before, f"{route} changed something"


async def test_nobody_reaches_nothing(person: Person, nobody: httpx.AsyncClient, database: Database) -> None:
    victim = await make_victim(person, database)
    before = await victim.everything()
    for route, case in CASES.items():
        answer = await attempt(nobody, route, case, victim.names)
        wanted = case.status if case.public else 401
        assert answer.status_code == wanted, f"{route}: {answer.status_code} {answer.text[:300]}"
        assert "private" not in answer.text, route
    assert await victim.everything() == before


def unused(everything: list[Any]) -> str:
    """As text, without when keys were used last."""
    return re.sub(r'"last_used_at": ("[^"]*"|null)', "", json.dumps(everything))


@pytest.mark.parametrize("scope", ["read", "write"])
async def test_a_key_does_what_its_scopes_say(
    server: RunningServer, person: Person, database: Database, scope: str
) -> None:
    """By every route: one that reads changes nothing, one that writes sees nothing, and neither is the person."""
    owner = await make_victim(person, database)
    key = (await person.http.post("/api/auth/keys", json={"name": "k", "scopes": [scope]})).json()["key"]
    before = unused(await owner.everything())
    headers = {"Authorization": f"Bearer {key}"}
    async with httpx.AsyncClient(base_url=server.url, headers=headers, timeout=30, verify=NO_TLS) as program:
        for route, case in CASES.items():
            reads = route.startswith("GET ")
            if case.public or (scope == "write" and not reads):
                continue
            answer = await attempt(program, route, case, owner.names)
            if reads and scope == "read":
                assert answer.status_code in {200, 403, 404, 422}, f"{route}: {answer.text[:300]}"
            elif "/api/admin/" in route:
                assert answer.status_code == 404, route
            else:
                assert (answer.status_code, answer.json()["code"]) == (403, "MISSING_SCOPE"), route
            if answer.status_code == 200:
                assert KEY not in answer.text, route
    assert unused(await owner.everything()) == before


MINE_ALONE = {
    "GET /api/auth/keys",
    "GET /api/users/me/export",
    "GET /api/users/me/model-keys",
    "PATCH /api/users/me",
    "POST /api/auth/keys",
    "POST /api/auth/password",
    "POST /api/auth/sign-out",
    "POST /api/billing/checkout",
    "POST /api/billing/checkout/settle",
    "POST /api/billing/portal",
    "POST /api/billing/subscription",
    "POST /api/users/me/delete",
    "PUT /api/users/me/model-keys/{provider}",
    "DELETE /api/auth/keys/{api_key_id}",
    "DELETE /api/users/me/model-keys/{provider}",
}
"""What no key does, whatever its scopes."""


async def test_no_key_is_the_person(server: RunningServer, person: Person, database: Database) -> None:
    owner = await make_victim(person, database)
    key = (await person.http.post("/api/auth/keys", json={"name": "k"})).json()["key"]
    before = unused(await owner.everything())
    async with httpx.AsyncClient(
        base_url=server.url, headers={"Authorization": f"Bearer {key}"}, timeout=30, verify=NO_TLS
    ) as program:
        for route in MINE_ALONE:
            answer = await attempt(program, route, CASES[route], owner.names)
            assert (answer.status_code, answer.json()["code"]) == (403, "MISSING_SCOPE"), route
    assert unused(await owner.everything()) == before
