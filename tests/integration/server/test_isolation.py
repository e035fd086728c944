"""Over HTTP, by every route: a stranger learns nothing of somebody's things and changes none of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import httpx

from nodepilot.storage.database import Database
from nodepilot.storage.roles import Role
from tests.integration.server.conftest import WORKFLOW, Person
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
