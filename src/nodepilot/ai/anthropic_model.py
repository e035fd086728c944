"""Anthropic's models, by the official SDK."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from nodepilot.ai.access import Access
from nodepilot.ai.clients import Clients
from nodepilot.ai.ports import Ask, Call, Kind, ModelFailure, Reply, Tell, Usage
from nodepilot.ai.sdk import loaded
from nodepilot.ai.sdk_errors import failure_of

_KEPT = {"cache_control": {"type": "ephemeral"}}
"""Marks what the provider shall keep: everything up to it, the tools included."""


class AnthropicModel:
    """Tools and system prompt come first and are marked to be kept by the provider."""

    provider = "anthropic"

    def __init__(self, name: str, access: Access) -> None:
        self.name = name
        self.account = access.account
        self.keys = len(access.keys)
        self._clients = Clients(access)

    async def ask(self, ask: Ask, seconds: float, tell: Tell | None = None) -> Reply:
        anthropic = await loaded("anthropic")
        client = self._clients.next(anthropic.AsyncAnthropic)
        question = {
            "model": self.name,
            "max_tokens": ask.longest,
            "system": [{"type": "text", "text": ask.system, **_KEPT}],
            "messages": _messages(ask),
            "timeout": seconds,
            **_tools(ask),
        }
        try:
            answer = await _answer(client.messages, question, tell)
        except ModelFailure:
            raise
        except Exception as error:
            raise failure_of(error, anthropic) from error
        return _reply(answer, ask)

    async def close(self) -> None:
        await self._clients.close()


async def _answer(messages: Any, question: Mapping[str, Any], tell: Tell | None) -> Any:
    if tell is None:
        return await messages.create(**question)
    async with messages.stream(**question) as stream:
        async for piece in stream.text_stream:
            tell(piece)
        return await stream.get_final_message()


def _messages(ask: Ask) -> list[dict[str, Any]]:
    messages: list[dict[str, Any]] = [{"role": "user", "content": _content(ask)}]
    for exchange in ask.exchanges:
        used = [
            {"type": "tool_use", "id": call.id, "name": call.name, "input": dict(call.arguments)}
            for call in exchange.calls
        ]
        results = [
            {"type": "tool_result", "tool_use_id": call.id, "content": result}
            for call, result in zip(exchange.calls, exchange.results, strict=True)
        ]
        messages += [{"role": "assistant", "content": used}, {"role": "user", "content": results}]
    return messages


def _content(ask: Ask) -> str | list[dict[str, Any]]:
    """Pictures come before the text that is about them."""
    if not ask.pictures:
        return ask.prompt
    seen = [
        {
            "type": "image",
            "source": {"type": "base64", "media_type": picture.media_type, "data": picture.base64},
        }
        for picture in ask.pictures
    ]
    return [*seen, {"type": "text", "text": ask.prompt}]


def _tools(ask: Ask) -> dict[str, Any]:
    if not ask.tools:
        return {}
    tools = [
        {"name": tool.name, "description": tool.description, "input_schema": dict(tool.schema)}
        for tool in ask.tools
    ]
    choice = {"type": "tool", "name": ask.must} if ask.must is not None else {"type": "any"}
    return {"tools": tools, "tool_choice": choice}


def _reply(answer: Any, ask: Ask) -> Reply:
    counted = answer.usage
    cached = counted.cache_read_input_tokens or 0
    usage = Usage(
        (counted.input_tokens or 0) + cached + (counted.cache_creation_input_tokens or 0),
        cached,
        counted.output_tokens or 0,
    )
    if answer.stop_reason == "refusal":
        raise ModelFailure(Kind.REFUSED, usage=usage)
    if answer.stop_reason == "max_tokens":
        raise ModelFailure(Kind.TRUNCATED, usage=usage)
    text = "".join(block.text for block in answer.content if block.type == "text").strip()
    if not ask.tools:
        if not text:
            raise ModelFailure(Kind.EMPTY, usage=usage)
        return Reply(text, (), usage)
    used = [block for block in answer.content if block.type == "tool_use"]
    if not used and not text:
        raise ModelFailure(Kind.EMPTY, usage=usage)
    if not all(isinstance(block.input, Mapping) for block in used):
        raise ModelFailure(Kind.MALFORMED, usage=usage)
    return Reply(text, tuple(Call(block.id, block.name, block.input) for block in used), usage)
