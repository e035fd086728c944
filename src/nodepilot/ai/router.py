"""Which model answers: the first of the route that can, each tried again where that may help."""

from __future__ import annotations

import asyncio
import logging
import random
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass

from nodepilot.ai.breaker import Breaker
from nodepilot.ai.budget import Budget
from nodepilot.ai.fair_queue import FairQueue
from nodepilot.ai.model_facts import ModelFacts, ModelTable
from nodepilot.ai.ports import ILL, PASSING, Ask, Kind, Model, ModelFailure, Reply
from nodepilot.ai.sdk_errors import LONGEST_PAUSE

log = logging.getLogger(__name__)

TRIES = 2
"""With one model."""
FIRST_PAUSE = 0.5
"""Seconds before the second try, unless the provider names a time."""


class NoModelAnswered(Exception):
    """All of the route failed; `failures` are model names and reasons, in order."""

    def __init__(self, failures: tuple[tuple[str, Kind], ...]) -> None:
        super().__init__(", ".join(f"{name}: {kind.value}" for name, kind in failures) or "no model")
        self.failures = failures


@dataclass(frozen=True, slots=True)
class Answered:
    reply: Reply
    model: str


class Providers:
    """What is known of the providers on this server, shared by all answers."""

    def __init__(self) -> None:
        self._breakers: dict[str, Breaker] = {}
        self._queues: dict[str, FairQueue] = {}

    def breaker(self, account: str) -> Breaker:
        """Of a provider and whose keys: somebody's own wrong key is nobody else's trouble."""
        return self._breakers.setdefault(account, Breaker())

    def queue(self, provider: str) -> FairQueue:
        return self._queues.setdefault(provider, FairQueue())


class Router:
    """For one answer of one person. `models` are by name, those only that there is a key for."""

    def __init__(
        self,
        table: ModelTable,
        models: Mapping[str, Model],
        providers: Providers,
        person: str,
        *,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
        closes: bool = False,
    ) -> None:
        """`closes`: all models are this router's alone."""
        self.table = table
        self._models = models
        self._providers = providers
        self._person = person
        self._sleep = sleep
        self._closes = closes

    async def close(self) -> None:
        """Ends the connections of models that are this router's alone: those with a person's own keys."""
        for model in self._models.values():
            if self._closes or model.account == self._person:
                await model.close()

    async def ask(self, ask: Ask, budget: Budget, complexity: int = 0) -> Answered:
        """Raises `NoModelAnswered`."""
        failures: list[tuple[str, Kind]] = []
        for facts in self.table.route(ask.task, complexity):
            model = self._models.get(facts.name)
            if model is None:
                continue
            try:
                return Answered(await self._try(ask, model, facts, budget), facts.name)
            except ModelFailure as failure:
                log.warning("%s of %s: %s", facts.name, facts.provider, failure.kind.value)
                failures.append((facts.name, failure.kind))
        raise NoModelAnswered(tuple(failures))

    async def _try(self, ask: Ask, model: Model, facts: ModelFacts, budget: Budget) -> Reply:
        breaker = self._providers.breaker(f"{model.provider}:{model.account}")
        for attempt in range(TRIES):
            budget.check(ask, facts)
            async with self._providers.queue(facts.provider).turn(self._person):
                if not breaker.lets_through():
                    raise ModelFailure(Kind.OVERLOADED)
                try:
                    reply = await self._ask_once(ask, model, budget)
                except ModelFailure as failure:
                    budget.spend_nothing()
                    breaker.failed() if failure.kind in ILL else breaker.succeeded()
                    pause = _pause(failure, attempt)
                    if attempt + 1 == TRIES or pause is None or pause > budget.seconds_left:
                        raise
                except BaseException:
                    # Given up by whoever asked: that says nothing of the provider.
                    breaker.succeeded()
                    raise
                else:
                    breaker.succeeded()
                    budget.spend(reply.usage, facts)
                    return reply
            await self._sleep(pause)
        raise AssertionError("the last try returns or raises")

    async def _ask_once(self, ask: Ask, model: Model, budget: Budget) -> Reply:
        seconds = max(0.1, budget.seconds_left)
        try:
            async with asyncio.timeout(seconds):
                return await model.ask(ask, seconds)
        except TimeoutError as error:
            raise ModelFailure(Kind.TIMEOUT) from error


def _pause(failure: ModelFailure, attempt: int) -> float | None:
    """Seconds until the next try; None when none helps."""
    if failure.kind not in PASSING:
        return None
    if failure.retry_after is not None:
        return failure.retry_after if failure.retry_after <= LONGEST_PAUSE else None
    # Not all at the same moment.
    return float(FIRST_PAUSE * 2**attempt * random.uniform(0.5, 1.5))  # noqa: S311 - no secret
