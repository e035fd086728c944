"""Streams of events end when their reader goes, and what they were doing is tidied up to its end."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Any

from nodepilot.server.sse import EventStream, encode
from nodepilot.storage.stream_event import StreamEvent

HELLO = StreamEvent(1, "hello", "{}")


async def test_what_a_stream_waits_for_tidies_up_though_its_end_is_asked_for_again_and_again() -> None:
    is_waiting, is_tidy = asyncio.Event(), asyncio.Event()

    async def events() -> AsyncIterator[StreamEvent]:
        yield HELLO
        try:
            is_waiting.set()
            await asyncio.Event().wait()
        finally:
            # As a connection to the database does: some turns of the loop.
            for _ in range(5):
                await asyncio.sleep(0.001)
            is_tidy.set()

    sent: list[bytes] = []

    async def send(message: Any) -> None:
        if message["type"] == "http.response.body":
            sent.append(message["body"])

    async def receive() -> dict[str, str]:
        await is_waiting.wait()
        return {"type": "http.disconnect"}

    async with asyncio.timeout(5):
        await EventStream(events())({"type": "http", "asgi": {"spec_version": "2.3"}}, receive, send)
        await is_tidy.wait()
    assert sent == [encode(HELLO)]
