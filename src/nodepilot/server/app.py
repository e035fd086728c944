"""Puts the app together."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI

from nodepilot import __version__
from nodepilot.application.services import Services
from nodepilot.application.turn import Engine
from nodepilot.server import pages
from nodepilot.server.addresses import own_addresses
from nodepilot.server.described import DescribedApp
from nodepilot.server.guard import Guard
from nodepilot.server.head_answers import HeadAnswers
from nodepilot.server.problems import install_problem_handlers
from nodepilot.server.revalidation import Revalidation
from nodepilot.server.routes import (
    admin,
    admin_models,
    admin_prompts,
    auth,
    billing,
    chat,
    conversations,
    editing,
    events,
    files,
    generations,
    health,
    memories,
    messages,
    reference,
    sharing,
    users,
    webhooks,
    workflow,
    workflows,
)
from nodepilot.server.routes import credits as credit_routes
from nodepilot.server.schemas import Problem
from nodepilot.server.signals import GoodbyeSignals
from nodepilot.settings import Settings, load_settings
from nodepilot.storage.source import DatabaseSource

ROUTERS = (
    health.router,
    auth.router,
    sharing.router,
    users.router,
    chat.router,
    generations.router,
    conversations.router,
    files.router,
    messages.router,
    credit_routes.router,
    events.router,
    workflow.router,
    workflows.router,
    editing.router,
    reference.router,
    admin.router,
    admin_prompts.router,
    admin_models.router,
    memories.router,
    billing.router,
    webhooks.router,
    pages.router,
)


LONGEST_TURN = 0.0005
"""Seconds that a thread which computes keeps the interpreter: the event loop waits so long at each of its steps."""


def create_app(settings: Settings | None = None, engine: Engine | None = None) -> FastAPI:
    """The app; started, it holds the database and its services.

    Without settings they are read from the environment, which is how worker processes get theirs.
    """
    chosen = settings or load_settings()

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        sys.setswitchinterval(LONGEST_TURN)
        source = DatabaseSource(chosen)
        await asyncio.to_thread(source.__enter__)
        try:
            services = Services(chosen, source, engine)
            await services.open()
            app.state.services = services
            goodbyes = GoodbyeSignals(services.say_goodbye)
            try:
                yield
            finally:
                goodbyes.forget()
                await services.close()
        finally:
            await asyncio.to_thread(source.__exit__, None, None, None)

    app = DescribedApp(
        title="NodePilot",
        version=__version__,
        description="Plain language in, n8n workflows out.",
        lifespan=lifespan,
        openapi_url="/api/openapi.json",
        # Both load scripts from elsewhere.
        docs_url=None,
        redoc_url=None,
        # An address is there or it is not: a redirect would name the scheme and host that a proxy asked for.
        redirect_slashes=False,
        responses={"4XX": {"model": Problem}, 422: {"model": Problem}, 503: {"model": Problem}},
    )
    app.state.settings = chosen
    app.state.addresses = own_addresses(chosen)
    app.add_middleware(Revalidation)
    app.add_middleware(Guard, addresses=app.state.addresses)
    app.add_middleware(HeadAnswers)
    install_problem_handlers(app)
    for router in ROUTERS:
        app.include_router(router)
    app.router.default = pages.other_paths
    return app
