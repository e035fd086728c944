"""A chat turn over HTTP: streamed, stored, followed, stopped."""

from __future__ import annotations

import asyncio
from typing import Any

import httpx

from nodepilot.storage.ids import new_id
from tests.integration.server.conftest import WORKFLOW, EchoEngine, MakePerson, Person
from tests.integration.server.events import SentEvent, all_events, read_events

STREAM = {"Accept": "text/event-stream"}

ORDER = [
    "accepted",
    "title",
    "stage_started",
    "text",
    "stage_finished",
    "question",
    "workflow",
    "issues",
    "setup",
    "text",
    "saved",
    "credits",
    "done",
]

METADATA = {
    "stages": [{"stage": "understand", "milliseconds": 1.5, "detail": "1 step"}],
    "questions": [{"text": "Which one?", "choices": ["this", "that"], "chosen": 0}],
    "workflow": WORKFLOW,
    "provenance": {"Start": {"": {"kind": "request", "span": [0, 4], "note": ""}}},
    "issues": [{"code": "NOTHING", "severity": "hint"}],
    "setup": {
        "credentials": [],
        "placeholders": [],
        "assumptions": [{"text": "It is a test", "node": None, "span": None}],
        "effects": [],
        "timing": {"runs_a_month": None, "next_runs": [], "timezone": None},
    },
    "outcome": "workflow",
    "answered_by": "echo",
    "milliseconds": 2.5,
    "confidence": 0.75,
    "usage": {},
    "credits": {"charged": 1, "balance": 24, "unlimited": True},
}


def shown(answer: dict[str, Any]) -> dict[str, Any]:
    """What the message keeps of its stream, but for the id of the saved workflow."""
    metadata = dict(answer["metadata"])
    assert set(metadata.pop("saved")) == {"workflow_id", "version"}
    return metadata


async def stream(person: Person, message: str, conversation: str | None = None) -> list[SentEvent]:
    body = {"message": message} | ({"conversation_id": conversation} if conversation else {})
    async with person.http.stream("POST", "/api/chat/message", json=body, headers=STREAM) as response:
        assert response.status_code == 200
        assert response.headers["content-type"].startswith("text/event-stream")
        return await all_events(response)


async def test_a_streamed_answer(person: Person) -> None:
    events = await stream(person, "  post it to Slack  ")
    assert [event.type for event in events] == ORDER
    assert [event.id for event in events] == list(range(1, len(ORDER) + 1))
    accepted = events[0].data
    assert events[1].data == {"conversation_id": accepted["conversation_id"], "title": "Post it to Slack"}
    assert list(events[6].data["workflow"]) == list(WORKFLOW)


async def test_a_reload_shows_everything(person: Person) -> None:
    accepted = (await stream(person, "post it to Slack"))[0].data
    conversation = (await person.http.get(f"/api/conversations/{accepted['conversation_id']}")).json()
    assert conversation["title"] == "Post it to Slack"
    assert conversation["running_generation_id"] is None
    said, answer = conversation["messages"]
    assert (said["role"], said["content"], said["id"]) == (
        "user",
        "post it to Slack",
        accepted["user_message_id"],
    )
    assert (answer["role"], answer["id"]) == ("assistant", accepted["assistant_message_id"])
    assert answer["content"] == "You said: post it to Slack"
    assert shown(answer) == METADATA


async def test_an_answer_as_one_object(person: Person) -> None:
    answer = (await person.say("hello")).json()
    assert answer["content"] == "You said: hello"
    assert shown(answer) == METADATA
    conversation = (await person.http.get(f"/api/conversations/{answer['conversation_id']}")).json()
    assert conversation["messages"][1] == {
        key: value for key, value in answer.items() if key not in {"conversation_id", "generation_id"}
    }


async def test_a_second_message_in_the_same_conversation(person: Person) -> None:
    first = (await person.say("hello")).json()
    events = await stream(person, "and now", first["conversation_id"])
    assert "title" not in [event.type for event in events]
    conversation = (await person.http.get(f"/api/conversations/{first['conversation_id']}")).json()
    assert [message["content"] for message in conversation["messages"]] == [
        "hello",
        "You said: hello",
        "and now",
        "You said: and now",
    ]


async def test_it_goes_on_when_the_client_goes(person: Person, engine: EchoEngine) -> None:
    accepted = None
    async with person.http.stream(
        "POST", "/api/chat/message", json={"message": "wait"}, headers=STREAM
    ) as response:
        async for event in read_events(response):
            accepted = event.data
            break
    assert accepted is not None
    path = f"/api/conversations/{accepted['conversation_id']}"
    conversation = (await person.http.get(path)).json()
    assert conversation["running_generation_id"] == accepted["generation_id"]
    engine.gate.set()
    await wait_for_messages(person, path, 2)
    assert shown((await person.http.get(path)).json()["messages"][1]) == METADATA


async def wait_for_messages(person: Person, path: str, count: int) -> None:
    for _ in range(200):
        if len((await person.http.get(path)).json()["messages"]) >= count:
            return
        await asyncio.sleep(0.02)
    raise AssertionError("the answer did not come")


async def test_a_broken_stream_is_resumed_without_loss(person: Person, engine: EchoEngine) -> None:
    seen: list[SentEvent] = []
    async with person.http.stream(
        "POST", "/api/chat/message", json={"message": "wait"}, headers=STREAM
    ) as response:
        async for event in read_events(response):
            seen.append(event)
            if len(seen) == 3:
                break
    path = f"/api/generations/{seen[0].data['generation_id']}/events"
    async with person.http.stream("GET", path, headers={"Last-Event-ID": "3"}) as response:
        engine.gate.set()
        seen += await all_events(response)
    assert [event.type for event in seen] == ORDER
    assert [event.id for event in seen] == list(range(1, len(ORDER) + 1))
    async with person.http.stream("GET", path) as response:
        assert await all_events(response) == seen


async def test_one_answer_at_a_time(person: Person, engine: EchoEngine) -> None:
    first = asyncio.create_task(person.say("wait"))
    assert await asyncio.to_thread(engine.started.wait, 10)
    conversation = (await person.http.get("/api/conversations")).json()["conversations"][0]["id"]
    second = await person.say("me too", conversation)
    assert second.status_code == 409
    assert second.json()["code"] == "CONVERSATION_BUSY"
    elsewhere = await person.say("another conversation")
    assert elsewhere.status_code == 200
    engine.gate.set()
    assert (await first).status_code == 200
    assert (await person.say("me too", conversation)).status_code == 200


async def test_stop(person: Person, engine: EchoEngine) -> None:
    running = asyncio.create_task(person.say("wait"))
    assert await asyncio.to_thread(engine.started.wait, 10)
    conversation = (await person.http.get("/api/conversations")).json()["conversations"][0]["id"]
    generation = (await person.http.get(f"/api/conversations/{conversation}")).json()["running_generation_id"]
    assert (await person.http.post(f"/api/generations/{generation}/stop", json={})).status_code == 200
    answer = (await running).json()
    assert answer["metadata"]["outcome"] == "stopped"
    assert answer["content"] == "You said: "
    again = await person.http.post(f"/api/generations/{generation}/stop")
    assert again.json() == {"id": generation, "status": "stopped"}


async def test_an_engine_that_fails(person: Person) -> None:
    events = await stream(person, "fail please")
    assert events[-1].type == "error"
    assert events[-1].data["code"] == "ENGINE_FAILED"
    conversation = (await person.http.get(f"/api/conversations/{events[0].data['conversation_id']}")).json()
    metadata = conversation["messages"][1]["metadata"]
    assert metadata["outcome"] == "failed"
    assert metadata["error"]["code"] == "ENGINE_FAILED"
    assert "the test asked" not in str(conversation)


async def test_a_retry_with_the_same_key_joins_the_first_try(person: Person) -> None:
    key = {"Idempotency-Key": str(new_id())}
    answers = await asyncio.gather(*(person.say("hello", **key) for _ in range(4)))
    assert {answer.status_code for answer in answers} == {200}
    assert len({answer.json()["generation_id"] for answer in answers}) == 1
    assert len((await person.http.get("/api/conversations")).json()["conversations"]) == 1
    other = await person.say("something else", **key)
    assert (other.status_code, other.json()["code"]) == (422, "IDEMPOTENCY_KEY_REUSED")


async def test_a_key_is_ones_own(person: Person, stranger: Person) -> None:
    key = {"Idempotency-Key": "the-same"}
    mine, theirs = await person.say("hello", **key), await stranger.say("hello", **key)
    assert mine.json()["generation_id"] != theirs.json()["generation_id"]


async def test_deleting_a_conversation_ends_what_runs_in_it(person: Person, engine: EchoEngine) -> None:
    running = asyncio.create_task(person.say("wait"))
    assert await asyncio.to_thread(engine.started.wait, 10)
    conversation = (await person.http.get("/api/conversations")).json()["conversations"][0]["id"]
    assert (await person.http.delete(f"/api/conversations/{conversation}")).status_code == 204
    engine.gate.set()
    assert (await running).status_code == 404


async def test_many_at_once(make_person: MakePerson) -> None:
    people = [await make_person() for _ in range(4)]
    answers = await asyncio.gather(*(person.say(f"number {i}") for i, person in enumerate(people * 8)))
    assert {answer.status_code for answer in answers} == {200}
    assert [answer.json()["content"] for answer in answers] == [f"You said: number {i}" for i in range(32)]


async def test_nobody_else_follows_or_stops_it(
    person: Person, stranger: Person, nobody: httpx.AsyncClient
) -> None:
    generation = (await person.say("hello")).json()["generation_id"]
    for method, path in (("GET", "events"), ("POST", "stop")):
        url = f"/api/generations/{generation}/{path}"
        assert (await stranger.http.request(method, url)).status_code == 404
        assert (await nobody.request(method, url)).status_code == 401
