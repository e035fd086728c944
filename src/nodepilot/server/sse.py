"""Server-sent events: the format, and a stream that stays alive through proxies and ends with the server."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

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
            _end(waiting)


_ending: set[asyncio.Task[StreamEvent]] = set()


def _end(waiting: asyncio.Task[StreamEvent]) -> None:
    """Cancels it once, and lets it tidy up by itself. Whoever ends a stream cancels it again and again until it is over: what
    it waits for would be broken off in its tidying up, and leave a connection to the database that has to be closed."""
    waiting.cancel()
    _ending.add(waiting)
    waiting.add_done_callback(_ended)


def _ended(waiting: asyncio.Task[StreamEvent]) -> None:
    _ending.discard(waiting)
    if not waiting.cancelled():
        # Nobody is there any more to hear of it.
        waiting.exception()


async def _next(events: AsyncIterator[StreamEvent]) -> StreamEvent:
    return await anext(events)
