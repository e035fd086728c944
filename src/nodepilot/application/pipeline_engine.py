"""The pipeline as this server runs it: with what it and the person have."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncGenerator, AsyncIterator, Sequence
from contextlib import aclosing
from dataclasses import dataclass

from nodepilot.accounts.model_keys import SealedKey
from nodepilot.ai.answers import Answers
from nodepilot.ai.ports import Task
from nodepilot.ai.prompt import PromptBook
from nodepilot.ai.router import Router
from nodepilot.application.aftermath import Aftermath, Answered, exposure_of, names_of
from nodepilot.application.experiments import Chosen, Experiments
from nodepilot.application.files import pictures_among
from nodepilot.application.hosted_models import HostedModels
from nodepilot.application.memory import ConversationMemory
from nodepilot.application.prompts import Prompts
from nodepilot.application.turn import Turn
from nodepilot.pipeline.builtin import ENGINE
from nodepilot.pipeline.context import Context, Said
from nodepilot.pipeline.drafting import Drafting
from nodepilot.pipeline.events import Event
from nodepilot.pipeline.hybrid import Hybrid
from nodepilot.pipeline.result import Result
from nodepilot.pipeline.seeing import PicturesNotSeen
from nodepilot.pipeline.trial import Trial
from nodepilot.reference.experiments import Exposure
from nodepilot.reference.service import KnowledgeTables
from nodepilot.storage.database import Database
from nodepilot.validation.issue import Severity


@dataclass(frozen=True, slots=True)
class Resources:
    """What answers are made with."""

    database: Database
    hosted: HostedModels
    knowledge: KnowledgeTables
    prompts: Prompts
    answers: Answers
    memory: ConversationMemory
    experiments: Experiments
    aftermath: Aftermath
    trial: Trial | None
    engine_is_free: asyncio.Semaphore
    """The built-in engine computes all the time that it works, so it works for one request after the other."""


class PipelineEngine:
    """Hosted models where there are keys, or the built-in engine alone."""

    def __init__(self, resources: Resources) -> None:
        self._with = resources

    async def __call__(self, turn: Turn) -> AsyncIterator[Event]:
        book = self._with.prompts.book
        chosen = self._with.experiments.choose(turn.user_id, book)
        drafting = self._drafting(turn)
        try:
            async with aclosing(self._answered(turn, book, chosen, drafting)) as answered:
                async for event in answered:
                    yield event
        finally:
            if drafting is not None:
                drafting.give_up()

    async def _answered(
        self, turn: Turn, book: PromptBook, chosen: Chosen | None, drafting: Drafting | None
    ) -> AsyncGenerator[Event, None]:
        if turn.kept is not None:
            await turn.kept.wait()
        own_keys = await turn.own_keys.all() if turn.own_keys is not None else []
        newest_first = await turn.said.all() if turn.said is not None else []
        recent = tuple(Said(by_person=row.role == "user", text=row.content) for row in newest_first[::-1])
        pictures = await pictures_among(self._with.database, turn.user_id, turn.files)
        router = self._router(turn, chosen, own_keys)
        if router is None and pictures:
            raise PicturesNotSeen
        if router is None:
            from nodepilot.pipeline.stream import run

            context = Context(columns=turn.columns)
            async with self._with.engine_is_free:
                async for event in run(turn.request, turn.n8n_version, turn.opened, context):
                    yield event
            return
        is_followed, started = False, time.perf_counter()
        try:
            memory = (
                await self._with.memory.recall(turn.user_id, turn.conversation_id, turn.message)
                if recent
                else ()
            )
            context = Context(recent, memory, turn.columns, pictures, self._with.knowledge.held.house)
            book = chosen.book if chosen else book
            hybrid = Hybrid(
                turn.request,
                turn.n8n_version,
                turn.opened,
                router,
                context,
                book,
                self._with.answers,
                self._with.trial,
                drafting,
            )
            async for event in hybrid.events():
                if event.type == "done" and hybrid.calls:
                    milliseconds = (time.perf_counter() - started) * 1000
                    self._with.aftermath.follow(
                        Answered(
                            turn,
                            router,
                            book,
                            hybrid.budget,
                            is_first=not context.recent,
                            services=names_of(hybrid.result().workflow),
                            chosen=chosen,
                            exposure=_exposure(chosen, hybrid, milliseconds),
                        )
                    )
                    is_followed = True
                yield event
        finally:
            if not is_followed:
                await router.close()

    def _drafting(self, turn: Turn) -> Drafting | None:
        """The built-in engine's draft, begun while it is looked up what else there is; None where it may not be needed
        as it would be made from the message alone."""
        has_pictures = any(file.kind == "image" for file in turn.files)
        if turn.preference == "built-in" or has_pictures or not self._with.hosted.has_models:
            return None
        least = self._with.hosted.table.least_sure(Task.GENERATION)
        # In a conversation that goes on, a model may first say what was meant.
        house = self._with.knowledge.held.house if turn.begins else None
        return Drafting(turn.request, turn.n8n_version, turn.opened, turn.columns, least=least, house=house)

    def _router(self, turn: Turn, chosen: Chosen | None, own_keys: Sequence[SealedKey]) -> Router | None:
        """As the person wants it; None where no model is asked."""
        if turn.preference == "built-in":
            return None
        table = chosen.table if chosen else self._with.hosted.table
        if turn.preference != "auto":
            table = table.preferring(turn.preference)
        return self._with.hosted.router_for(turn.user_id, table, own_keys)


def _exposure(chosen: Chosen | None, hybrid: Hybrid, milliseconds: float) -> Exposure | None:
    if chosen is None:
        return None
    return exposure_of(chosen.arm, hybrid.budget, passed=_passed(hybrid.result()), milliseconds=milliseconds)


def _passed(result: Result) -> bool:
    """Whether a model's answer was taken, and has no errors."""
    return result.answered_by != ENGINE and not any(
        issue.severity is Severity.ERROR for issue in result.issues
    )
