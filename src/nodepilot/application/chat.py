"""A chat turn: a message comes in, a generation answers it, and anybody entitled may follow."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping
from dataclasses import replace
from typing import Any
from uuid import UUID

from nodepilot.application.announcements import STOP_BELL, generation_bell
from nodepilot.application.answering import INTERRUPTED, STOPPED, Answering
from nodepilot.application.errors import ConversationBusy, NotFound, NotSignedIn, ServerStopping
from nodepilot.application.files import Files
from nodepilot.application.starting import Again, ChatMessage, Starting
from nodepilot.application.turn import Engine, Turn
from nodepilot.application.workflow_checks import read_document
from nodepilot.conversations import repository as conversations
from nodepilot.conversations.message_text import check_message
from nodepilot.credits.repository import AccountDeleted
from nodepilot.credits.service import Credits
from nodepilot.generations import repository as generations
from nodepilot.generations.bodies import is_last
from nodepilot.generations.repository import Generation
from nodepilot.generations.run import Run, Runs
from nodepilot.realtime.feed import bell_key
from nodepilot.storage.database import Database
from nodepilot.storage.errors import AlreadyThere, OwnerMissing
from nodepilot.storage.notifications import Bells
from nodepilot.storage.retries import retrying
from nodepilot.storage.stream_event import StreamEvent

RUNNING_INDEX = "workflow_generations_running_key"
KEY_INDEX = "workflow_generations_idempotency_key"

LOOK_AGAIN = 2.0
"""Seconds between two looks at a generation that runs in another process, if no bell rings before."""

GRACE = 3.0
"""Seconds that running generations get when the server stops, before they are ended."""


class Chat:
    """Starts, follows and stops generations. One instance per process."""

    def __init__(
        self, database: Database, bells: Bells, accounting: Credits, engine: Engine, files: Files
    ) -> None:
        self._database = database
        self._files = files
        self._accounting = accounting
        self._bells = bells
        self._engine = engine
        self.runs = Runs()
        self._tasks: set[asyncio.Task[None]] = set()
        self._closing = False

    async def send(self, user_id: UUID, message: ChatMessage) -> UUID:
        """Starts a generation and returns its id; with a key that was used before, the earlier one's.

        Raises `NotFound`, `WrongMessage`, `ConversationBusy`, `OutOfCredits`, `IdempotencyKeyReused`,
        `InvalidWorkflow`, `FileRefused`, or the text's own error. A file may stand for the text.
        """
        if message.text.strip() or not message.file_ids:
            message = replace(message, text=check_message(message.text))
        else:
            message = replace(message, text="")
        brought = await self._files.workflow_among(user_id, message.file_ids or ())
        if brought is not None:
            message = replace(message, workflow=brought)
        elif message.workflow is not None:
            message = replace(message, workflow=read_document(message.workflow))
        return await self._begin(user_id, message)

    async def regenerate(self, user_id: UUID, wish: Again) -> UUID:
        """Like `send`: another answer to the message that was answered."""
        return await self._begin(user_id, wish)

    async def _begin(self, user_id: UUID, asked: ChatMessage | Again) -> UUID:
        if self._closing:
            raise ServerStopping
        try:
            return await retrying(lambda: self._start(user_id, asked))
        except AlreadyThere as taken:
            if taken.constraint == KEY_INDEX and asked.idempotency_key:
                # The same message came twice at once; the other one is in by now.
                return await self._start(user_id, asked)
            if taken.constraint == RUNNING_INDEX:
                raise ConversationBusy from taken
            raise
        except OwnerMissing as missing:
            raise NotFound("conversation") from missing
        except AccountDeleted as deleted:
            raise NotSignedIn from deleted

    async def _start(self, user_id: UUID, asked: ChatMessage | Again) -> UUID:
        begun: list[Answering] = []

        def begin(turn: Turn, lease_token: UUID) -> None:
            run = Run(turn.generation_id, user_id, lease_token)
            begun.append(Answering(self._database, self._bells, self._accounting, self._engine, run, turn))

        try:
            async with self._database.as_user(user_id) as transaction:
                starting = Starting(transaction, user_id, begin, unlimited=self._accounting.unlimited)
                earlier = await starting.earlier(asked)
                if earlier is not None:
                    return earlier
                if isinstance(asked, Again):
                    started = await starting.again(asked)
                else:
                    started = await starting.message(asked)
        except BaseException:
            for answering in begun:
                answering.give_up()
            raise
        [answering] = begun
        self._bells.ring(bell_key(user_id))
        answering.run.publish(started.events)
        self._launch(answering)
        return started.generation_id

    def _launch(self, answering: Answering) -> None:
        """The generation lives on by itself: a client that goes away does not end it."""
        run = answering.run
        self.runs.add(run)
        task = asyncio.create_task(answering.work())
        self._tasks.add(task)

        def over(finished: asyncio.Task[None]) -> None:
            self._tasks.discard(finished)
            self.runs.remove(run)

        task.add_done_callback(over)

    async def find(self, user_id: UUID, generation_id: UUID) -> Generation:
        """Raises `NotFound`."""
        async with self._database.as_user(user_id) as transaction:
            generation = await generations.find(transaction, generation_id)
        if generation is None:
            raise NotFound("generation")
        return generation

    async def follow(self, user_id: UUID, generation_id: UUID, after: int = 0) -> AsyncIterator[StreamEvent]:
        """The generation's events after number `after`, to the last one, wherever it runs."""
        run = self.runs.find(generation_id, user_id)
        if run is not None:
            async for event in run.follow(after):
                after = event.sequence
                yield event
                if is_last(event):
                    return
        with self._bells.waiting_for(generation_bell(generation_id)) as bell:
            while True:
                async with self._database.as_user(user_id) as transaction:
                    generation = await generations.find(transaction, generation_id)
                    events = await generations.list_events(transaction, generation_id, after)
                for event in events:
                    after = event.sequence
                    yield event
                if generation is None or generation.status != "running" or not await bell.wait(LOOK_AGAIN):
                    return

    async def answer(self, user_id: UUID, generation_id: UUID) -> Mapping[str, Any]:
        """Waits for the end; an `Answer` as JSON has it. Raises `NotFound` if the conversation was deleted meanwhile."""
        run = self.runs.find(generation_id, user_id)
        async for _ in self.follow(user_id, generation_id):
            pass
        if run is not None and run.answer is not None:
            return run.answer
        async with self._database.as_user(user_id) as transaction:
            found = await conversations.find_answer(transaction, generation_id)
        if found is None:
            raise NotFound("conversation")
        return found.model_dump(mode="json")

    async def stop(self, user_id: UUID, generation_id: UUID) -> None:
        """Ends a running generation; nothing happens to one that is over. Raises `NotFound`."""
        async with self._database.as_user(user_id) as transaction:
            if await generations.find(transaction, generation_id) is None:
                raise NotFound("generation")
            await generations.request_stop(transaction, generation_id)
        self._bells.ring(STOP_BELL)
        run = self.runs.find(generation_id, user_id)
        if run is not None:
            run.stop(STOPPED)

    async def close(self) -> None:
        """Lets what runs finish for a moment, then ends it with an event that says so."""
        self._closing = True
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=GRACE)
        for run in self.runs.all():
            run.stop(INTERRUPTED)
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=GRACE)
