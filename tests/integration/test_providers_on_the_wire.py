"""The official SDKs over loopback: what works, what streams, and failures injected by rate."""

from __future__ import annotations

import asyncio
import json
from base64 import b64encode
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import Any

import pytest

from nodepilot.ai.access import Access, models_for
from nodepilot.ai.anthropic_model import AnthropicModel
from nodepilot.ai.breaker import FAILURES, PAUSE
from nodepilot.ai.budget import Budget
from nodepilot.ai.model_facts import load_models
from nodepilot.ai.openai_model import OpenAIModel
from nodepilot.ai.ports import Ask, Exchange, Kind, ModelFailure, Picture, Task, Tool
from nodepilot.ai.router import NoModelAnswered, Providers, Router
from nodepilot.pipeline.events import Event
from nodepilot.pipeline.hybrid import Hybrid
from tests.aimock import FakeModels, calls, fails, submits
from tests.hosted import CLAUDE, GPT, HAIKU, LUNA, PLAN

TOOL = Tool(
    "look", "Looks.", {"type": "object", "properties": {"at": {"type": "string"}}, "required": ["at"]}
)
PNG = b"\x89PNG\r\n\x1a\n and what it shows"
TALK = Ask(Task.CONVERSATION, "Be kind.", "sing a song", longest=100)
LONG = "La la la, and so on, and so on, until the very end. " * 6


def on(words: str, response: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"match": {"userMessage": words}, "response": response, **more}


FIXTURES = [
    on("sing a song", {"content": LONG, "usage": {"output_tokens": 70, "completion_tokens": 70}}),
    on("break off", {"content": LONG}, truncateAfterChunks=8, latency=30),
    on("look at it", calls("look", {"at": "it"})),
    on("be silent", {"content": ""}),
    on("be busy", fails(529, "overloaded_error")),
    on("no key", fails(401, "authentication_error")),
    on("no money", fails(429, "insufficient_quota", "You exceeded your quota")),
    {
        "match": {"userMessage": "zorble", "model": HAIKU},
        "response": calls("submit_intent", {"label": "workflow_request", "confidence": 1}),
    },
    {
        "match": {"userMessage": "zorble", "model": LUNA},
        "response": calls("submit_intent", {"label": "workflow_request", "confidence": 1}),
    },
    on("zorble", submits(PLAN)),
]


@pytest.fixture(params=["anthropic", "openai"])
async def model(request: pytest.FixtureRequest, models: FakeModels) -> Any:
    if request.param == "anthropic":
        made: Any = AnthropicModel(CLAUDE, Access(("a key",), models.url))
    else:
        made = OpenAIModel(GPT, Access(("a key", "another"), f"{models.url}/v1"))
    yield made
    await made.close()


async def test_a_text_in_pieces(model: Any) -> None:
    pieces: list[str] = []
    reply = await model.ask(TALK, 10.0, pieces.append)
    assert len(pieces) > 3
    assert "".join(pieces).strip() == reply.text == LONG.strip()
    assert reply.usage.output > 0


@asynccontextmanager
async def overhearing(models: FakeModels) -> AsyncIterator[tuple[str, bytearray]]:
    """An address before theirs, and what is sent to it: they themselves note less than they read."""
    heard, relays = bytearray(), list[asyncio.Task[Any]]()

    async def pass_on(source: asyncio.StreamReader, target: asyncio.StreamWriter, *, note: bool) -> None:
        while piece := await source.read(65536):
            if note:
                heard.extend(piece)
            target.write(piece)
            await target.drain()
        target.close()
        await target.wait_closed()

    async def relay(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        relays.append(asyncio.current_task())  # type: ignore[arg-type]
        behind, before = await asyncio.open_connection("127.0.0.1", int(models.url.rpartition(":")[2]))
        await asyncio.gather(pass_on(reader, before, note=True), pass_on(behind, writer, note=False))

    async with await asyncio.start_server(relay, "127.0.0.1", 0) as server:
        yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}", heard
        await asyncio.gather(*relays)


async def test_pictures_in_the_providers_own_form(models: FakeModels) -> None:
    seen = replace(TALK, prompt="look at it", pictures=(Picture("image/png", PNG),), tools=(TOOL,))
    data = b64encode(PNG).decode()
    forms = {
        "anthropic": {
            "type": "image",
            "source": {"type": "base64", "media_type": "image/png", "data": data},
        },
        "openai": {"type": "image_url", "image_url": {"url": f"data:image/png;base64,{data}"}},
    }
    for provider, form in forms.items():
        async with overhearing(models) as (url, heard):
            model: Any = (
                AnthropicModel(CLAUDE, Access(("a key",), url))
                if provider == "anthropic"
                else OpenAIModel(GPT, Access(("a key",), f"{url}/v1"))
            )
            assert (await model.ask(seen, 10.0)).calls
            await model.close()
        body = json.loads(heard.partition(b"\r\n\r\n")[2])
        assert body["messages"][-1]["content"] == [form, {"type": "text", "text": "look at it"}]


async def test_tools_and_what_they_found(model: Any, models: FakeModels) -> None:
    models.forget()
    asked = Ask(Task.GENERATION, "System", "look at it", (TOOL,))
    reply = await model.ask(asked, 10.0)
    assert [(call.name, call.arguments) for call in reply.calls] == [("look", {"at": "it"})]
    again = replace(asked, must="look", exchanges=(Exchange(reply.calls, ("a cat",)),))
    assert (await model.ask(again, 10.0)).calls
    body = models.requests()[-1]["body"]
    assert "a cat" in str(body["messages"])
    assert "look" in str(body["tools"])


@pytest.mark.parametrize(
    ("address", "path", "header"),
    [
        # Ollama and vLLM; OpenRouter; Azure without deployments in its paths, and with them.
        ("/v1", "/v1/chat/completions", "authorization"),
        ("/api/v1", "/api/v1/chat/completions", "authorization"),
        ("/openai/v1", "/openai/v1/chat/completions", "authorization"),
        ("/openai/v1?api-version=preview", "/openai/v1/chat/completions", "api-key"),
        ("?api-version=2024-10-21", "/openai/deployments/my-own/chat/completions", "api-key"),
        ("/openai?api-version=2024-10-21", "/openai/deployments/my-own/chat/completions", "api-key"),
    ],
)
async def test_others_that_speak_as_openai_does(
    models: FakeModels, address: str, path: str, header: str
) -> None:
    made = OpenAIModel("my-own", Access(("a key",), f"{models.url}{address}"), "max_tokens")
    told: list[str] = []
    models.forget()
    try:
        assert (await made.ask(TALK, 10, told.append)).text == LONG.strip()
        assert (await made.ask(replace(TALK, prompt="look at it", tools=(TOOL,)), 10)).calls[0].name == "look"
    finally:
        await made.close()
    assert "".join(told) == LONG
    text, _ = (request for request in models.requests() if request["method"] == "POST")
    assert text["path"].partition("?")[0] == path
    assert header in text["headers"]
    assert text["body"]["max_tokens"] == TALK.longest
    assert "max_completion_tokens" not in text["body"]


async def test_every_key_is_tried_before_another_model_is(models: FakeModels) -> None:
    made = OpenAIModel(GPT, Access(("one", "two", "three"), f"{models.url}/v1"))
    refused = Ask(Task.GENERATION, "Be kind.", "no key", longest=100)
    router = Router(load_models(), {GPT: made}, Providers(), "me", sleep=no_pause)
    models.forget()
    try:
        with pytest.raises(NoModelAnswered, match="wrong key"):
            await router.ask(refused, Budget(load_models().limits))
    finally:
        await made.close()
    assert len([each for each in models.requests() if each["method"] == "POST"]) == 3


async def test_the_beginning_is_marked_to_be_kept(models: FakeModels) -> None:
    anthropic = AnthropicModel(CLAUDE, Access(("a key",), models.url))
    models.forget()
    await anthropic.ask(TALK, 10.0)
    await anthropic.close()
    body = models.requests()[-1]["body"]
    assert "Be kind." in str(body)


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("be silent", Kind.EMPTY),
        ("be busy", Kind.OVERLOADED),
        ("no key", Kind.WRONG_KEY),
    ],
)
async def test_failures_are_told_apart(model: Any, words: str, kind: Kind) -> None:
    with pytest.raises(ModelFailure) as failed:
        await model.ask(replace(TALK, prompt=words), 10.0)
    assert failed.value.kind is kind


async def test_a_stream_that_breaks_off_is_no_answer(model: Any) -> None:
    pieces: list[str] = []
    with pytest.raises(ModelFailure) as failed:
        await model.ask(replace(TALK, prompt="break off"), 10.0, pieces.append)
    assert pieces, "something had come"
    assert failed.value.kind in {Kind.UNREACHABLE, Kind.MALFORMED, Kind.TRUNCATED}


async def test_a_model_that_is_too_slow(model: Any, models: FakeModels) -> None:
    models.disturb(latencyMs=2000)
    try:
        with pytest.raises(ModelFailure) as failed:
            await model.ask(TALK, 0.2)
    finally:
        models.disturb()
    assert failed.value.kind is Kind.TIMEOUT


async def no_pause(seconds: float) -> None:
    """Waits for nothing."""


def a_router(models: FakeModels, providers: Providers) -> Router:
    table = load_models()
    accesses = {
        "anthropic": Access(("a key",), models.url),
        "openai": Access(("a key",), f"{models.url}/v1"),
    }
    made = models_for(table, accesses)
    return Router(table, made, providers, "me", sleep=no_pause, owned=tuple(made.values()))


@pytest.mark.parametrize(
    "rates",
    [
        {"dropRate": 0.5},
        {"malformedRate": 0.5},
        {"disconnectRate": 0.5},
        {"rateLimitRate": 0.5},
        {"dropRate": 0.2, "malformedRate": 0.2, "disconnectRate": 0.2, "rateLimitRate": 0.2},
        {"dropRate": 1.0},
    ],
    ids=lambda rates: "+".join(f"{name}={rate}" for name, rate in rates.items()),
)
async def test_whatever_fails_every_message_is_answered(models: FakeModels, rates: dict[str, float]) -> None:
    limits, answered_by = load_models().limits, set[str]()
    models.disturb(**rates)
    try:
        for number in range(15):
            router = a_router(models, Providers())
            hybrid = Hybrid(f"please zorble the ops channel, round {number}", None, None, router)
            events: list[Event] = [event async for event in hybrid.events()]
            await router.close()
            assert [event.type for event in events].count("done") == 1
            assert events[-1].type == "done"
            assert hybrid.spent.calls <= limits.calls
            assert hybrid.spent.dollars <= limits.dollars
            assert hybrid.spent.input + hybrid.spent.output <= limits.tokens
            answered_by.add(hybrid.result().answered_by)
            failed = [call for call in hybrid.calls if call.failure]
            assert all(call.dollars == 0 for call in failed)
    finally:
        models.disturb()
    if rates == {"dropRate": 1.0}:
        assert answered_by == {"built-in engine"}
    else:
        assert answered_by & {CLAUDE, GPT}


async def test_one_question_tries_a_provider_that_was_ill(models: FakeModels) -> None:
    now = [0.0]
    providers = Providers(clock=lambda: now[0])
    table = load_models()
    only = {CLAUDE: AnthropicModel(CLAUDE, Access(("a key",), models.url))}
    router = Router(table, only, providers, "me", sleep=no_pause)
    ask = Ask(Task.GENERATION, "System", "look at it", (TOOL,))
    models.disturb(dropRate=1.0)
    for _ in range(FAILURES):
        with pytest.raises(NoModelAnswered):
            await router.ask(ask, Budget(table.limits))
    models.disturb()
    models.forget()
    with pytest.raises(NoModelAnswered, match="overloaded"):
        await router.ask(ask, Budget(table.limits))
    assert models.requests() == [], "it is left alone"
    now[0] += PAUSE
    assert (await router.ask(ask, Budget(table.limits))).model == CLAUDE
    assert len([request for request in models.requests() if request["method"] == "POST"]) == 1
    assert (await router.ask(ask, Budget(table.limits))).model == CLAUDE
    for model in only.values():
        await model.close()
