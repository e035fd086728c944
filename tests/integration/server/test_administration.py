"""Administrators: what they see and do, that it is written down, and that it is hidden from all others."""

from __future__ import annotations

import json
from typing import Any
from uuid import UUID

import httpx
import psycopg
import pytest

from nodepilot.application.administration import set_admin
from nodepilot.storage.database import Database
from nodepilot.storage.ids import new_id
from nodepilot.storage.roles import Role
from nodepilot.webhooks import repository as webhooks
from tests.integration.server.conftest import MakePerson, Person, RunningServer


@pytest.fixture
async def admin(make_person: MakePerson, database: Database) -> Person:
    chosen = await make_person()
    email = f"{chosen.id.hex}@example.com"
    async with database.acting_as(Role.ACCOUNTS) as transaction:
        await transaction.execute("update users set email = %s where id = %s", (email, chosen.id))
    await set_admin(database, email, is_admin=True)
    return chosen


async def audit(admin: Person, subject: UUID) -> list[dict[str, Any]]:
    answer = await admin.http.get("/api/admin/audit-log", params={"subject": str(subject)})
    return list(answer.json()["entries"])


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/api/admin/users"),
        ("GET", "/api/admin/users/{id}"),
        ("POST", "/api/admin/users/{id}/credits"),
        ("GET", "/api/admin/audit-log"),
    ],
)
async def test_to_everybody_else_it_is_not_there(
    person: Person, stranger: Person, method: str, path: str
) -> None:
    body = {"amount": 5, "reason": "mine"} if method == "POST" else None
    answer = await person.http.request(method, path.replace("{id}", str(stranger.id)), json=body)
    assert (answer.status_code, answer.json()["code"]) == (404, "NOT_FOUND")
    assert (await stranger.http.get("/api/credits/balance")).json()["balance"] == 25


async def test_an_api_key_opens_it_to_nobody(admin: Person, person: Person, server: RunningServer) -> None:
    """To others it is not there; an administrator has to come in person."""
    for holder, status in ((person, 404), (admin, 403)):
        made = (await holder.http.post("/api/auth/keys", json={"name": "k"})).json()
        headers = {"Authorization": f"Bearer {made['key']}"}
        async with httpx.AsyncClient(base_url=server.url, headers=headers) as program:
            assert (await program.get("/api/admin/users")).status_code == status


async def test_people(admin: Person, person: Person) -> None:
    listed = (await admin.http.get("/api/admin/users")).json()["users"]
    assert str(person.id) in [one["id"] for one in listed]
    found = (await admin.http.get("/api/admin/users", params={"q": admin.id.hex})).json()["users"]
    assert [one["id"] for one in found] == [str(admin.id)]
    assert (await admin.http.get(f"/api/admin/users/{person.id}")).json()["is_admin"] is False
    assert (await admin.http.get(f"/api/admin/users/{new_id()}")).status_code == 404
    page = (await admin.http.get("/api/admin/users", params={"before": listed[0]["id"], "limit": 1})).json()
    assert [one["id"] for one in page["users"]] == [listed[1]["id"]]


async def test_credits_are_given_with_a_reason(admin: Person, person: Person) -> None:
    await person.http.get("/api/credits/balance")
    path = f"/api/admin/users/{person.id}/credits"
    given = await admin.http.post(path, json={"amount": 7, "reason": "a broken answer"})
    assert (given.status_code, given.json()["balance"]) == (201, 32)
    balance = (await person.http.get("/api/credits/balance")).json()
    assert balance["balance"] == 32
    [entry] = await audit(admin, person.id)
    assert (entry["actor_id"], entry["action"]) == (str(admin.id), "grant credits")
    assert (entry["detail"]["amount"], entry["detail"]["reason"]) == (7, "a broken answer")
    assert entry["detail"]["lot"] in [lot["id"] for lot in balance["lots"]]
    for refused in (
        {"amount": 0, "reason": "x"},
        {"amount": -5, "reason": "x"},
        {"amount": 5},
        {"amount": 5, "reason": "x", "expires_at": "2020-01-01T00:00:00Z"},
        {"amount": 5, "reason": "x", "expires_at": "2100-01-01T00:00:00"},
    ):
        assert (await admin.http.post(path, json=refused)).status_code == 422
    assert (await person.http.get("/api/credits/balance")).json() == balance
    assert (
        await admin.http.post(path.replace(str(person.id), str(new_id())), json={"amount": 1, "reason": "x"})
    ).status_code == 404


async def test_who_was_made_an_administrator_is_written_down(admin: Person, database: Database) -> None:
    [entry] = await audit(admin, admin.id)
    assert (entry["actor_id"], entry["action"]) == (None, "make administrator")
    await set_admin(database, f"{admin.id.hex}@example.com", is_admin=False)
    assert (await admin.http.get("/api/admin/users")).status_code == 404


async def test_looking_is_written_down_too(admin: Person, person: Person, database: Database) -> None:
    async def lines(look: str, **detail: str) -> Any:
        async with database.acting_as(Role.ADMIN) as transaction:
            return await transaction.find_value(
                "select count(*) from audit_log where actor_id = %s and action = %s and detail::jsonb @> %s::jsonb",
                (admin.id, look, json.dumps(detail)),
            )

    for _ in range(3):
        await admin.http.get(f"/api/admin/users/{person.id}")
        await admin.http.get("/api/admin/users", params={"q": "anna"})
    await admin.http.get(f"/api/admin/users/{admin.id}")
    assert await lines("see account", id=str(person.id)) == 1, "the same look again is no other one"
    assert await lines("see account") == 2
    assert await lines("list accounts", query="anna") == 1
    for _ in range(2):
        grant = {"amount": 1, "reason": "the same again"}
        await admin.http.post(f"/api/admin/users/{person.id}/credits", json=grant)
    assert await lines("grant credits", reason="the same again") == 2, "an act is never the same"


@pytest.mark.parametrize("statement", ["delete from audit_log", "update audit_log set action = 'nothing'"])
@pytest.mark.parametrize("role", list(Role))
async def test_nobody_changes_the_audit_log(database: Database, role: Role, statement: Any) -> None:
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        async with database.acting_as(role) as transaction:
            await transaction.execute(statement)


@pytest.mark.parametrize("table", ["conversations", "conversation_messages", "workflows", "model_keys"])
async def test_an_administrator_does_not_read_along(database: Database, table: str) -> None:
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        async with database.acting_as(Role.ADMIN) as transaction:
            await transaction.execute(f"select * from {table}")  # noqa: S608


async def dead_message(database: Database) -> str:
    """A message that was given up, of a kind that is ignored when it is tried again."""
    name = f"supabase:{new_id()}"
    async with database.acting_as(Role.WEBHOOKS) as transaction:
        await webhooks.add_event(transaction, name, "supabase", "INSERT", {"table": "none", "type": "INSERT"})
        await transaction.execute(
            "update webhook_events set status = 'dead', attempts = 8, last_error = 'OSError' where id = %s",
            (name,),
        )
    return name


async def listed(admin: Person, status: str) -> dict[str, dict[str, Any]]:
    answer = await admin.http.get("/api/admin/webhooks", params={"status": status, "limit": 200})
    return {event["id"]: event for event in answer.json()["events"]}


async def test_a_message_that_was_given_up_is_replayed(
    admin: Person, person: Person, database: Database
) -> None:
    name, other = await dead_message(database), await dead_message(database)
    assert (await listed(admin, "dead"))[name]["last_error"] == "OSError"
    path = "/api/admin/webhooks/replay"
    refused = await person.http.post(path, json={"event_id": name})
    assert (refused.status_code, refused.json()["code"]) == (404, "NOT_FOUND")
    assert (await admin.http.post(path, json={"event_id": name})).json() == {"count": 1}
    dead = await listed(admin, "dead")
    assert name not in dead
    assert other in dead
    unknown = await admin.http.post(path, json={"event_id": name})
    assert (unknown.status_code, unknown.json()["code"]) == (404, "NOT_FOUND")
    assert (await admin.http.post(path, json={})).json()["count"] >= 1
    assert await listed(admin, "dead") == {}
    async with database.acting_as(Role.ADMIN) as transaction:
        noted = await transaction.find_value(
            "select count(*) from audit_log where actor_id = %s and action = 'replay webhooks'", (admin.id,)
        )
    # What was refused is undone with its line.
    assert noted == 2
