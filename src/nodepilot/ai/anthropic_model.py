"""Anthropic's models, by the official SDK."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from importlib import import_module
from itertools import cycle
from typing import Any

from nodepilot.ai.access import Access
from nodepilot.ai.ports import Ask, Kind, ModelFailure, Reply, Usage
from nodepilot.ai.sdk_errors import failure_of


class AnthropicModel:
    """The system prompt is marked to be kept by the provider."""

    provider = "anthropic"

    def __init__(self, name: str, access: Access) -> None:
        self.name = name
        self.account = access.account
        self._base_url = access.base_url
        self._keys = cycle(access.keys)
        self._clients: dict[str, Any] = {}

    async def ask(self, ask: Ask, seconds: float) -> Reply:
        # It takes a second to load, and most servers never need it.
        anthropic = await asyncio.to_thread(import_module, "anthropic")
        key = next(self._keys)
        if key not in self._clients:
            self._clients[key] = anthropic.AsyncAnthropic(api_key=key, base_url=self._base_url, max_retries=0)
        try:
            answer = await self._clients[key].messages.create(
                model=self.name,
                max_tokens=ask.longest,
                system=[{"type": "text", "text": ask.system, "cache_control": {"type": "ephemeral"}}],
                messages=[{"role": "user", "content": ask.prompt}],
                timeout=seconds,
                **_tools(ask),
            )
        except Exception as error:
            raise failure_of(error, anthropic) from error
        return _reply(answer, ask)

    async def close(self) -> None:
        for client in self._clients.values():
            await client.close()


def _tools(ask: Ask) -> dict[str, Any]:
    if ask.tool is None:
        return {}
    tool = {"name": ask.tool.name, "description": ask.tool.description, "input_schema": dict(ask.tool.schema)}
    return {"tools": [tool], "tool_choice": {"type": "tool", "name": ask.tool.name}}


def _reply(answer: Any, ask: Ask) -> Reply:
    if answer.stop_reason == "refusal":
        raise ModelFailure(Kind.REFUSED)
    if answer.stop_reason == "max_tokens":
        raise ModelFailure(Kind.TRUNCATED)
    counted = answer.usage
    cached = counted.cache_read_input_tokens or 0
    usage = Usage(
        (counted.input_tokens or 0) + cached + (counted.cache_creation_input_tokens or 0),
        cached,
        counted.output_tokens or 0,
    )
    text = "".join(block.text for block in answer.content if block.type == "text").strip()
    if ask.tool is None:
        if not text:
            raise ModelFailure(Kind.EMPTY)
        return Reply(text, None, usage)
    for block in answer.content:
        if block.type == "tool_use" and block.name == ask.tool.name:
            if not isinstance(block.input, Mapping):
                raise ModelFailure(Kind.MALFORMED)
            return Reply(text, block.input, usage)
    raise ModelFailure(Kind.MALFORMED if answer.content else Kind.EMPTY)
