"""The SDKs' clients of one access: made when they are needed, all closed by whoever owns them."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from itertools import cycle
from typing import Any

from nodepilot.ai.access import Access
from nodepilot.ai.ports import Kind, ModelFailure


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
