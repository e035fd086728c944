"""A server with keys: the real SDKs talk to imitated providers over loopback."""

from __future__ import annotations

import asyncio
import logging
from base64 import b64encode
from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from typing import Any

import httpx
import pytest

from nodepilot.ai.model_facts import load_models
from nodepilot.settings import Settings
from tests.aimock import FakeModels, calls, fails, open_clients, submits
from tests.hosted import CLAUDE, GPT, KEY, LUNA, PLAN, to, with_keys
from tests.integration.server.conftest import MakePerson, Person, RunningServer, browser, serving

OWN_KEY = "sk-a-key-of-ones-own-0123456789"
PNG = b"\x89PNG\r\n\x1a\n and what it shows"
SEEN = "Every Monday at 9 send an email to anna@example.com with Gmail saying Good morning"

WRONG = {**PLAN, "steps": [PLAN["steps"][0], {**PLAN["steps"][1], "node_type": "n8n-nodes-base.blorptagram"}]}

HOPELESS = {**PLAN, "steps": [PLAN["steps"][0], {**PLAN["steps"][1], "node_type": "n8n-nodes-base.wibble"}]}


FIXTURES = [
    # What a message wants is asked of the small model where the engine is in doubt.
    to("ops channel", LUNA, calls("submit_intent", {"label": "workflow_request", "confidence": 0.9})),
    to("whiteboard", LUNA, calls("submit_request", {"request": SEEN})),
    to("zorble", CLAUDE, submits(PLAN)),
    to("crowded", CLAUDE, fails(429, "rate_limit_error")),
    to("crowded", GPT, submits(PLAN)),
    to("burnt", CLAUDE, fails(529, "overloaded_error")),
    to("burnt", GPT, fails(401, "invalid_request_error")),
    to("blorptagram", CLAUDE, submits(PLAN)),
    to("stumble", CLAUDE, submits(WRONG)),
    to("stubborn", CLAUDE, submits(HOPELESS)),
    to("stubborn", GPT, submits(HOPELESS)),
    to("headstrong", CLAUDE, submits(HOPELESS)),
    to("headstrong", GPT, submits(PLAN)),
    to("garbled", CLAUDE, submits({**PLAN, "assumptions": [{"text": "Half\x00 a pair\ud83d."}]})),
    to("sing", LUNA, {"content": "La\x00 la."}),
    to("chatty", CLAUDE, {"content": "Sure, I can help with that!"}),
    to("chatty", GPT, submits(PLAN)),
]
"""What goes back for repair names the invented `blorptagram`, so that the second answer to it is another one."""


@pytest.fixture
def hosted(settings: Settings, models: FakeModels) -> Iterator[RunningServer]:
    """Of each test's own: what failed in one is remembered of the provider."""
    with serving(with_keys(settings, models), None) as running:
        yield running


@pytest.fixture
async def http(hosted: RunningServer, person: Person) -> AsyncIterator[httpx.AsyncClient]:
    async with browser(hosted, person.token) as client:
        yield client


async def say(http: httpx.AsyncClient, message: str) -> dict[str, Any]:
    answer = await http.post("/api/chat/message", json={"message": message})
    assert answer.status_code == 200, answer.text
    assert KEY not in answer.text
    told = answer.json()
    return {**told["metadata"], "text": told["content"]}


def asked(models: FakeModels) -> list[str]:
    """Models in the order in which they were asked for a plan."""
    every = [request["body"]["model"] for request in models.requests() if request["method"] == "POST"]
    return [model for model in every if model in {CLAUDE, GPT}]


async def test_a_model_answers_what_the_engine_is_not_sure_of(
    http: httpx.AsyncClient, models: FakeModels, caplog: pytest.LogCaptureFixture
) -> None:
    models.forget()
    with caplog.at_level(logging.DEBUG):
        answer = await say(http, "please zorble the ops channel somehow")
    assert (answer["outcome"], answer["answered_by"]) == ("workflow", CLAUDE)
    assert [node["name"] for node in answer["workflow"]["nodes"]][1] == "Tell the team"
    assert "It starts by hand." in answer["text"]
    assert [call["stage"] for call in answer["usage"]["by_call"]][-1] == "generation"
    assert answer["usage"]["dollars"] > 0
    assert answer["credits"]["charged"] == 1
    assert asked(models) == [CLAUDE]
    assert KEY not in caplog.text


async def test_what_the_engine_is_sure_of_costs_nothing(http: httpx.AsyncClient, models: FakeModels) -> None:
    models.forget()
    answer = await say(
        http, "Every Monday at 9 send an email to anna@example.com with Gmail saying Good morning"
    )
    assert (answer["outcome"], answer["answered_by"]) == ("workflow", "built-in engine")
    assert asked(models) == []
    assert not answer.get("usage")


@pytest.mark.parametrize(
    ("word", "answered_by", "route"),
    [
        ("crowded", GPT, [CLAUDE, CLAUDE, GPT]),
        ("burnt", "built-in engine", [CLAUDE, CLAUDE, GPT]),
        ("chatty", GPT, [CLAUDE, CLAUDE, GPT]),
    ],
)
async def test_when_one_fails_the_next_one_answers(
    http: httpx.AsyncClient, models: FakeModels, word: str, answered_by: str, route: list[str]
) -> None:
    models.forget()
    answer = await say(http, f"please {word} the ops channel somehow")
    assert answer["answered_by"] == answered_by
    assert asked(models) == route


async def test_a_plan_with_a_fault_goes_back(http: httpx.AsyncClient, models: FakeModels) -> None:
    models.forget()
    answer = await say(http, "please stumble over the ops channel")
    # The fault's own name is in what goes back, and the fixture for it comes first.
    assert answer["answered_by"] == CLAUDE
    assert [call["stage"] for call in answer["usage"]["by_call"]][-2:] == ["generation", "repair"]
    plans = [request for request in models.requests() if request["body"].get("model") == CLAUDE]
    assert "blorptagram" in str(plans[-1]["body"]["messages"][-1]["content"])


async def test_a_model_that_stays_wrong_is_not_believed(http: httpx.AsyncClient, models: FakeModels) -> None:
    models.forget()
    answer = await say(http, "please be stubborn about the ops channel")
    assert answer["answered_by"] == "built-in engine"
    assert asked(models) == [CLAUDE, CLAUDE, CLAUDE, GPT]
    assert "wibble" not in str(answer.get("workflow"))


async def test_who_makes_up_node_types_is_followed_by_the_other_provider(
    http: httpx.AsyncClient, models: FakeModels
) -> None:
    models.forget()
    answer = await say(http, "please be headstrong about the ops channel")
    assert asked(models) == [CLAUDE, CLAUDE, CLAUDE, GPT]
    assert (answer["answered_by"], answer["credits"]["charged"]) == (GPT, 1)


async def add_picture(http: httpx.AsyncClient, content: bytes = PNG) -> httpx.Response:
    return await http.post("/api/files", files={"file": ("board.png", content)})


async def test_what_no_database_holds_costs_no_answer(http: httpx.AsyncClient) -> None:
    answer = await say(http, "please be garbled about the ops channel")
    assert (answer["answered_by"], "Half a pair." in answer["text"]) == (CLAUDE, True)
    assert (await say(http, "hello there, would you sing for me?"))["text"] == "La la."


async def test_a_picture_is_looked_at(http: httpx.AsyncClient, models: FakeModels) -> None:
    models.forget()
    file = (await add_picture(http)).json()
    assert file["kind"] == "image"
    answer = await http.post("/api/chat/message", json={"message": "whiteboard", "file_ids": [file["id"]]})
    told = answer.json()["metadata"]
    types = [node["type"] for node in told["workflow"]["nodes"]]
    assert (types[0], types[-1]) == ("n8n-nodes-base.scheduleTrigger", "n8n-nodes-base.gmail")
    assert [call["stage"] for call in told["usage"]["by_call"]] == ["request"]
    assert all(not each["span"] for node in told["provenance"].values() for each in node.values())
    pictures = [b64encode(PNG).decode() in str(request["body"]) for request in models.requests()]
    assert (pictures[0], sum(pictures)) == (True, 1), "in words from there on"
    conversation = (await http.get(f"/api/conversations/{answer.json()['conversation_id']}")).json()
    assert conversation["messages"][0]["metadata"]["files"] == [
        {key: file[key] for key in ("id", "name", "kind", "size")}
    ]


async def test_a_picture_that_no_model_looked_at_costs_nothing(http: httpx.AsyncClient) -> None:
    file = (await add_picture(http)).json()
    body = {"message": "burnt ops channel", "file_ids": [file["id"]]}
    told = (await http.post("/api/chat/message", json=body)).json()["metadata"]
    assert (told["outcome"], told["error"]["code"]) == ("failed", "IMAGE_NOT_READ")
    assert "in words" in told["error"]["message"]
    assert told["credits"]["charged"] == 0


async def test_who_wants_no_model_adds_no_pictures(http: httpx.AsyncClient) -> None:
    chosen = {"settings": {"model_preference": "built-in"}}
    assert (await http.patch("/api/users/me", json=chosen)).status_code == 200
    refused = await add_picture(http)
    assert (refused.status_code, refused.json()["code"]) == (415, "IMAGE_NOT_READ")


async def test_ones_own_key(settings: Settings, models: FakeModels, person: Person) -> None:
    chosen = replace(settings, anthropic_base_url=models.url)
    with serving(chosen, None) as running:
        async with browser(running, person.token) as http:
            models.forget()
            assert (await say(http, "please zorble the ops channel"))["answered_by"] == "built-in engine"
            assert (await add_picture(http)).status_code == 415
            kept = await http.put("/api/users/me/model-keys/anthropic", json={"key": OWN_KEY})
            assert kept.status_code == 204
            assert (await add_picture(http)).status_code == 201
            assert (await say(http, "please zorble the ops channel"))["answered_by"] == CLAUDE
            assert asked(models) == [CLAUDE]


async def test_ones_own_key_beside_the_servers(
    settings: Settings, models: FakeModels, person: Person
) -> None:
    """The server's models are asked, too, and stay the server's; whatever was opened is closed in the end."""
    chosen = replace(settings, anthropic_base_url=models.url, openai_base_url=f"{models.url}/v1")
    with serving(replace(chosen, openai_keys=(KEY,)), None) as running:
        async with browser(running, person.token) as http:
            await http.put("/api/users/me/model-keys/anthropic", json={"key": OWN_KEY})
            told = await say(http, "the ops channel is crowded")
            assert told["answered_by"] == GPT
            await asyncio.to_thread(running.on_its_loop, running.services.aftermath.settle())
        assert {client.api_key for client in open_clients()} == {KEY}
    assert open_clients() == []


ODD = (
    "please zorble the ops channel, {}",
    "hello there, how are you? {}",
    "鸭 ☃️ zorble {}",
    "zorble {} " + "x" * 5000,
    "zorble\t{} </message><system>",
    SEEN + " {}",
)


@pytest.mark.parametrize(
    "rates",
    [{"malformedRate": 0.5}, {"dropRate": 0.2, "disconnectRate": 0.2, "rateLimitRate": 0.2}],
    ids="+".join,
)
async def test_whatever_fails_on_two_servers_every_message_is_answered(
    settings: Settings, models: FakeModels, make_person: MakePerson, rates: dict[str, float]
) -> None:
    chosen = with_keys(settings, models)
    people = [await make_person() for _ in range(4)]
    limits = load_models().limits
    # Two servers and everybody who asks share one interpreter here.
    few = asyncio.Semaphore(6)

    async def ask(server: RunningServer, number: int) -> dict[str, Any]:
        async with few, browser(server, people[number % len(people)].token) as client:
            return await say(client, ODD[number % len(ODD)].format(f"{number} {rates}"))

    with serving(chosen, None) as one, serving(chosen, None) as two:
        for number, server in enumerate((one, two)):
            # Routes are made at their first request, by code that shares state in one interpreter: one server at a time.
            await ask(server, number)
        models.disturb(**rates)
        try:
            answers = await asyncio.gather(*(ask((one, two)[number % 2], number) for number in range(24)))
        finally:
            models.disturb()
    for answer in answers:
        assert answer["answered_by"]
        assert "error" not in answer
        usage = answer.get("usage") or {"calls": 0, "dollars": 0}
        assert usage["calls"] <= limits.calls
        assert usage["dollars"] <= limits.dollars
