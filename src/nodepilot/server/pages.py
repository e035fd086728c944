"""The web page's files, and pages of our own where it cannot answer.

Files with a hash in their name (`assets/`) may be kept for ever; everything else is asked for again.
"""

from __future__ import annotations

import html
from pathlib import Path

from fastapi import APIRouter, Request
from fastapi.responses import FileResponse, HTMLResponse, RedirectResponse, Response
from starlette.exceptions import HTTPException
from starlette.types import Receive, Scope, Send

from nodepilot.accounts.one_time import OWNER_SIGN_IN
from nodepilot.sentences import language_now, say
from nodepilot.server.dependencies import TheServices, find_identity
from nodepilot.server.session_cookie import start_session

STATIC = Path(__file__).parent / "static"

FOR_EVER = "public, max-age=31536000, immutable"
ASK_AGAIN = "no-cache"

FORWARDED = ("forwarded", "x-forwarded-for", "x-forwarded-host", "x-forwarded-proto", "x-real-ip", "via")
LOOPBACK = frozenset({"127.0.0.1", "::1"})

router = APIRouter(include_in_schema=False)


@router.get("/")
async def page(request: Request, services: TheServices, token: str | None = None) -> Response:
    """The web page; with a token, the local owner's sign-in."""
    if token is None:
        return _web_page()
    if await find_identity(request) is not None:
        return RedirectResponse("/", 303)
    owner = await services.one_time_tokens.redeem(token, OWNER_SIGN_IN) if _is_local(request) else None
    if owner is None:
        return _plain_page(
            401,
            say("This address has been used"),
            say(
                "It signs in once, and for one day. Stop NodePilot (Ctrl-C) and start it again: it "
                "prints a new one."
            ),
        )
    response = RedirectResponse("/", 303)
    await start_session(request, response, services, owner)
    return response


def _is_local(request: Request) -> bool:
    """Straight from this machine: a proxy would make everybody look local."""
    return (
        request.app.state.addresses.on_loopback
        and request.client is not None
        and request.client.host in LOOPBACK
        and not any(name in request.headers for name in FORWARDED)
    )


async def other_paths(scope: Scope, receive: Receive, send: Send) -> None:
    """ASGI app for what no route takes."""
    if scope["type"] != "http" or scope["method"] != "GET":
        raise HTTPException(404)
    await _file(scope["path"].removeprefix("/"))(scope, receive, send)


def _file(path: str) -> Response:
    """A file of the web page, or the page itself for the addresses that it shows views under."""
    if path == "api" or path.startswith("api/"):
        raise HTTPException(404)
    found = _static_file(path)
    if found is not None:
        return FileResponse(
            found, headers={"Cache-Control": FOR_EVER if path.startswith("assets/") else ASK_AGAIN}
        )
    if "." in path.rsplit("/", 1)[-1]:
        raise HTTPException(404)
    return _web_page()


def _static_file(path: str) -> Path | None:
    """Only what lies in the folder: no way leads out of it."""
    try:
        candidate = (STATIC / path).resolve()
        inside = candidate.is_relative_to(STATIC.resolve()) and candidate.is_file()
    except (OSError, ValueError):
        return None
    return candidate if inside and not candidate.name.startswith(".") else None


def _web_page() -> Response:
    index = _static_file("index.html")
    if index is None:
        return _plain_page(
            503,
            say("The web page is not built"),
            say(
                "Run `make setup` in the checkout (it builds the page), then reload. The HTTP API works "
                "meanwhile."
            ),
        )
    return FileResponse(index, headers={"Cache-Control": ASK_AGAIN})


def _plain_page(status: int, title: str, text: str) -> Response:
    """Without style or script: it needs nothing that might be missing."""
    body = (
        f'<!doctype html><html lang="{language_now()}"><head><meta charset="utf-8">'
        f"<title>{html.escape(title)} - NodePilot</title></head>"
        f"<body><h1>{html.escape(title)}</h1><p>{html.escape(text)}</p></body></html>"
    )
    return HTMLResponse(body, status, headers={"Cache-Control": "no-store"})
