"""Texts as places among meanings, where a provider gives them: near ones are about the same."""

from __future__ import annotations

import logging
import math
from collections.abc import Sequence
from typing import Protocol

from nodepilot.ai.access import Access
from nodepilot.ai.clients import Clients, openai_client
from nodepilot.ai.model_facts import Embeddings
from nodepilot.ai.sdk import loaded
from nodepilot.ai.sdk_errors import failure_of

log = logging.getLogger(__name__)

PATIENCE = 5.0
"""Seconds."""


class Embedder(Protocol):
    """Gives places; None when it cannot. `model` names what gives them: places of different ones do not compare."""

    @property
    def model(self) -> str: ...

    async def embed(self, texts: Sequence[str]) -> list[list[float]] | None: ...

    async def close(self) -> None: ...


class OpenAIEmbedder:
    """By the official SDK, at OpenAI or whatever speaks as it does."""

    def __init__(self, facts: Embeddings, access: Access) -> None:
        self._facts = facts
        self._clients = Clients(access)

    @property
    def model(self) -> str:
        return f"{self._facts.model}/{self._facts.dimensions}"

    async def embed(self, texts: Sequence[str]) -> list[list[float]] | None:
        openai = await loaded("openai")
        try:
            answer = await self._clients.next(openai_client(openai)).embeddings.create(
                model=self._facts.model,
                input=list(texts),
                dimensions=self._facts.dimensions or openai.omit,
                encoding_format="float",
                timeout=PATIENCE,
            )
        except Exception as error:  # noqa: BLE001 - told as a failure of ours; nothing depends on places
            log.info("No embeddings: %s.", failure_of(error, openai).kind.value)
            return None
        return [list(row.embedding) for row in answer.data]

    async def close(self) -> None:
        await self._clients.close()


def nearness(one: Sequence[float] | None, other: Sequence[float] | None) -> float:
    """The cosine between two places; 0 where one of them is not known."""
    if not one or not other or len(one) != len(other):
        return 0.0
    length = math.hypot(*one) * math.hypot(*other)
    return sum(a * b for a, b in zip(one, other, strict=True)) / length if length else 0.0
