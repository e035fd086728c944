"""What stands before every route: request id, Host and Origin, body size, security headers."""

from __future__ import annotations

import logging
import secrets
import time
from collections.abc import Mapping

from fastapi import HTTPException
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from nodepilot.sentences import later, say, speak
from nodepilot.server.accepted_language import wanted_language
from nodepilot.server.addresses import OwnAddresses
from nodepilot.server.problems import MEDIA_TYPE, body_too_large, largest_body, problem_body

log = logging.getLogger("nodepilot.server.requests")

SESSION_COOKIE = "nodepilot_session"
OWN_HEADER = "x-nodepilot"
MOST_DRAINED = 20_000_000
"""Bytes of a refused body that are read before the connection is closed."""

EXTRA_HEADERS = "nodepilot.headers"
"""Key in the scope under which a route puts headers for whatever answer comes."""

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})

SECURITY_HEADERS: Mapping[str, str] = {
    "content-security-policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
        "connect-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; "
        # The page makes no HTML out of text, and no library in it may.
        "require-trusted-types-for 'script'; trusted-types 'none'"
    ),
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    # The printed address carries a token.
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}


class Refusal(Exception):
    """The request goes no further."""

    def __init__(self, status: int, code: str, detail: str, next_step: str) -> None:
        super().__init__(detail)
        self.status = status
        self.code = code
        self.detail = detail
        self.next_step = next_step


class Guard:
    """ASGI middleware around the whole app."""

    def __init__(self, app: ASGIApp, addresses: OwnAddresses) -> None:
        self._app = app
        self._addresses = addresses
        self._headers = dict(SECURITY_HEADERS)
        if addresses.is_secure:
            self._headers["strict-transport-security"] = "max-age=31536000"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        request_id = secrets.token_hex(8)
        scope["nodepilot.request_id"] = request_id
        sending = self._with_headers(send, scope, request_id)
        headers = Headers(scope=scope)
        speak(wanted_language(headers.get("accept-language", "")))
        try:
            self._check_host(headers)
            self._check_origin(scope, headers)
            self._check_length(scope, headers)
        except Refusal as refusal:
            await _drain(receive)
            await _refuse(refusal, request_id, sending)
            return
        await self._answer(scope, _Bounded(receive, largest_body(scope["path"])), sending, request_id)

    async def _answer(self, scope: Scope, receive: Receive, send: Send, request_id: str) -> None:
        """What nobody expected is logged and told without detail."""
        begun = False

        async def noting(message: Message) -> None:
            nonlocal begun
            begun = True
            await send(message)

        try:
            await self._app(scope, receive, noting)
        except Exception:
            log.exception("%s %s failed (request %s)", scope["method"], scope["path"], request_id)
            if begun:
                raise
            await _refuse(UNEXPECTED, request_id, send)

    def _check_host(self, headers: Headers) -> None:
        if headers.get("host", "").lower() not in self._addresses.hosts:
            raise Refusal(
                421,
                "HOST_NOT_ALLOWED",
                say("This server does not answer under this name."),
                say(
                    "Use {hosts}, or set NODEPILOT_PUBLIC_URL.",
                    hosts=", ".join(sorted(self._addresses.hosts)) or say("its public address"),
                ),
            )

    def _check_origin(self, scope: Scope, headers: Headers) -> None:
        """Other sites' pages get nothing, and a cookie alone changes nothing."""
        origin = headers.get("origin")
        is_api = scope["path"].startswith("/api/")
        foreign = origin is not None and origin.lower() not in self._addresses.origins
        if foreign or (is_api and headers.get("sec-fetch-site", "none") not in {"same-origin", "none"}):
            raise Refusal(
                403,
                "ORIGIN_NOT_ALLOWED",
                say("Requests from other sites are refused."),
                say("Call the API from a program, or from the server's own page."),
            )
        with_cookie = SESSION_COOKIE in headers.get("cookie", "") and "authorization" not in headers
        proven = origin is not None and headers.get(OWN_HEADER) == "1"
        if scope["method"] not in SAFE_METHODS and with_cookie and not proven:
            raise Refusal(
                403,
                "CSRF",
                say("A change that is signed in by a cookie needs proof that it comes from our own page."),
                say("Send the headers `X-NodePilot: 1` and `Origin` with it."),
            )

    @staticmethod
    def _check_length(scope: Scope, headers: Headers) -> None:
        length = headers.get("content-length", "0")
        if not length.isdecimal() or len(length) > 12 or int(length) > largest_body(scope["path"]):
            raise Refusal(413, *body_too_large(scope["path"]))

    def _with_headers(self, send: Send, scope: Scope, request_id: str) -> Send:
        started = time.perf_counter()

        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in self._headers.items():
                    headers.setdefault(name, value)
                headers["x-request-id"] = request_id
                for name, value in scope.get(EXTRA_HEADERS, {}).items():
                    headers[name] = value
                headers.setdefault("cache-control", "no-store")
                log.debug(
                    "%s %s %s %.1f ms",
                    scope["method"],
                    scope["path"],
                    message["status"],
                    (time.perf_counter() - started) * 1000,
                )
            await send(message)

        return sending


class _Bounded:
    """Counts a body that does not say how long it is."""

    def __init__(self, receive: Receive, most: int) -> None:
        self._receive = receive
        self._left = most

    async def __call__(self) -> Message:
        message = await self._receive()
        if message["type"] == "http.request":
            self._left -= len(message.get("body", b""))
            if self._left < 0:
                if message.get("more_body"):
                    await _drain(self._receive)
                raise HTTPException(413)
        return message


UNEXPECTED = Refusal(
    500,
    "INTERNAL_ERROR",
    later("This is a mistake in NodePilot itself."),
    later("Please report it with the request id."),
)


async def _drain(receive: Receive) -> None:
    """Reads on and forgets: an answer to somebody who is still sending can get lost on the way."""
    left = MOST_DRAINED
    while left > 0:
        message = await receive()
        left -= len(message.get("body", b""))
        if message["type"] != "http.request" or not message.get("more_body"):
            return


async def _refuse(refusal: Refusal, request_id: str, send: Send) -> None:
    body = problem_body(
        refusal.status,
        refusal.code,
        say(refusal.detail),
        next_step=say(refusal.next_step),
        request_id=request_id,
    )
    headers = [
        (b"content-type", MEDIA_TYPE.encode()),
        (b"content-length", str(len(body)).encode()),
        # What is left of the body is not read.
        (b"connection", b"close"),
    ]
    await send({"type": "http.response.start", "status": refusal.status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
