"""OpenAI's models, and all servers that speak as OpenAI's does, by the official SDK."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from nodepilot.ai.access import Access
from nodepilot.ai.clients import Clients, openai_client
from nodepilot.ai.json_text import read_object
from nodepilot.ai.ports import Ask, Call, Kind, ModelFailure, Reply, Tell, Usage
from nodepilot.ai.sdk import loaded
from nodepilot.ai.sdk_errors import failure_of


class OpenAIModel:
    """One of them; several keys are used by turns. The provider keeps long beginnings by itself."""

    provider = "openai"

    def __init__(self, name: str, access: Access, limit: str = "max_completion_tokens") -> None:
        """`limit` is what the server calls the most tokens of an answer."""
        self.name = name
        self.account = access.account
        self.keys = len(access.keys)
        self._limit = limit
        self._clients = Clients(access)

    async def ask(self, ask: Ask, seconds: float, tell: Tell | None = None) -> Reply:
        openai = await loaded("openai")
        client = self._clients.next(openai_client(openai))
        question = {
            "model": self.name,
            self._limit: ask.longest,
            "messages": _messages(ask),
            "timeout": seconds,
            **_tools(ask),
        }
        try:
            answer = await _answer(client.chat.completions, question, tell)
        except ModelFailure:
            raise
        except Exception as error:
            raise failure_of(error, openai) from error
        return _reply(answer, ask)

    async def close(self) -> None:
        await self._clients.close()


async def _answer(completions: Any, question: Mapping[str, Any], tell: Tell | None) -> Any:
    if tell is None:
        return await completions.create(**question)
    async with completions.stream(**question, stream_options={"include_usage": True}) as stream:
        async for event in stream:
            if event.type == "content.delta":
                tell(event.delta)
        return await stream.get_final_completion()


def _messages(ask: Ask) -> list[dict[str, Any]]:
    messages: list[dict[str, Any]] = [
        {"role": "system", "content": ask.system},
        {"role": "user", "content": _content(ask)},
    ]
    for exchange in ask.exchanges:
        calls = [
            {
                "id": call.id,
                "type": "function",
                "function": {"name": call.name, "arguments": json.dumps(dict(call.arguments))},
            }
            for call in exchange.calls
        ]
        messages.append({"role": "assistant", "tool_calls": calls})
        messages += [
            {"role": "tool", "tool_call_id": call.id, "content": result}
            for call, result in zip(exchange.calls, exchange.results, strict=True)
        ]
    return messages


def _content(ask: Ask) -> str | list[dict[str, Any]]:
    """Pictures come before the text that is about them."""
    if not ask.pictures:
        return ask.prompt
    seen = [
        {"type": "image_url", "image_url": {"url": f"data:{picture.media_type};base64,{picture.base64}"}}
        for picture in ask.pictures
    ]
    return [*seen, {"type": "text", "text": ask.prompt}]


def _tools(ask: Ask) -> dict[str, Any]:
    if not ask.tools:
        return {}
    tools = [
        {
            "type": "function",
            "function": {
                "name": tool.name,
                "description": tool.description,
                "parameters": dict(tool.schema),
            },
        }
        for tool in ask.tools
    ]
    choice = {"type": "function", "function": {"name": ask.must}} if ask.must is not None else "required"
    return {"tools": tools, "tool_choice": choice}


def _reply(answer: Any, ask: Ask) -> Reply:
    usage = _usage(answer.usage)
    if not answer.choices:
        raise ModelFailure(Kind.EMPTY, usage=usage)
    choice = answer.choices[0]
    if choice.message.refusal or choice.finish_reason == "content_filter":
        raise ModelFailure(Kind.REFUSED, usage=usage)
    if choice.finish_reason == "length":
        raise ModelFailure(Kind.TRUNCATED, usage=usage)
    text = (choice.message.content or "").strip()
    if not ask.tools:
        if not text:
            raise ModelFailure(Kind.EMPTY, usage=usage)
        return Reply(text, (), usage)
    used = [call for call in choice.message.tool_calls or () if call.type == "function"]
    if not used and not text:
        raise ModelFailure(Kind.EMPTY, usage=usage)
    calls = tuple(
        Call(call.id, call.function.name, _arguments(call.function.arguments, usage)) for call in used
    )
    return Reply(text, calls, usage)


def _usage(counted: Any) -> Usage:
    if counted is None:
        return Usage()
    details = counted.prompt_tokens_details
    cached = (details.cached_tokens or 0) if details else 0
    return Usage(counted.prompt_tokens, cached, counted.completion_tokens)


def _arguments(written: str, usage: Usage) -> dict[str, Any]:
    value = read_object(written)
    if value is None:
        raise ModelFailure(Kind.MALFORMED, usage=usage)
    return value
