"""Regenerated answers and edited messages: a conversation is a tree, and one branch of it is shown."""

from __future__ import annotations

import asyncio
from datetime import datetime
from typing import Any
from uuid import UUID

import httpx
import pytest

from nodepilot.conversations import memories
from nodepilot.settings import Settings
from nodepilot.storage.database import Database
from nodepilot.storage.ids import new_id
from tests.integration.server.conftest import EchoEngine, Person, RunningServer, StartServer, browser
from tests.integration.server.events import all_events

STREAM = {"Accept": "text/event-stream"}


async def shown(person: Person, conversation: str) -> list[dict[str, Any]]:
    found = (await person.http.get(f"/api/conversations/{conversation}")).json()
    assert found["running_generation_id"] is None
    return list(found["messages"])


def texts(messages: list[dict[str, Any]]) -> list[str]:
    return [message["content"] for message in messages if message["role"] == "user"]


async def talk(person: Person, *messages: str) -> str:
    """A conversation in which all that was said; its id."""
    here: str | None = None
    for message in messages:
        answer = await person.say(message, here)
        assert answer.status_code == 200, answer.text
        here = answer.json()["conversation_id"]
    assert here is not None
    return here


async def regenerate(person: Person, message: str, **headers: str) -> httpx.Response:
    return await person.http.post(f"/api/messages/{message}/regenerate", headers=headers)


async def edit(person: Person, message: str, text: str, **headers: str) -> httpx.Response:
    return await person.http.post(f"/api/messages/{message}/edit", json={"message": text}, headers=headers)


async def test_messages_follow_each_other(person: Person) -> None:
    messages = await shown(person, await talk(person, "one", "two"))
    assert [message["parent_id"] for message in messages] == [None, *(each["id"] for each in messages[:-1])]
    assert all(message["siblings"] == [message["id"]] for message in messages)


async def test_an_answer_made_again_stands_beside_the_first(person: Person) -> None:
    here = await talk(person, "one", "two")
    before = await shown(person, here)
    again = (await regenerate(person, before[1]["id"])).json()
    assert again["content"] == before[1]["content"]
    assert again["parent_id"] == before[0]["id"]
    assert again["siblings"] == [before[1]["id"], again["id"]]
    after = await shown(person, here)
    # What followed the first answer belongs to its branch.
    assert [message["id"] for message in after] == [before[0]["id"], again["id"]]

    assert (await person.http.post(f"/api/messages/{before[1]['id']}/choose")).status_code == 204
    back = await shown(person, here)
    assert [message["id"] for message in back] == [message["id"] for message in before]
    assert back[1]["siblings"] == again["siblings"]
    await person.say("three", here)
    assert texts(await shown(person, here)) == ["one", "two", "three"]


async def test_a_stream_of_a_regenerated_answer(person: Person) -> None:
    here = await talk(person, "one")
    said, answer = await shown(person, here)
    address = f"/api/messages/{answer['id']}/regenerate"
    async with person.http.stream("POST", address, headers=STREAM) as response:
        events = await all_events(response)
    assert events[0].type == "accepted"
    assert events[0].data["user_message_id"] == said["id"]
    assert events[0].data["assistant_message_id"] != answer["id"]
    assert "title" not in {event.type for event in events}
    assert events[-1].type == "done"


async def test_an_edited_message_makes_a_branch(person: Person) -> None:
    here = await talk(person, "one", "two", "three")
    before = await shown(person, here)
    answer = (await edit(person, before[2]["id"], "  two, said otherwise  ")).json()
    assert answer["content"] == "You said: two, said otherwise"
    assert answer["conversation_id"] == here
    after = await shown(person, here)
    assert texts(after) == ["one", "two, said otherwise"]
    assert after[2]["siblings"] == [before[2]["id"], after[2]["id"]]
    await person.http.post(f"/api/messages/{before[2]['id']}/choose")
    assert texts(await shown(person, here)) == ["one", "two", "three"]


async def test_the_first_message_can_be_edited(person: Person) -> None:
    here = await talk(person, "one", "two")
    first = (await shown(person, here))[0]
    await edit(person, first["id"], "another one")
    after = await shown(person, here)
    assert texts(after) == ["another one"]
    assert (after[0]["parent_id"], after[0]["siblings"]) == (None, [first["id"], after[0]["id"]])


async def test_a_branch_of_a_branch_is_chosen_by_its_newest_end(person: Person) -> None:
    here = await talk(person, "one", "two")
    before = await shown(person, here)
    await edit(person, before[2]["id"], "two again")
    await edit(person, before[0]["id"], "one again")
    assert texts(await shown(person, here)) == ["one again"]
    await person.http.post(f"/api/messages/{before[0]['id']}/choose")
    assert texts(await shown(person, here)) == ["one", "two again"]


async def test_only_what_is_shown_is_found_exported_and_shared(
    person: Person, nobody: httpx.AsyncClient
) -> None:
    here = await talk(person, "about zebras", "and about giraffes")
    before = await shown(person, here)
    await edit(person, before[2]["id"], "rather about lions")
    for word, hits in (("giraffes", 0), ("lions", 1)):
        found = await person.http.get("/api/conversations/search", params={"q": word})
        assert len(found.json()["conversations"]) == hits, word
    for kind in ("markdown", "json"):
        exported = (await person.http.get(f"/api/conversations/{here}/export", params={"format": kind})).text
        assert "lions" in exported
        assert "giraffes" not in exported
    link = (await person.http.post(f"/api/conversations/{here}/share")).json()
    visited = (await nobody.get(f"/api/shared/{link['token']}")).json()["messages"]
    assert texts(visited) == ["about zebras", "rather about lions"]
    # What is kept about one is all of it.
    assert "giraffes" in (await person.http.get("/api/users/me/export")).text


async def test_each_regeneration_is_an_interaction(person: Person) -> None:
    here = await talk(person, "one")
    answer = (await shown(person, here))[1]["id"]
    for left in (23, 22):
        metadata = (await regenerate(person, answer)).json()["metadata"]
        assert metadata["credits"] == {"charged": 1, "balance": left, "unlimited": True}


async def test_a_retry_makes_no_second_version(person: Person) -> None:
    here = await talk(person, "one")
    said, answer = await shown(person, here)
    key = {"Idempotency-Key": "the-same"}
    first, second = [(await regenerate(person, answer["id"], **key)).json() for _ in range(2)]
    assert first["id"] == second["id"]
    assert (await edit(person, said["id"], "one", **key)).json()["code"] == "IDEMPOTENCY_KEY_REUSED"
    assert len((await shown(person, here))[1]["siblings"]) == 2


async def test_nothing_branches_while_an_answer_is_written(person: Person, engine: EchoEngine) -> None:
    here = await talk(person, "one")
    said, answer = await shown(person, here)
    engine.started.clear()
    waiting = asyncio.create_task(person.say("wait", here))
    await asyncio.to_thread(engine.started.wait, 10)
    for response in (
        await regenerate(person, answer["id"]),
        await edit(person, said["id"], "one again"),
        await person.http.post(f"/api/messages/{answer['id']}/choose"),
    ):
        assert (response.status_code, response.json()["code"]) == (409, "CONVERSATION_BUSY")
    engine.gate.set()
    await waiting
    assert texts(await shown(person, here)) == ["one", "wait"]


async def test_ten_wishes_at_once_make_whole_branches(person: Person) -> None:
    here = await talk(person, "one")
    answer = (await shown(person, here))[1]["id"]
    responses = await asyncio.gather(
        *(regenerate(person, answer) for _ in range(5)),
        *(person.say("two", here) for _ in range(5)),
    )
    assert {response.status_code for response in responses} <= {200, 409}
    messages = await shown(person, here)
    assert [message["parent_id"] for message in messages] == [None, *(each["id"] for each in messages[:-1])]


async def test_a_wrong_message_is_told(person: Person) -> None:
    said, answer = await shown(person, await talk(person, "one"))
    for response in (await regenerate(person, said["id"]), await edit(person, answer["id"], "mine")):
        assert (response.status_code, response.json()["code"]) == (422, "WRONG_MESSAGE")
    assert (await regenerate(person, str(new_id()))).status_code == 404
    assert (await edit(person, said["id"], "  ")).json()["code"] == "EMPTY_MESSAGE"


@pytest.fixture(scope="module")
def real(start_server: StartServer, settings: Settings, server: RunningServer) -> RunningServer:
    return start_server(settings, None)


async def test_a_branch_goes_on_with_its_own_workflow(real: RunningServer, person: Person) -> None:
    async with browser(real, person.token) as client:
        talking = Person(person.id, person.token, client)
        here = await talk(
            talking,
            "When a Typeform response comes in, create a HubSpot contact and notify #leads on Slack",
            "use Discord instead of Slack",
            "remove the hubspot step",
        )
        before = await shown(talking, here)
        other = (await edit(talking, before[2]["id"], "use Telegram instead of Slack")).json()
        types = {node["type"].rpartition(".")[2] for node in other["metadata"]["workflow"]["nodes"]}
        assert types == {"typeformTrigger", "hubspot", "telegram"}
        undone = (await talking.say("undo", here)).json()
        assert undone["metadata"]["workflow"]["nodes"] == before[1]["metadata"]["workflow"]["nodes"]

        chosen = await talking.http.post(f"/api/messages/{before[2]['id']}/choose")
        assert chosen.status_code == 204, chosen.text
        # Whoever opens the workflow itself finds that branch, too.
        saved = before[5]["metadata"]["saved"]["workflow_id"]
        newest = (await talking.http.get(f"/api/workflows/{saved}")).json()["version"]
        assert newest["workflow"]["nodes"] == before[5]["metadata"]["workflow"]["nodes"]
        undone = (await talking.say("undo", here)).json()
        assert undone["metadata"]["workflow"]["nodes"] == before[3]["metadata"]["workflow"]["nodes"]


async def test_an_answer_without_a_workflow_leaves_the_branchs_own(
    real: RunningServer, person: Person
) -> None:
    async with browser(real, person.token) as client:
        talking = Person(person.id, person.token, client)
        here = await talk(
            talking, "post hello to #ops on Slack every day at 9", "use Discord instead of Slack"
        )
        before = await shown(talking, here)
        told = (await edit(talking, before[2]["id"], "which credentials do I need?")).json()
        assert "workflow" not in told["metadata"]
        saved = before[1]["metadata"]["saved"]["workflow_id"]
        newest = (await talking.http.get(f"/api/workflows/{saved}")).json()["version"]
        assert newest["workflow"]["nodes"] == before[1]["metadata"]["workflow"]["nodes"]
        assert newest["step"] == "branch"


async def test_what_is_remembered_belongs_to_its_branch(person: Person, database: Database) -> None:
    here = await talk(person, "one", "two", "three")
    before = await shown(person, here)
    conversation = UUID(here)
    async with database.as_user(person.id) as transaction:
        for message, text in ((before[1], "said early"), (before[5], "said late")):
            await memories.add_memory(
                transaction, new_id(), conversation, "decision", text, 0.5, None, UUID(message["id"])
            )
        last = datetime.fromisoformat(before[5]["timestamp"])
        await memories.look_until(transaction, conversation, last)

    async def known() -> tuple[list[str], list[str]]:
        async with database.as_user(person.id) as transaction:
            found = await memories.list_memories(transaction, conversation)
            unread = await memories.list_unread(transaction, conversation, 100)
        return [row.text for row in found], [row.content for row in unread if row.role == "user"]

    assert await known() == (["said early", "said late"], [])
    await edit(person, before[2]["id"], "two again")
    # What was said on the new branch is yet to be looked through.
    assert await known() == (["said early"], ["two again"])
    await person.http.post(f"/api/messages/{before[2]['id']}/choose")
    assert (await known())[0] == ["said early", "said late"]
