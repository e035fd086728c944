"""What hosted models leave behind: accounts of calls, kept answers, titles, memories, experiments."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator
from typing import Any
from uuid import UUID

import httpx
import pytest

from nodepilot.ai.access import models_for
from nodepilot.ai.desk import Desk
from nodepilot.ai.model_facts import load_models
from nodepilot.ai.prompts import packaged_text
from nodepilot.ai.router import Providers, Router
from nodepilot.application.hosted_models import server_accesses
from nodepilot.reference.service import KnowledgeTables
from nodepilot.settings import Settings
from nodepilot.storage.addresses import Address
from nodepilot.storage.database import Database
from nodepilot.storage.notifications import Bells
from tests.aimock import FakeModels, calls, submits
from tests.hosted import CLAUDE, GPT, LUNA, PLAN, to, with_keys
from tests.integration.server.conftest import MakePerson, Person, RunningServer, browser, serving
from tests.integration.server.test_administration import admin

__all__ = ["admin"]
MEMORIES = {
    "memories": [
        {"kind": "name", "text": "The alerts go to #night-watch.", "score": 0.7},
        {"kind": "constraint", "text": "Nothing may leave the company.", "score": 0.9},
    ]
}
FIXTURES = [
    to("<known>", LUNA, calls("submit_memories", MEMORIES)),
    to("<result>", LUNA, calls("submit_title", {"title": "Zorbling the channel"})),
    to("zorble", LUNA, calls("submit_intent", {"label": "workflow_request", "confidence": 0.9})),
    to("hello there", LUNA, {"content": "With pleasure."}),
    to("zorble", CLAUDE, submits(PLAN)),
    to("zorble", GPT, submits({**PLAN, "name": "By the other one"})),
]


@pytest.fixture(scope="module")
def hosted(settings: Settings, models: FakeModels) -> Iterator[RunningServer]:
    with serving(with_keys(settings, models), None) as running:
        yield running


@pytest.fixture
async def http(hosted: RunningServer, person: Person) -> AsyncIterator[httpx.AsyncClient]:
    async with browser(hosted, person.token) as client:
        yield client


async def say(http: httpx.AsyncClient, message: str, conversation: str | None = None) -> dict[str, Any]:
    body = {"message": message} | ({"conversation_id": conversation} if conversation else {})
    answer = await http.post("/api/chat/message", json=body)
    assert answer.status_code == 200, answer.text
    return dict(answer.json())


async def settled(hosted: RunningServer) -> None:
    """What follows answers has been done."""
    await asyncio.to_thread(hosted.on_its_loop, hosted.services.aftermath.settle())


async def test_calls_are_accounted_for(hosted: RunningServer, http: httpx.AsyncClient, admin: Person) -> None:
    usage = (await say(http, "zorble the ops channel for the books"))["metadata"]["usage"]
    assert [row["stage"] for row in usage["by_call"]] == ["intent", "generation"]
    await settled(hosted)
    own = (await http.get("/api/users/me/usage")).json()["models"]
    assert own[0]["calls"] == 3, "the title is one of them"
    assert own[0]["dollars"] > usage["dollars"] > 0
    told = (await admin.http.get("/api/admin/models")).json()
    days, totals = told["days"], told["totals"]
    assert totals["calls"] == sum(row["calls"] for row in days)
    assert 0 <= totals["answer_hit_rate"] < 1
    assert totals["prompt_hit_rate"] == 0, "the imitated provider keeps nothing"
    found = {(row["stage"], row["model"]): row for row in days}
    assert found["generation", CLAUDE]["calls"] >= 1
    assert found["title", LUNA]["output_tokens"] > 0


async def test_the_same_question_is_not_paid_for_twice(
    hosted: RunningServer, http: httpx.AsyncClient, models: FakeModels, make_person: MakePerson, admin: Person
) -> None:
    message = "please  zorble the ops channel for the cache"
    first = await say(http, message)
    await settled(hosted)
    stranger = await make_person()
    models.forget()
    async with browser(hosted, stranger.token) as other:
        second = await say(other, message.replace("  ", " "))
    await settled(hosted)
    usage = second["metadata"]["usage"]
    assert (usage["calls"], usage["dollars"]) == (0, 0)
    assert [row["from_cache"] for row in usage["by_call"]] == [True, True]
    assert second["metadata"]["workflow"]["nodes"] == first["metadata"]["workflow"]["nodes"]
    assert all("submit_plan" not in str(request) for request in models.requests())
    rows = (await admin.http.get("/api/admin/model-answers")).json()["answers"]
    kept = {(row["stage"], row["model"]): row for row in rows}
    assert kept["generation", CLAUDE]["hits"] >= 1
    assert (await admin.http.delete("/api/admin/model-answers")).json()["forgotten"] >= 2
    third = await say(http, message)
    assert third["metadata"]["usage"]["calls"] == 2


async def test_a_better_title(hosted: RunningServer, http: httpx.AsyncClient) -> None:
    answer = await say(http, "zorble the ops channel so that it has a title")
    await settled(hosted)
    found = (await http.get(f"/api/conversations/{answer['conversation_id']}")).json()
    assert found["title"] == "Zorbling the channel"


async def test_a_title_that_somebody_gave_stays(hosted: RunningServer, http: httpx.AsyncClient) -> None:
    answer = await say(http, "zorble the ops channel so that its title is mine")
    path = f"/api/conversations/{answer['conversation_id']}"
    assert (await http.patch(path, json={"title": "Mine"})).status_code == 200
    await settled(hosted)
    assert (await http.get(path)).json()["title"] == "Mine"


async def test_what_matters_is_remembered_shown_and_forgotten(
    hosted: RunningServer, http: httpx.AsyncClient, models: FakeModels, stranger: Person
) -> None:
    conversation = (await say(http, "hello there, how are you?"))["conversation_id"]
    for number in range(4):
        await say(http, f"hello there, how are you? For the {number}th time", conversation)
        await settled(hosted)
    path = f"/api/conversations/{conversation}/memories"
    known = (await http.get(path)).json()["memories"]
    assert [row["text"] for row in known] == [row["text"] for row in reversed(MEMORIES["memories"])]
    models.forget()
    await say(http, "hello there, how are you? Once more", conversation)
    asked = [str(request["body"]) for request in models.requests() if request["method"] == "POST"]
    assert any("Nothing may leave the company." in body for body in asked)
    await settled(hosted)
    async with browser(hosted, stranger.token) as other:
        assert (await other.get(path)).status_code == 404
        assert (await other.delete(path)).status_code == 404
    assert (await http.delete(f"{path}/{known[0]['id']}")).status_code == 204
    assert (await http.delete(f"{path}/{known[0]['id']}")).status_code == 404
    assert len((await http.get(path)).json()["memories"]) == 1
    assert (await http.delete(path)).status_code == 204
    assert (await http.get(path)).json()["memories"] == []


async def test_looked_through_twice_at_once_nothing_is_remembered_twice(
    hosted: RunningServer, http: httpx.AsyncClient, person: Person, settings: Settings, models: FakeModels
) -> None:
    conversation = (await say(http, "hello there, how are you?"))["conversation_id"]
    for number in range(3):
        await say(http, f"hello there, how are you? For the {number}th time", conversation)
        await settled(hosted)
    await http.delete(f"/api/conversations/{conversation}/memories")
    services = hosted.services

    async def look(times: int) -> list[int]:
        async with services.database.as_user(person.id) as transaction:
            await transaction.execute(
                "update conversations set remembered_until = null where id = %s", (conversation,)
            )
        table, remember = load_models(), services.memory.remember
        made = models_for(table, server_accesses(with_keys(settings, models)))
        router = Router(table, made, Providers(), "me", owned=tuple(made.values()))
        looks = (remember(person.id, UUID(conversation), Desk(router)) for _ in range(times))
        try:
            return list(await asyncio.gather(*looks))
        finally:
            await router.close()

    found = await asyncio.to_thread(hosted.on_its_loop, look(3))
    assert sorted(found) == [0, 0, 2]
    assert await asyncio.to_thread(hosted.on_its_loop, look(1)) == [0], "it is known by now"
    known = (await http.get(f"/api/conversations/{conversation}/memories")).json()["memories"]
    assert len(known) == len(MEMORIES["memories"])


async def test_nothing_is_remembered_for_those_who_do_not_want_it(
    hosted: RunningServer, http: httpx.AsyncClient, models: FakeModels
) -> None:
    conversation = (await say(http, "hello there, how are you?"))["conversation_id"]
    path = f"/api/conversations/{conversation}/memories"

    async def talk() -> None:
        for number in range(4):
            await say(http, f"hello there, how are you? For the {number}th time", conversation)
            await settled(hosted)

    off = await http.patch("/api/users/me", json={"settings": {"memory": False}})
    assert off.json()["settings"] == {"memory": False}
    await talk()
    assert (await http.get(path)).json()["memories"] == []
    await http.patch("/api/users/me", json={"settings": {}})
    await talk()
    assert len((await http.get(path)).json()["memories"]) == len(MEMORIES["memories"])
    await http.patch("/api/users/me", json={"settings": {"memory": False}})
    models.forget()
    await say(http, "hello there, how are you? Once more", conversation)
    asked = [str(request["body"]) for request in models.requests() if request["method"] == "POST"]
    assert asked
    assert not any("Nothing may leave the company." in body for body in asked)


async def test_an_experiment(
    hosted: RunningServer, admin: Person, make_person: MakePerson, database: Database, owner: Address
) -> None:
    await KnowledgeTables(database, Bells(owner)).fill()
    name = "workflow_generation"
    text = packaged_text(name).replace("## The task", "## The task\nQuibble.", 1)
    made = (await admin.http.put(f"/api/admin/prompts/{name}", json={"content": text})).json()
    await admin.http.post(f"/api/admin/prompts/{name}/rollback", json={})
    arms = [
        {"name": "as it is"},
        {"name": "the other one", "prompts": {name: made["version"]}, "provider": "openai"},
    ]
    answer = await admin.http.post("/api/admin/experiments", json={"name": admin.id.hex, "arms": arms})
    assert answer.status_code == 201, answer.text
    path = f"/api/admin/experiments/{answer.json()['id']}"
    assert (await admin.http.post(f"{path}/start")).json()["status"] == "running"
    async with asyncio.timeout(10):
        while hosted.services.knowledge.held.experiment is None:  # noqa: ASYNC110 - another thread's
            await asyncio.sleep(0.01)
    got: dict[str, list[str]] = {}
    for number in range(20):
        if number > 3 and len({models[0] for models in got.values()}) == 2:
            break
        person = await make_person()
        async with browser(hosted, person.token) as client:
            for again in range(2):
                told = await say(client, f"zorble the ops channel {number}, {again} times over")
                got.setdefault(str(person.id), []).append(told["metadata"]["answered_by"])
                await client.put(f"/api/messages/{told['id']}/feedback", json={"rating": "up"})
    await settled(hosted)
    assert all(len(set(models)) == 1 for models in got.values()), "always the same arm"
    assert {models[0] for models in got.values()} == {CLAUDE, GPT}, "and not the same for all"
    figures = {row["arm"]: row for row in (await admin.http.get(path)).json()["figures"]}
    assert sum(row["answers"] for row in figures.values()) == 2 * len(got)
    for row in figures.values():
        passed = row["gate_passed"]
        assert passed["value"] == 1.0
        assert 0 < passed["low"] < passed["high"] <= 1.0
        assert row["liked"]["of"] == row["answers"]
    second = await admin.http.post("/api/admin/experiments", json={"name": admin.id.hex + "2", "arms": arms})
    refused = await admin.http.post(f"/api/admin/experiments/{second.json()['id']}/start")
    assert (refused.status_code, refused.json()["code"]) == (422, "EXPERIMENT_RUNNING")
    assert (await admin.http.post(f"{path}/stop")).json()["status"] == "stopped"


@pytest.mark.parametrize(
    ("arms", "told"),
    [
        ([{"name": "a"}, {"name": "a"}], "name of its own"),
        ([{"name": "a"}, {"name": "b", "routes": {"cooking": [GPT]}}], "cooking"),
        ([{"name": "a"}, {"name": "b", "routes": {"intent": ["gpt-99"]}}], "gpt-99"),
        ([{"name": "a"}, {"name": "b", "prompts": {"main_prompt": 9999}}], "9999"),
        ([{"name": "a"}, {"name": "b", "routes": {"title": []}}], "no model"),
    ],
)
async def test_arms_that_there_are_not(admin: Person, arms: list[dict[str, Any]], told: str) -> None:
    answer = await admin.http.post("/api/admin/experiments", json={"name": "wrong", "arms": arms})
    assert (answer.status_code, answer.json()["code"]) == (422, "INVALID_EXPERIMENT")
    assert told in answer.text


async def test_what_a_person_prefers(http: httpx.AsyncClient) -> None:
    for preference, name in (("built-in", "built-in engine"), ("openai", GPT), ("anthropic", CLAUDE)):
        await http.patch("/api/users/me", json={"settings": {"model_preference": preference}})
        told = await say(http, f"zorble the ops channel as {preference} would")
        assert told["metadata"]["answered_by"] == name
