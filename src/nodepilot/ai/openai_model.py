"""OpenAI's models, and all servers that speak as OpenAI's does, by the official SDK."""

from __future__ import annotations

import asyncio
import json
from importlib import import_module
from itertools import cycle
from typing import Any

from nodepilot.ai.access import Access
from nodepilot.ai.ports import Ask, Kind, ModelFailure, Reply, Usage
from nodepilot.ai.sdk_errors import failure_of


class OpenAIModel:
    """One of them; several keys are used by turns."""

    provider = "openai"

    def __init__(self, name: str, access: Access) -> None:
        self.name = name
        self.account = access.account
        self._base_url = access.base_url
        self._keys = cycle(access.keys)
        self._clients: dict[str, Any] = {}

    async def ask(self, ask: Ask, seconds: float) -> Reply:
        # It takes a second to load, and most servers never need it.
        openai = await asyncio.to_thread(import_module, "openai")
        key = next(self._keys)
        if key not in self._clients:
            self._clients[key] = openai.AsyncOpenAI(api_key=key, base_url=self._base_url, max_retries=0)
        try:
            answer = await self._clients[key].chat.completions.create(
                model=self.name,
                max_completion_tokens=ask.longest,
                messages=[{"role": "system", "content": ask.system}, {"role": "user", "content": ask.prompt}],
                timeout=seconds,
                **_tools(ask),
            )
        except Exception as error:
            raise failure_of(error, openai) from error
        return _reply(answer, ask)

    async def close(self) -> None:
        for client in self._clients.values():
            await client.close()


def _tools(ask: Ask) -> dict[str, Any]:
    if ask.tool is None:
        return {}
    function = {
        "name": ask.tool.name,
        "description": ask.tool.description,
        "parameters": dict(ask.tool.schema),
    }
    return {
        "tools": [{"type": "function", "function": function}],
        "tool_choice": {"type": "function", "function": {"name": ask.tool.name}},
    }


def _reply(answer: Any, ask: Ask) -> Reply:
    if not answer.choices:
        raise ModelFailure(Kind.EMPTY)
    choice = answer.choices[0]
    if choice.message.refusal or choice.finish_reason == "content_filter":
        raise ModelFailure(Kind.REFUSED)
    if choice.finish_reason == "length":
        raise ModelFailure(Kind.TRUNCATED)
    counted = answer.usage
    details = counted.prompt_tokens_details if counted else None
    usage = (
        Usage(
            counted.prompt_tokens, (details.cached_tokens or 0) if details else 0, counted.completion_tokens
        )
        if counted
        else Usage()
    )
    text = (choice.message.content or "").strip()
    if ask.tool is None:
        if not text:
            raise ModelFailure(Kind.EMPTY)
        return Reply(text, None, usage)
    for call in choice.message.tool_calls or ():
        if call.type == "function" and call.function.name == ask.tool.name:
            return Reply(text, _arguments(call.function.arguments), usage)
    raise ModelFailure(Kind.MALFORMED if text or choice.message.tool_calls else Kind.EMPTY)


def _arguments(written: str) -> dict[str, Any]:
    try:
        value = json.loads(written)
    except (ValueError, RecursionError) as error:
        raise ModelFailure(Kind.MALFORMED) from error
    if not isinstance(value, dict):
        raise ModelFailure(Kind.MALFORMED)
    return value
