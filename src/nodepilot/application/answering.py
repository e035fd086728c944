"""Runs one generation from its first event to the stored answer."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from typing import Any

from nodepilot.application.announcements import (
    conversation_changed,
    credits_changed,
    generation_bell,
    generation_changed,
    message_added,
    workflow_changed,
)
from nodepilot.application.material import about_message
from nodepilot.application.price import costs_a_credit
from nodepilot.application.turn import Engine, Turn
from nodepilot.application.workflows import Keeping, follow_branch, save_answer
from nodepilot.composer.language.detect import clear_language
from nodepilot.conversations import repository as conversations
from nodepilot.conversations.schemas import Answer
from nodepilot.credits import repository as holds
from nodepilot.credits.service import Credits
from nodepilot.errors import NodePilotError
from nodepilot.generations import model_calls
from nodepilot.generations import repository as generations
from nodepilot.generations.bodies import LAST_TYPES, body_of
from nodepilot.generations.record import AnswerRecord
from nodepilot.generations.repository import Outcome, Status
from nodepilot.generations.run import Run
from nodepilot.pipeline.events import Done, Failed
from nodepilot.realtime import repository as feed
from nodepilot.realtime.feed import bell_key
from nodepilot.saved_workflows.schemas import WorkflowSummary
from nodepilot.sentences import LANGUAGES, later, say, speak
from nodepilot.storage.database import Database, Expected, Transaction
from nodepilot.storage.errors import DatabaseUnavailable, OwnerMissing
from nodepilot.storage.ids import new_id
from nodepilot.storage.notifications import Bells
from nodepilot.storage.retries import retrying
from nodepilot.storage.stream_event import EventBody, StreamEvent

log = logging.getLogger(__name__)

FLUSH_PAUSE = 0.05
"""Seconds between two writes of events: they come in bursts, and one write holds many."""

LONGEST_RUN = 180.0
"""Seconds; a generation that takes longer is ended."""

FINISH_PAUSES = (0.2, 0.5, 1.0, 2.0, 4.0, 8.0, 8.0, 8.0)
"""Seconds between tries to store the answer while the database is gone."""


STOPPED = body_of(Done(outcome="stopped", answered_by="", milliseconds=0.0, confidence=0.0))
INTERRUPTED = body_of(
    Failed("INTERRUPTED", later("The server stopped before the answer was complete. Send the message again."))
)
TOO_SLOW = body_of(
    Failed("TIMEOUT", later("The answer took longer than three minutes. Try a shorter request."))
)
BROKEN = body_of(
    Failed("ENGINE_FAILED", later("The answer could not be made. Send it again, or say it otherwise."))
)


class GivenUp(Exception):
    """The generation is no longer ours to finish: nothing of it is stored."""


class Answering:
    """One generation at work, from the moment on that this is made. Events are stored first and published then."""

    def __init__(
        self, database: Database, bells: Bells, accounting: Credits, engine: Engine, run: Run, turn: Turn
    ) -> None:
        self._database = database
        self._accounting = accounting
        self._bells = bells
        self._engine = engine
        self._run = run
        self._is_kept = asyncio.Event()
        self._turn = replace(turn, kept=self._is_kept)
        self._record = AnswerRecord()
        self._arrived: list[EventBody] = []
        self._saved: WorkflowSummary | None = None
        self._started = time.perf_counter()
        self._producing = asyncio.create_task(self._produce())

    @property
    def run(self) -> Run:
        """What is followed of it."""
        return self._run

    def give_up(self) -> None:
        """The message was not kept."""
        self._producing.cancel()

    async def work(self) -> None:
        """Once the message is kept; returns when the answer is stored, or can no longer be."""
        self._is_kept.set()
        try:
            last = await self._relay()
            await self._finish(last, (time.perf_counter() - self._started) * 1000)
        except OwnerMissing:
            log.info("Generation %s: its conversation was deleted.", self._run.generation_id)
        except Exception:
            log.exception("Generation %s could not be stored.", self._run.generation_id)
        finally:
            self._run.abandon()
            self._producing.cancel()
            with suppress(asyncio.CancelledError):
                await self._producing

    async def _produce(self) -> None:
        """Takes in the engine's events, always one that ends the stream among them."""
        language = clear_language(self._turn.message)
        if language in LANGUAGES:
            speak(language)
        try:
            async with asyncio.timeout(LONGEST_RUN):
                async for event in self._engine(self._turn):
                    shown = about_message(event, self._turn.said_length) if self._turn.files else event
                    self._arrive(body_of(shown))
                    if event.type in LAST_TYPES:
                        return
            self._arrive(_said(BROKEN))
        except TimeoutError:
            self._arrive(_said(TOO_SLOW))
        except NodePilotError as error:
            self._arrive(body_of(Failed(error.code, str(error))))
        except Exception:
            log.exception("The engine failed in generation %s.", self._run.generation_id)
            self._arrive(_said(BROKEN))

    def _arrive(self, body: EventBody) -> None:
        self._arrived.append(body)
        self._run.attention.set()

    async def _relay(self) -> EventBody:
        """Stores and publishes events as they come; returns the one that ends the stream."""
        attention = self._run.attention
        next_flush = time.monotonic() + FLUSH_PAUSE
        while True:
            if self._run.ending is not None:
                return _said(self._run.ending)
            if self._arrived and self._arrived[-1].type in LAST_TYPES:
                return self._arrived.pop()
            pause = next_flush - time.monotonic() if self._arrived else None
            if pause is not None and pause <= 0:
                await self._flush()
                next_flush = time.monotonic() + FLUSH_PAUSE
                continue
            with suppress(TimeoutError):
                async with asyncio.timeout(pause):
                    await attention.wait()
            attention.clear()

    async def _flush(self) -> None:
        """Stores and publishes what has arrived. While the database is gone it stays for the next flush."""
        bodies = self._arrived[:]
        events = self._numbered(bodies)
        try:
            async with self._database.as_user(self._run.user_id) as transaction:
                await generations.add_events(transaction, self._run.generation_id, self._run.user_id, events)
        except DatabaseUnavailable:
            return
        del self._arrived[: len(bodies)]
        for body in bodies:
            self._record.add(body)
        self._run.publish(events)
        self._bells.ring(generation_bell(self._run.generation_id))

    def _numbered(self, bodies: list[EventBody], after: int = 0) -> list[StreamEvent]:
        """Behind the events that are stored, and so many others."""
        first = len(self._run.events) + after + 1
        return [body.numbered(first + offset) for offset, body in enumerate(bodies)]

    async def _finish(self, last: EventBody, milliseconds: float) -> None:
        """Stores the rest, the answer and the outcome together, or nothing of them."""
        bodies = [body for body in self._arrived if body.type not in LAST_TYPES]
        for body in (*bodies, last):
            self._record.add(body)
        for pause in (*FINISH_PAUSES, None):
            try:
                events = await retrying(lambda: self._store_answer(bodies, last, milliseconds))
            except GivenUp:
                log.warning("Generation %s was given up before it was finished.", self._run.generation_id)
                return
            except DatabaseUnavailable:
                if pause is None:
                    raise
                await asyncio.sleep(pause)
            else:
                self._run.publish(events)
                self._bells.ring(generation_bell(self._run.generation_id))
                self._bells.ring(bell_key(self._run.user_id))
                return

    async def _store_answer(
        self, bodies: list[EventBody], last: EventBody, milliseconds: float
    ) -> list[StreamEvent]:
        """The events that were stored. Raises `GivenUp`."""
        run, record, turn = self._run, self._record, self._turn
        result = Outcome(
            status=_status(record.outcome),
            outcome=record.outcome,
            workflow=record.workflow,
            answered_by=record.answered_by,
            milliseconds=round(milliseconds),
        )
        async with self._database.as_user(run.user_id) as transaction:
            finished = await generations.finish(transaction, run.generation_id, run.lease_token, result)
            await model_calls.add_calls(transaction, run.generation_id, record.usage.get("by_call", ()))
            charging = await self._close_hold(transaction)
            account = await holds.expect_account(transaction)
            keeping = await self._save_workflow(transaction)
            touched = await conversations.touch_conversation(transaction, turn.conversation_id)
            # Written while the database works.
            events = self._numbered(bodies)
            if await finished.find() is None:
                raise GivenUp
            charged, saved = await self._charged(charging), await self._kept(keeping)
            for body in (charged, *saved):
                record.add(body)
            events += self._numbered([*saved, charged, last], after=len(events))
            await generations.add_events(transaction, run.generation_id, run.user_id, events)
            adding = await conversations.add_answer(
                transaction,
                turn.conversation_id,
                turn.assistant_message_id,
                parent_id=turn.user_message_id,
                content=record.content,
                metadata=record.metadata,
            )
            if self._saved is None and turn.branches:
                # The newest version of the workflow may still be another branch's.
                self._saved = await follow_branch(transaction, turn.conversation_id)
            conversation = await touched.find()
            told = [
                *([conversation_changed(conversation)] if conversation is not None else []),
                message_added(turn.conversation_id, turn.assistant_message_id, "assistant"),
                generation_changed(turn.conversation_id, run.generation_id, result.status),
                credits_changed(self._accounting.sums_of(await account.get())),
                *([workflow_changed(self._saved)] if self._saved else []),
            ]
            await feed.publish(transaction, told)
        run.answer = self._told(await adding.get())
        return events

    def _told(self, said_at: datetime) -> Mapping[str, Any] | None:
        """The message as it is read from the database, for whoever waits here for it; None where that has more to say."""
        turn, record = self._turn, self._record
        if turn.branches:
            return None
        message = Answer(
            id=turn.assistant_message_id,
            role="assistant",
            content=record.content,
            timestamp=said_at,
            metadata={},
            parent_id=turn.user_message_id,
            siblings=[turn.assistant_message_id],
            conversation_id=turn.conversation_id,
            generation_id=turn.generation_id,
        )
        return {**message.model_dump(mode="json"), "metadata": record.metadata}

    async def _save_workflow(self, transaction: Transaction) -> Keeping | None:
        """Keeps the workflow of a complete answer as the conversation's next version."""
        record, turn = self._record, self._turn
        if record.outcome != "workflow" or record.workflow is None:
            return None
        return await save_answer(
            transaction, turn.conversation_id, turn.assistant_message_id, record.workflow, turn.message
        )

    async def _kept(self, keeping: Keeping | None) -> list[EventBody]:
        """The event that tells of a workflow that was kept."""
        if keeping is None:
            return []
        self._saved = await keeping.done()
        return [
            EventBody("saved", {"workflow_id": str(self._saved.id), "version": self._saved.version_count})
        ]

    async def _close_hold(self, transaction: Transaction) -> Expected[int]:
        """Spends the credit that the generation holds, or gives it back."""
        return await holds.close_hold(
            transaction,
            self._run.user_id,
            self._run.generation_id,
            new_id(),
            spend=costs_a_credit(self._record),
        )

    async def _charged(self, charging: Expected[int]) -> EventBody:
        """The event that tells of the credit."""
        charged, balance = int(costs_a_credit(self._record)), await charging.get()
        return EventBody(
            "credits", {"charged": charged, "balance": balance, "unlimited": self._accounting.unlimited}
        )


def _said(failure: EventBody) -> EventBody:
    """In the language of the person who waits for the answer."""
    if "message" not in failure.data:
        return failure
    return EventBody(failure.type, {**failure.data, "message": say(failure.data["message"])})


def _status(outcome: str | None) -> Status:
    if outcome == "failed":
        return "failed"
    return "stopped" if outcome == "stopped" else "finished"
