"""Hosted models as this server has them: its own keys, people's own keys, and what is known of the providers."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from uuid import UUID

from nodepilot.accounts.model_keys import ModelKeys, Provider, SealedKey
from nodepilot.ai.access import Access, models_for
from nodepilot.ai.meaning import Embedder, OpenAIEmbedder
from nodepilot.ai.model_facts import ModelTable, load_models
from nodepilot.ai.ports import Task
from nodepilot.ai.router import Providers, Router
from nodepilot.settings import Settings


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
        self._addresses: Mapping[Provider, str | None] = {
            "openai": settings.openai_base_url,
            "anthropic": settings.anthropic_base_url,
        }
        self._accesses = server_accesses(settings)
        self._models = models_for(self._table, self._accesses)
        self._lent: set[Router] = set()

    @property
    def table(self) -> ModelTable:
        """Models, prices and routes."""
        return self._table

    @property
    def has_models(self) -> bool:
        """Whether the server has keys of its own."""
        return bool(self._models)

    def embedder(self) -> Embedder | None:
        """With the server's own key for OpenAI, if there is one."""
        access = self._accesses.get("openai")
        return OpenAIEmbedder(self._table.embeddings, access) if access and self._table.embeddings else None

    def router_for(self, user_id: UUID, table: ModelTable, sealed: Sequence[SealedKey]) -> Router | None:
        """With the person's own keys before the server's; None when there is neither. `table` has the routes."""
        own_keys = self._model_keys.open(user_id, sealed)
        accesses: dict[str, Access] = {
            provider: Access((key,), self._addresses[provider], str(user_id))
            for provider, key in own_keys.items()
        }
        own = models_for(self._table, accesses)
        models = self._models | own
        if not models:
            return None
        router = Router(table, models, self._providers, str(user_id), owned=tuple(own.values()))
        if own:
            self._lent = {one for one in self._lent if not one.is_closed} | {router}
        return router

    async def see_for(self, user_id: UUID) -> bool:
        """Whether the person can have pictures looked at: there is a key for a model that sees."""
        own = {key.provider for key in await self._model_keys.list(user_id)}
        route = self._table.route(Task.REQUEST, 0)
        return any(facts.sees and facts.provider in self._accesses.keys() | own for facts in route)

    async def close(self) -> None:
        """Whoever was given a router closes it; those that were interrupted before are closed here."""
        lent = (router.close() for router in self._lent)
        await asyncio.gather(*lent, *(model.close() for model in self._models.values()))
