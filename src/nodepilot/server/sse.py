"""Server-sent events: the format, and a stream that stays alive through proxies and ends with the server."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import suppress

from starlette.responses import StreamingResponse

from nodepilot.storage.stream_event import StreamEvent

KEEP_ALIVE = 15.0
"""Seconds without an event after which a comment is sent."""

COMMENT = b": still here\n\n"


def encode(event: StreamEvent) -> bytes:
    """One frame. The data is JSON without line breaks, so it is one `data:` line."""
    return f"id: {event.sequence}\nevent: {event.type}\ndata: {event.data}\n\n".encode()


class EventStream(StreamingResponse):
    """Sends `events` as they come. When the client goes, only the stream ends."""

    def __init__(self, events: AsyncIterator[StreamEvent], headers: dict[str, str] | None = None) -> None:
        super().__init__(
            _frames(events),
            media_type="text/event-stream",
            # `X-Accel-Buffering` keeps nginx from holding events back.
            headers={"Cache-Control": "no-store", "X-Accel-Buffering": "no", **(headers or {})},
        )


async def _frames(events: AsyncIterator[StreamEvent]) -> AsyncIterator[bytes]:
    waiting: asyncio.Task[StreamEvent] | None = None
    try:
        while True:
            waiting = waiting or asyncio.ensure_future(_next(events))
            done, _ = await asyncio.wait({waiting}, timeout=KEEP_ALIVE)
            if not done:
                yield COMMENT
                continue
            try:
                event = waiting.result()
            except StopAsyncIteration:
                return
            waiting = None
            yield encode(event)
    finally:
        if waiting is not None:
            waiting.cancel()
            with suppress(asyncio.CancelledError, StopAsyncIteration):
                await waiting


async def _next(events: AsyncIterator[StreamEvent]) -> StreamEvent:
    return await anext(events)
