"""The SDKs' clients of one access: made when they are needed, all closed by whoever owns them."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from itertools import cycle
from types import ModuleType
from typing import Any
from urllib.parse import parse_qs, urlsplit, urlunsplit

from nodepilot.ai.access import Access
from nodepilot.ai.ports import Kind, ModelFailure

AZURE = "/openai/v1"
"""Where Azure's paths end that name no deployment."""


def openai_client(sdk: ModuleType) -> Callable[..., Any]:
    """Makes the SDK's client for an address: where that has an `api-version`, Azure's own, for which models are deployments
    and keys have a header of their own."""

    def make(*, api_key: str, base_url: str | None, max_retries: int) -> Any:
        parts = urlsplit(base_url or "")
        version = parse_qs(parts.query).get("api-version", [""])[0]
        if not version:
            return sdk.AsyncOpenAI(api_key=api_key, base_url=base_url, max_retries=max_retries)
        path = parts.path.rstrip("/")
        if path.endswith(AZURE):
            return sdk.AsyncOpenAI(
                api_key=api_key,
                base_url=urlunsplit((parts.scheme, parts.netloc, path, "", "")),
                max_retries=max_retries,
                default_query={"api-version": version},
                default_headers={"api-key": api_key},
            )
        endpoint = urlunsplit((parts.scheme, parts.netloc, path.removesuffix("/openai"), "", ""))
        return sdk.AsyncAzureOpenAI(
            azure_endpoint=endpoint, api_version=version, api_key=api_key, max_retries=max_retries
        )

    return make


class Clients:
    """One for each key, used by turns. They belong to the event loop that they were first used on."""

    def __init__(self, access: Access) -> None:
        self._base_url = access.base_url
        self._keys = cycle(access.keys)
        self._clients: dict[str, Any] = {}
        self._closing: asyncio.Task[None] | None = None

    def next(self, make: Callable[..., Any]) -> Any:
        """The next key's client. Raises `ModelFailure` after `close`: nobody would end its connections."""
        if self._closing is not None:
            raise ModelFailure(Kind.UNREACHABLE)
        key = next(self._keys)
        if key not in self._clients:
            self._clients[key] = make(api_key=key, base_url=self._base_url, max_retries=0)
        return self._clients[key]

    async def close(self) -> None:
        """Ends all connections, and goes on with it where whoever waits is cancelled meanwhile."""
        if self._closing is None:
            self._closing = asyncio.create_task(self._close())
        # A client that is interrupted here counts as closed to itself, with its connections open.
        await asyncio.shield(self._closing)

    async def _close(self) -> None:
        await asyncio.gather(*(client.close() for client in self._clients.values()), return_exceptions=True)
