"""Hosted models as this server has them: its own keys, people's own keys, and what is known of the providers."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator
from uuid import UUID

from nodepilot.accounts.model_keys import ModelKeys
from nodepilot.ai.access import Access, models_for
from nodepilot.ai.model_facts import load_models
from nodepilot.ai.router import Providers, Router
from nodepilot.application.answering import Turn
from nodepilot.application.prompts import Prompts
from nodepilot.conversations import repository as conversations
from nodepilot.pipeline.context import LONGEST_RECENT, MOST_RECENT, Context, Said
from nodepilot.pipeline.events import Event
from nodepilot.settings import Settings
from nodepilot.storage.database import Database
from nodepilot.storage.vault import WrongSecretKey

log = logging.getLogger(__name__)


def server_accesses(settings: Settings) -> dict[str, Access]:
    """The server's own keys, by provider."""
    found = {
        "openai": Access(settings.openai_keys, settings.openai_base_url),
        "anthropic": Access(settings.anthropic_keys, settings.anthropic_base_url),
    }
    return {provider: access for provider, access in found.items() if access.keys}


class HostedModels:
    """Raises `InvalidModels` when the operator's file of models cannot be used."""

    def __init__(self, settings: Settings, model_keys: ModelKeys) -> None:
        self._table = load_models(settings.models_file)
        self._model_keys = model_keys
        self._providers = Providers()
        self._addresses = {"openai": settings.openai_base_url, "anthropic": settings.anthropic_base_url}
        self._accesses = server_accesses(settings)
        self._models = models_for(self._table, self._accesses)

    async def router_for(self, user_id: UUID) -> Router | None:
        """With the person's own keys before the server's; None when there is neither."""
        own = await self._own(user_id)
        models = models_for(self._table, self._accesses | own) if own else self._models
        return Router(self._table, models, self._providers, str(user_id)) if models else None

    async def close(self) -> None:
        for model in self._models.values():
            await model.close()

    async def _own(self, user_id: UUID) -> dict[str, Access]:
        found: dict[str, Access] = {}
        for known in await self._model_keys.list(user_id):
            try:
                key = await self._model_keys.open(user_id, known.provider)
            except WrongSecretKey:
                log.warning("A model key of %s was sealed with another secret key.", user_id)
                continue
            if key is not None:
                found[known.provider] = Access((key,), self._addresses[known.provider], str(user_id))
        return found


class PipelineEngine:
    """The pipeline with what this server and the person have: hosted models, or the built-in engine alone.

    The built-in engine computes all the time that it works, so it works for one request after the other.
    """

    def __init__(
        self, hosted: HostedModels, prompts: Prompts, database: Database, engine_is_free: asyncio.Semaphore
    ) -> None:
        self._hosted = hosted
        self._prompts = prompts
        self._database = database
        self._engine_is_free = engine_is_free

    async def __call__(self, turn: Turn) -> AsyncIterator[Event]:
        router = await self._hosted.router_for(turn.user_id)
        if router is None:
            from nodepilot.pipeline.stream import run

            context = Context(columns=turn.columns)
            async with self._engine_is_free:
                async for event in run(turn.request, turn.n8n_version, turn.opened, context):
                    yield event
            return
        from nodepilot.pipeline.hybrid import run_hybrid

        context = await self._context(turn)
        try:
            async for event in run_hybrid(
                turn.request, turn.n8n_version, turn.opened, router, context, self._prompts.book
            ):
                yield event
        finally:
            await router.close()

    async def _context(self, turn: Turn) -> Context:
        """What was said before."""
        async with self._database.as_user(turn.user_id) as transaction:
            said = await conversations.list_said(
                transaction, turn.conversation_id, turn.user_message_id, MOST_RECENT, LONGEST_RECENT
            )
        recent = tuple(Said(by_person=row.role == "user", text=row.content) for row in said)
        return Context(recent, columns=turn.columns)
