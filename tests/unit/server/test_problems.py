"""Every error that is raised on purpose becomes an answer that says what happened and what to do next."""

from __future__ import annotations

from collections.abc import Iterator

import httpx
import pytest
from fastapi import FastAPI

import nodepilot.server.app  # noqa: F401 - with it every error that the server can raise is there
from nodepilot.errors import NodePilotError, ServiceError
from nodepilot.server.problems import MEDIA_TYPE, install_problem_handlers
from tests.conventions.source_files import ROOT

API = (ROOT / "docs" / "http-api.md").read_text(encoding="utf-8")

ELSEWHERE = {
    "INVALID_SETTING",
    "INVALID_MODELS",
    "NO_SUCH_ACCOUNT",
    "WRONG_SECRET_KEY",
    "INVALID_PLAN",
    "NO_N8N",
    "PORT_BUSY",
    "PLAYER_FAILED",
}
"""Codes that operators and models get to see, at the command line and in logs."""

BASES = {"BAD_INPUT", "BAD_TEXT", "ERROR", "SERVICE_UNAVAILABLE"}
"""Codes of classes whose raised instances have one of their own."""


def kinds(base: type[NodePilotError] = NodePilotError) -> Iterator[type[NodePilotError]]:
    """Without those of the command line, which other tests may have loaded."""
    for each in base.__subclasses__():
        if not each.__module__.startswith("nodepilot.cli"):
            yield each
            yield from kinds(each)


@pytest.mark.parametrize("kind", [*kinds()], ids=lambda kind: kind.__name__)
async def test_no_error_is_a_mistake_of_ours(kind: type[NodePilotError]) -> None:
    """It is made without its own constructor, so that nothing but its kind decides."""
    error = kind.__new__(kind)
    NodePilotError.__init__(error, "What happened.")
    app = FastAPI()
    install_problem_handlers(app)

    class NothingForSale:
        enabled = False

    class Services:
        billing = NothingForSale()

    app.state.services = Services()

    @app.get("/")
    async def fail() -> None:
        raise error

    transport = httpx.ASGITransport(app, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://test") as client:
        answer = await client.get("/")
    assert answer.headers["content-type"] == MEDIA_TYPE
    assert answer.json()["detail"] == "What happened."
    assert answer.json()["next_step"]
    if issubclass(kind, ServiceError):
        assert (answer.status_code, answer.headers["retry-after"]) == (503, "2")
    else:
        assert 400 <= answer.status_code < 500


def test_every_code_is_documented() -> None:
    codes = {kind.code for kind in kinds()} - ELSEWHERE - BASES
    assert sorted(code for code in codes if f"`{code}`" not in API) == []
