"""HEAD, as monitors and `curl -I` send it: what GET answers, without its body."""

from __future__ import annotations

from starlette.types import ASGIApp, Receive, Scope, Send

STREAMS = "/events"
"""Streams have no end: only GET opens them."""


class HeadAnswers:
    """ASGI middleware. The server below leaves the body away: it goes by its own scope, which still says HEAD."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and scope["method"] == "HEAD" and not _only_get(scope):
            scope = {**scope, "method": "GET"}
        await self._app(scope, receive, send)


def _only_get(scope: Scope) -> bool:
    # What signs in once must not be used up by a look at it.
    signs_in = scope["path"] == "/" and bool(scope["query_string"])
    return signs_in or scope["path"].endswith(STREAMS)
