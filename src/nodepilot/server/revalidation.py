"""ETags on reads: whoever has the newest state already gets 304 and no body."""

from __future__ import annotations

import hashlib

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

LARGEST = 5_000_000
"""Bytes up to which an answer is held back to be hashed."""

NEVER = frozenset({"/api/health"})
"""What is true only at the moment."""


class Revalidation:
    """ASGI middleware. A browser keeps an answer for itself alone, and asks each time whether it still holds."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        reads = scope["type"] == "http" and scope["method"] == "GET"
        if not reads or not scope["path"].startswith("/api/") or scope["path"] in NEVER:
            await self._app(scope, receive, send)
            return
        await self._app(scope, receive, _Answer(Headers(scope=scope).get("if-none-match", ""), send))


class _Answer:
    """Holds a JSON answer back until it is whole; lets everything else through, streams above all."""

    def __init__(self, known: str, send: Send) -> None:
        self._known = {tag.strip().removeprefix("W/") for tag in known.split(",")}
        self._send = send
        self._start: Message | None = None
        self._parts: list[bytes] = []
        self._size = 0

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start" and _is_json(message):
            self._start = message
        elif message["type"] == "http.response.body" and self._start is not None:
            self._parts.append(message.get("body", b""))
            self._size += len(self._parts[-1])
            if self._size > LARGEST:
                await self._let_go(self._start, more=bool(message.get("more_body")))
            elif not message.get("more_body"):
                await self._finish(self._start)
        else:
            await self._send(message)

    async def _let_go(self, start: Message, *, more: bool) -> None:
        """Too large to be worth it."""
        self._start = None
        await self._send(start)
        await self._send({"type": "http.response.body", "body": b"".join(self._parts), "more_body": more})

    async def _finish(self, start: Message) -> None:
        body = b"".join(self._parts)
        tag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
        headers = MutableHeaders(scope=start)
        headers["etag"] = f"W/{tag}"
        headers["cache-control"] = "private, no-cache"
        headers["vary"] = "Cookie, Authorization, Accept, Accept-Language"
        if tag in self._known:
            start["status"], body = 304, b""
            for name in ("content-length", "content-type"):
                del headers[name]
        await self._send(start)
        await self._send({"type": "http.response.body", "body": body})


def _is_json(start: Message) -> bool:
    content_type = Headers(raw=start["headers"]).get("content-type", "")
    return start["status"] == 200 and content_type.startswith("application/json")
