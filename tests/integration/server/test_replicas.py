"""Two servers on one database: what one does, the other shows."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from uuid import UUID

import httpx
import pytest

from nodepilot.application.keeping import MERCY, Keeper
from nodepilot.conversations import repository as conversations
from nodepilot.generations import repository as generations
from nodepilot.generations.repository import NewGeneration
from nodepilot.generations.run import Runs
from nodepilot.realtime.feed import bell_key
from nodepilot.settings import Settings
from nodepilot.storage.addresses import Address
from nodepilot.storage.database import Database
from nodepilot.storage.ids import new_id
from nodepilot.storage.notifications import Bells
from tests.integration.server.conftest import (
    EchoEngine,
    MakePerson,
    Person,
    RunningServer,
    StartServer,
    browser,
)
from tests.integration.server.events import SentEvent, all_events, read_events


@pytest.fixture(scope="module")
def replica(start_server: StartServer, settings: Settings, server: RunningServer) -> RunningServer:
    return start_server(settings, EchoEngine())


@asynccontextmanager
async def at(replica: RunningServer, person: Person) -> AsyncIterator[httpx.AsyncClient]:
    async with browser(replica, person.token) as client:
        yield client


@asynccontextmanager
async def feed_of(client: httpx.AsyncClient, **headers: str) -> AsyncIterator[AsyncIterator[SentEvent]]:
    async with client.stream("GET", "/api/events", headers=headers) as response:
        assert response.status_code == 200
        yield read_events(response)


async def next_of(feed: AsyncIterator[SentEvent], kind: str) -> SentEvent:
    async with asyncio.timeout(10):
        async for event in feed:
            if event.type == kind:
                return event
    raise AssertionError(f"no {kind} came")


async def test_a_stream_is_picked_up_elsewhere(
    replica: RunningServer, person: Person, engine: EchoEngine
) -> None:
    running = asyncio.create_task(person.say("wait"))
    assert await asyncio.to_thread(engine.started.wait, 10)
    conversation = (await person.http.get("/api/conversations")).json()["conversations"][0]["id"]
    async with at(replica, person) as elsewhere:
        generation = (await elsewhere.get(f"/api/conversations/{conversation}")).json()[
            "running_generation_id"
        ]
        path = f"/api/generations/{generation}/events"
        async with elsewhere.stream("GET", path, headers={"Last-Event-ID": "1"}) as response:
            events = read_events(response)
            seen = [await anext(events) for _ in range(3)]
            engine.gate.set()
            seen += [event async for event in events]
        assert (await running).status_code == 200
        async with person.http.stream("GET", path) as response:
            assert (await all_events(response))[1:] == seen
        assert seen[-1].type == "done"


async def test_it_is_stopped_from_elsewhere(
    replica: RunningServer, person: Person, engine: EchoEngine
) -> None:
    running = asyncio.create_task(person.say("wait"))
    assert await asyncio.to_thread(engine.started.wait, 10)
    conversation = (await person.http.get("/api/conversations")).json()["conversations"][0]["id"]
    async with at(replica, person) as elsewhere:
        generation = (await elsewhere.get(f"/api/conversations/{conversation}")).json()[
            "running_generation_id"
        ]
        assert (await elsewhere.post(f"/api/generations/{generation}/stop")).json()["status"] == "running"
        assert (await running).json()["metadata"]["outcome"] == "stopped"


async def test_busy_and_keys_hold_across_replicas(
    replica: RunningServer, person: Person, engine: EchoEngine
) -> None:
    key = {"Idempotency-Key": "one"}
    running = asyncio.create_task(person.say("wait", **key))
    assert await asyncio.to_thread(engine.started.wait, 10)
    conversation = (await person.http.get("/api/conversations")).json()["conversations"][0]["id"]
    async with at(replica, person) as elsewhere:
        busy = await elsewhere.post(
            "/api/chat/message", json={"message": "x", "conversation_id": conversation}
        )
        assert busy.status_code == 409
        joining = asyncio.create_task(
            elsewhere.post("/api/chat/message", json={"message": "wait"}, headers=key)
        )
        await asyncio.sleep(0.1)
        engine.gate.set()
        assert (await joining).json() == (await running).json()


async def test_every_tab_follows_at_once(replica: RunningServer, person: Person) -> None:
    async with at(replica, person) as elsewhere, feed_of(elsewhere) as feed:
        assert (await anext(feed)).type == "hello"
        sending = asyncio.create_task(person.say("hello there"))
        conversation = await next_of(feed, "conversation")
        assert conversation.data["title"] == "Hello there"
        message = await next_of(feed, "message")
        assert (message.data["conversation_id"], message.data["role"]) == (conversation.data["id"], "user")
        assert (await next_of(feed, "generation")).data["status"] == "running"
        answer = await next_of(feed, "message")
        assert answer.data["role"] == "assistant"
        assert (await next_of(feed, "generation")).data["status"] == "finished"
        await sending
        path = f"/api/conversations/{conversation.data['id']}"

        await person.http.patch(path, json={"title": "Renamed"})
        assert (await next_of(feed, "conversation")).data["title"] == "Renamed"
        await person.http.delete(path)
        assert (await next_of(feed, "conversation_deleted")).data == {"id": conversation.data["id"]}


async def test_a_feed_is_resumed_without_loss(replica: RunningServer, person: Person) -> None:
    async with feed_of(person.http) as feed:
        start = await anext(feed)
    await person.say("one")
    await person.say("two")
    async with at(replica, person) as elsewhere:
        async with feed_of(elsewhere, **{"Last-Event-ID": str(start.id)}) as feed:
            assert (await anext(feed)).type == "hello"
            first = [await anext(feed) for _ in range(5)]
        async with feed_of(elsewhere, **{"Last-Event-ID": str(first[-1].id)}) as feed:
            await anext(feed)
            rest = [await anext(feed) for _ in range(11)]
    ids = [event.id for event in first + rest]
    assert ids == list(range(start.id + 1, start.id + 17))


@pytest.mark.parametrize("last", ["1000000", "4000000000000000000"])
async def test_a_number_that_was_never_given(person: Person, last: str) -> None:
    async with feed_of(person.http, **{"Last-Event-ID": last}) as feed:
        assert (await anext(feed)).type == "reset"


async def test_a_feed_is_ones_own(person: Person, stranger: Person, nobody: httpx.AsyncClient) -> None:
    assert (await nobody.get("/api/events")).status_code == 401
    async with feed_of(stranger.http) as feed:
        await anext(feed)
        await person.say("a secret")
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(0.5):
                await anext(feed)


@pytest.mark.parametrize("end", ["the session", "the account"])
async def test_a_feed_ends_with_the_session(person: Person, server: RunningServer, end: str) -> None:
    """What happens after a session was ended is not told to whoever still listens with its token."""
    services = server.services
    ended = server.on_its_loop(services.sessions.start(person.id, "another browser"))
    conversation = (await person.conversation())["id"]
    async with browser(server, ended) as other, feed_of(other) as feed:
        assert (await anext(feed)).type == "hello"
        if end == "the session":
            await other.post("/api/auth/sign-out")
            await person.http.patch(f"/api/conversations/{conversation}", json={"title": "Private"})
        else:
            await person.http.post("/api/users/me/delete", json={"confirm": "delete"})
        # In place of the look that comes by itself.
        services.bells.ring(bell_key(person.id))
        async with asyncio.timeout(10):
            assert [event.type async for event in feed if event.data.get("title") == "Private"] == []
        assert (await other.get("/api/events")).status_code == 401


async def test_a_feed_ends_with_its_api_key(person: Person, server: RunningServer) -> None:
    made = (await person.http.post("/api/auth/keys", json={"name": "k"})).json()
    headers = {"Authorization": f"Bearer {made['key']}"}
    async with httpx.AsyncClient(base_url=server.url, headers=headers) as program, feed_of(program) as feed:
        assert (await anext(feed)).type == "hello"
        await person.http.delete(f"/api/auth/keys/{made['id']}")
        await person.say("hello")
        async with asyncio.timeout(10):
            assert [event async for event in feed] == []


async def test_many_writers_leave_no_gap(person: Person) -> None:
    async with feed_of(person.http) as feed:
        start = await anext(feed)
        count = 12
        sending = asyncio.gather(*(person.say(f"number {i}") for i in range(count)))
        events = [await anext(feed) for _ in range(count * 8)]
        await sending
    assert [event.id for event in events] == list(range(start.id + 1, start.id + 1 + count * 8))


async def left_behind(person: Person, database: Database) -> tuple[UUID, UUID]:
    """A conversation with a generation whose lease ran out, as a killed server leaves it."""
    conversation, generation, said = new_id(), new_id(), new_id()
    async with database.as_user(person.id) as transaction:
        await conversations.add_conversation(transaction, conversation, "left behind")
        new = NewGeneration(generation, conversation, said, new_id(), "left behind", lease_token=new_id())
        await generations.start(transaction, new)
        await conversations.add_message(
            transaction, conversation, said, parent_id=None, role="user", content="left behind", metadata={}
        )
        await transaction.execute(
            "update workflow_generations set lease_expires_at = now() - interval '1 second' where id = %s",
            (generation,),
        )
    return conversation, generation


async def test_who_was_only_slow_goes_on(person: Person, database: Database, owner: Address) -> None:
    _, generation = await left_behind(person, database)
    keeper = Keeper(database, Bells(owner), Runs())
    assert await keeper.reap() == 0
    async with database.as_user(person.id) as transaction:
        await transaction.execute(
            "update workflow_generations set lease_expires_at = now() + interval '1 minute' where id = %s",
            (generation,),
        )
    await asyncio.sleep(MERCY)
    assert await keeper.reap() == 0
    async with database.as_user(person.id) as transaction:
        found = await generations.find(transaction, generation)
    assert found is not None
    assert found.status == "running"


async def test_a_dead_process_is_noticed(
    server: RunningServer, make_person: MakePerson, database: Database
) -> None:
    person = await make_person()
    conversation, _ = await left_behind(person, database)
    async with feed_of(person.http) as feed:
        assert (await next_of(feed, "generation")).data["status"] == "failed"
    found = (await person.http.get(f"/api/conversations/{conversation}")).json()
    assert found["running_generation_id"] is None
    assert found["messages"][1]["metadata"]["error"]["code"] == "INTERRUPTED"
    assert (await person.say("again", str(conversation))).status_code == 200
