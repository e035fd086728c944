"""Which model answers: the first of the route that can, each tried again where that may help."""

from __future__ import annotations

import asyncio
import logging
import math
import random
import time
from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from nodepilot.ai.breaker import Breaker
from nodepilot.ai.budget import Budget
from nodepilot.ai.fair_queue import FairQueue
from nodepilot.ai.model_facts import ModelFacts, ModelTable
from nodepilot.ai.ports import (
    ILL,
    OF_ONE_KEY,
    PASSING,
    Ask,
    Kind,
    Listener,
    Model,
    ModelFailure,
    Nobody,
    Reply,
)
from nodepilot.ai.sdk_errors import LONGEST_PAUSE
from nodepilot.ai.storable import storable_reply, storable_text
from nodepilot.sentences import say

log = logging.getLogger(__name__)

TRIES = 2
"""With one model; where it has more keys than that, each of them may be tried."""
FIRST_PAUSE = 0.5
"""Seconds before the second try, unless the provider names a time."""

Check = Callable[[Reply], None]
"""Raises `ModelFailure` for an answer that nobody can use."""


class NoModelAnswered(Exception):
    """All of the route failed; `failures` are model names and reasons, in order."""

    def __init__(self, failures: tuple[tuple[str, Kind], ...]) -> None:
        super().__init__(
            ", ".join(f"{name}: {say(kind.value)}" for name, kind in failures) or say("no model")
        )
        self.failures = failures


@dataclass(frozen=True, slots=True)
class Answered:
    reply: Reply
    model: str


class Providers:
    """What is known of the providers on this server, shared by all answers."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._breakers: dict[str, Breaker] = {}
        self._queues: dict[str, FairQueue] = {}

    def breaker(self, account: str) -> Breaker:
        """Of a provider and whose keys: somebody's own wrong key is nobody else's trouble."""
        return self._breakers.setdefault(account, Breaker(self._clock))

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
        owned: Sequence[Model] = (),
    ) -> None:
        """`owned` are those models that are this router's alone: it closes them."""
        self.table = table
        self._models = models
        self._providers = providers
        self._person = person
        self._sleep = sleep
        self._owned = owned
        self.is_closed = False

    async def close(self) -> None:
        """Ends the connections of models that are this router's alone."""
        await asyncio.gather(*(model.close() for model in self._owned))
        self.is_closed = True

    def first(self, ask: Ask, complexity: int = 0, passed_over: str = "") -> str:
        """The model that would be asked first; "" when there is none for the task."""
        return next((facts.name for facts, _ in self._route(ask, complexity, passed_over)), "")

    async def ask(
        self,
        ask: Ask,
        budget: Budget,
        complexity: int = 0,
        *,
        passed_over: str = "",
        check: Check | None = None,
        listener: Listener | None = None,
    ) -> Answered:
        """A text comes piece by piece to the listener, too. `passed_over` is a provider that is not asked.

        Raises `NoModelAnswered`.
        """
        failures: list[tuple[str, Kind]] = []
        route = list(self._route(ask, complexity, passed_over))
        ends = time.monotonic() + self.table.seconds.get(ask.task, math.inf)
        for number, (facts, model) in enumerate(route, start=1):
            # One that hangs leaves the others their share of the time.
            left = min(budget.seconds_left, ends - time.monotonic())
            share = time.monotonic() + left / (len(route) - number + 1)
            attempt = _Attempt(ask, model, facts, budget, check, listener or Nobody(), share)
            try:
                return Answered(await self._try(attempt), facts.name)
            except ModelFailure as failure:
                log.warning("%s of %s: %s", facts.name, facts.provider, failure.kind.value)
                failures.append((facts.name, failure.kind))
        raise NoModelAnswered(tuple(failures))

    def _route(self, ask: Ask, complexity: int, passed_over: str) -> Iterator[tuple[ModelFacts, Model]]:
        """The models that can be asked, in order: there is a key for them, and they see if there is something to see."""
        for facts in self.table.route(ask.task, complexity):
            model = self._models.get(facts.name)
            if facts.provider == passed_over:
                continue
            if model is not None and (facts.sees or not ask.pictures):
                yield facts, model

    async def _try(self, attempt: _Attempt) -> Reply:
        model, budget, listener = attempt.model, attempt.budget, attempt.listener
        breaker = self._providers.breaker(f"{model.provider}:{model.account}")
        queue = self._providers.queue(model.provider)
        for number in range(max(TRIES, model.keys)):
            budget.check(attempt.ask, attempt.facts)
            async with queue.turn(
                self._person,
                lambda place: listener.waiting(model.provider, place),
                attempt.seconds_left,
            ):
                if not breaker.lets_through():
                    raise ModelFailure(Kind.OVERLOADED)
                try:
                    reply = await attempt.make()
                except ModelFailure as failure:
                    breaker.failed() if failure.kind in ILL else breaker.succeeded()
                    pause = _pause(failure, number, model.keys)
                    if pause is None or pause > attempt.seconds_left:
                        raise
                except BaseException:
                    breaker.given_up()
                    raise
                else:
                    breaker.succeeded()
                    return reply
            await self._sleep(pause)
        raise AssertionError("the last try returns or raises")


class _Attempt:
    """One question to one model; `ends` is when its share of the time is over, as `time.monotonic` has it."""

    def __init__(
        self,
        ask: Ask,
        model: Model,
        facts: ModelFacts,
        budget: Budget,
        check: Check | None,
        listener: Listener,
        ends: float,
    ) -> None:
        self._ends = ends
        self.ask = ask
        self.model = model
        self.facts = facts
        self.budget = budget
        self.listener = listener
        self._check = check

    @property
    def seconds_left(self) -> float:
        """For this model, all tries together."""
        return self._ends - time.monotonic()

    async def make(self) -> Reply:
        """Raises `ModelFailure`, with everything booked and nothing left of what was told."""
        told = False

        def tell(piece: str) -> None:
            nonlocal told
            told = True
            self.listener.told(storable_text(piece))

        started = time.monotonic()
        seconds = self.seconds_left
        try:
            try:
                async with asyncio.timeout(seconds):
                    reply = await self.model.ask(self.ask, seconds, None if self.ask.tools else tell)
            except TimeoutError as error:
                raise ModelFailure(Kind.TIMEOUT) from error
            reply = storable_reply(reply)
            if self._check is not None:
                self._checked(reply)
        except ModelFailure as failure:
            self.budget.spend_on_failure(self.ask, self.facts, failure, _since(started))
            if told:
                self.listener.withdrawn()
            raise
        self.budget.spend(self.ask, self.facts, reply.usage, _since(started))
        return reply

    def _checked(self, reply: Reply) -> None:
        assert self._check is not None  # noqa: S101 - the caller has looked
        try:
            self._check(reply)
        except ModelFailure as failure:
            raise ModelFailure(failure.kind, usage=reply.usage) from failure


def _pause(failure: ModelFailure, attempt: int, keys: int) -> float | None:
    """Seconds until the next try; None when none helps."""
    if attempt + 1 < keys and failure.kind in OF_ONE_KEY:
        return 0.0
    if attempt + 1 >= TRIES or failure.kind not in PASSING:
        return None
    if failure.retry_after is not None:
        return failure.retry_after if failure.retry_after <= LONGEST_PAUSE else None
    # Not all at the same moment.
    return float(FIRST_PAUSE * 2**attempt * random.uniform(0.5, 1.5))  # noqa: S311 - no secret


def _since(started: float) -> float:
    return (time.monotonic() - started) * 1000
