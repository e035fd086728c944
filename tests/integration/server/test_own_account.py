"""What people do with their own account."""

from __future__ import annotations

import asyncio
import re
from dataclasses import dataclass
from typing import Any

import httpx
import pytest

from nodepilot.application.account_export import LEFT_OUT, SECTIONS
from nodepilot.storage.database import Database
from nodepilot.storage.roles import Role
from tests.integration.server.conftest import EchoEngine, Person, RunningServer, browser

ME = "/api/users/me"


@pytest.mark.parametrize("preference", ["auto", "built-in", "openai", "anthropic"])
async def test_who_shall_answer(person: Person, preference: str) -> None:
    await person.http.patch(ME, json={"settings": {"model_preference": preference}})
    assert (await person.http.get(ME)).json()["settings"] == {"model_preference": preference}


async def test_name_and_settings(person: Person) -> None:
    changed = await person.http.patch(ME, json={"name": "Me", "settings": {"n8n_version": "2.40.7"}})
    assert changed.status_code == 200
    assert changed.json() == (await person.http.get(ME)).json()
    assert (changed.json()["name"], changed.json()["settings"]) == ("Me", {"n8n_version": "2.40.7"})
    seen = await person.http.patch(ME, json={"settings": {"n8n_version": "2.40.7", "tour_seen": True}})
    assert seen.json()["settings"] == {"n8n_version": "2.40.7", "tour_seen": True}
    await person.http.patch(ME, json={"settings": {}})
    assert (await person.http.get(ME)).json() == changed.json() | {"settings": {}}


async def test_a_release_is_named_by_its_beginning(person: Person) -> None:
    releases = (await person.http.get("/api/n8n-releases")).json()["releases"]
    changed = await person.http.patch(ME, json={"settings": {"n8n_version": releases[0].split(".")[0]}})
    assert changed.json()["settings"] == {"n8n_version": releases[0]}


@pytest.mark.parametrize(
    "body",
    [
        {"name": "x" * 201},
        {"name": "a\x00"},
        {"settings": {"n8n_version": "0.0.1"}},
        {"settings": {"n8n_version": ""}},
        {"settings": {"n8n_version": "2" * 41}},
        {"settings": {"unknown": 1}},
        {"settings": {"model_preference": "the best"}},
        {"settings": {"tour_seen": "perhaps"}},
        {"settings": []},
        {"subscription_tier": "pro"},
        {"id": "01a20729-d073-7af2-8e1b-5a5fad0fab9c"},
    ],
)
async def test_what_cannot_be_changed(person: Person, body: dict[str, Any]) -> None:
    before = (await person.http.get(ME)).json()
    answer = await person.http.patch(ME, json=body)
    assert answer.status_code == 422
    assert (await person.http.get(ME)).json() == before


async def test_export(person: Person, stranger: Person) -> None:
    await stranger.conversation("a secret")
    conversation = await person.conversation("mine")
    key = (await person.http.post("/api/auth/keys", json={"name": "laptop"})).json()["key"]
    await person.http.put(f"{ME}/model-keys/openai", json={"key": "sk-of-my-own-1234"})
    said = next(one for one in conversation["messages"] if one["role"] == "assistant")
    await person.http.put(f"/api/messages/{said['id']}/feedback", json={"rating": "up", "reason": "good"})
    workflow = {"name": "Kept", "nodes": [], "connections": {}}
    kept = (await person.http.post("/api/workflows", json={"workflow": workflow})).json()
    await person.http.post(f"/api/workflows/{kept['id']}/versions", json={"workflow": workflow})

    exported = await person.http.get(f"{ME}/export")
    assert "attachment" in exported.headers["content-disposition"]
    content = exported.json()
    assert set(content) == {"user", *SECTIONS}
    assert content["user"]["id"] == str(person.id)
    messages = [
        [(message["id"], message["content"]) for message in one["messages"]]
        for one in content["conversations"]
    ]
    assert messages == [[(one["id"], one["content"]) for one in conversation["messages"]]]
    versions = {one["name"]: [each["number"] for each in one["versions"]] for one in content["workflows"]}
    assert versions["Kept"] == [1, 2]
    assert [one["prompt"] for one in content["generations"]] == ["mine"]
    assert [one["reason"] for one in content["feedback"]] == ["good"]
    assert [entry["amount"] for entry in content["credit_history"]] == [-1, 25]
    assert [lot["origin"] for lot in content["credit_lots"]] == ["trial"]
    assert [one["name"] for one in content["api_keys"]] == ["laptop"]
    assert [one["provider"] for one in content["model_keys"]] == ["openai"]
    assert len(content["sessions"]) == 1
    for secret in ("a secret", key, "sk-of-my-own-1234"):
        assert secret not in exported.text


async def test_the_export_leaves_no_table_out(database: Database) -> None:
    @dataclass
    class Table:
        name: str

    async with database.acting_as(Role.ACCOUNTS) as transaction:
        tables = await transaction.fetch_all(
            "select c.relname::text as name from pg_attribute a join pg_class c on c.oid = a.attrelid"
            " where a.attname = 'user_id' and c.relkind = 'r' and c.relnamespace = 'public'::regnamespace",
            into=Table,
        )
    told = " ".join(SECTIONS.values())
    missing = {table.name for table in tables if not re.search(rf"\b{table.name}\b", told)}
    assert missing == set(LEFT_OUT)


async def test_leaving(server: RunningServer, person: Person, engine: EchoEngine, database: Database) -> None:
    await person.conversation("said before")
    key = (await person.http.post("/api/auth/keys", json={"name": "k"})).json()["key"]
    running = asyncio.create_task(person.say("wait"))
    assert await asyncio.to_thread(engine.started.wait, 10)
    unsure = await person.http.post(f"{ME}/delete", json={"confirm": "yes"})
    assert unsure.status_code == 422
    gone = await person.http.post(f"{ME}/delete", json={"confirm": "delete"})
    assert gone.status_code == 204
    engine.gate.set()
    assert (await running).status_code in {401, 404}
    async with browser(server, person.token) as again:
        assert (await again.get(ME)).status_code == 401
    async with httpx.AsyncClient(base_url=server.url, headers={"Authorization": f"Bearer {key}"}) as program:
        assert (await program.get(ME)).status_code == 401
    async with database.as_user(person.id) as transaction:
        for table in ("conversations", "conversation_messages", "workflow_generations", "generation_events"):
            assert await transaction.find_value(f"select count(*) from {table}") == 0  # noqa: S608
        assert await transaction.find_value("select count(*) from credit_holds where status = 'held'") == 0
    async with database.acting_as(Role.ACCOUNTS) as transaction:
        tombstone = await transaction.find_columns(
            "select email, name, deleted_at is not null as deleted from users where id = %s", (person.id,)
        )
    assert tombstone == {"email": None, "name": "", "deleted": True}


async def test_the_local_owner_may_leave_and_begin_anew(server: RunningServer) -> None:
    ids = []
    for _ in range(2):
        token = server.on_its_loop(server.services.one_time_tokens.for_owner())
        async with browser(server) as client:
            await client.get("/", params={"token": token})
            ids.append((await client.get(ME)).json()["id"])
            assert (await client.post(f"{ME}/delete", json={"confirm": "delete"})).status_code == 204
    assert ids[0] != ids[1]
