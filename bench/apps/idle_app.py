"""The real server with engines that do nothing: what everything around them costs."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI

from nodepilot.application.answering import Turn
from nodepilot.application.fast_generation import FastGeneration
from nodepilot.pipeline.events import Done, Event, TextDelta
from nodepilot.pipeline.result import Result
from nodepilot.server.app import create_app


async def say_nothing(_turn: Turn) -> AsyncIterator[Event]:
    """An answer without a thought."""
    yield TextDelta("Nothing.")
    yield Done("answer", "nobody", 0.0, 1.0)


def make_nothing(_request: str, _n8n_version: str | None) -> Result:
    """A result without a thought."""
    return Result("answer", "Nothing.", 1.0)


def create_idle_app() -> FastAPI:
    """For `nodepilot.server.run`, in place of `create_app`."""
    app = create_app(engine=say_nothing)
    whole = app.router.lifespan_context

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        async with whole(app):
            services = app.state.services
            services.fast_generation = FastGeneration(services.database, asyncio.Semaphore(1), make_nothing)
            yield

    app.router.lifespan_context = lifespan
    return app
