"""A chat turn: a message comes in, a generation answers it, and anybody entitled may follow."""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from nodepilot.application.announcements import (
    STOP_BELL,
    conversation_changed,
    generation_bell,
    generation_changed,
    message_added,
)
from nodepilot.application.answering import INTERRUPTED, STOPPED, Answering, Engine, Turn
from nodepilot.application.billing import check_paid
from nodepilot.application.errors import (
    ConversationBusy,
    IdempotencyKeyReused,
    NotFound,
    NotSignedIn,
    OutOfCredits,
    ServerStopping,
)
from nodepilot.application.open_workflow import open_workflow
from nodepilot.application.workflow_checks import read_document
from nodepilot.application.workflows import bring_along
from nodepilot.conversations import repository as conversations
from nodepilot.conversations.message_text import check_message
from nodepilot.conversations.schemas import ConversationSummary, Message
from nodepilot.conversations.title import make_title
from nodepilot.credits import repository as holds
from nodepilot.credits.repository import AccountDeleted
from nodepilot.credits.service import Credits
from nodepilot.generations import repository as generations
from nodepilot.generations.bodies import is_last
from nodepilot.generations.repository import Generation, NewGeneration
from nodepilot.generations.run import Run, Runs
from nodepilot.realtime import repository as feed
from nodepilot.realtime.feed import bell_key
from nodepilot.storage.database import Database, Transaction
from nodepilot.storage.errors import AlreadyThere, OwnerMissing
from nodepilot.storage.ids import new_id
from nodepilot.storage.json_values import to_json_text
from nodepilot.storage.notifications import Bells
from nodepilot.storage.retries import retrying
from nodepilot.storage.stream_event import EventBody, StreamEvent

RUNNING_INDEX = "workflow_generations_running_key"
KEY_INDEX = "workflow_generations_idempotency_key"

LOOK_AGAIN = 2.0
"""Seconds between two looks at a generation that runs in another process, if no bell rings before."""

GRACE = 3.0
"""Seconds that running generations get when the server stops, before they are ended."""


@dataclass(frozen=True, slots=True)
class ChatMessage:
    """What a person sends. Without a conversation a new one is begun.

    `workflow` is n8n JSON that the message is about; it becomes the conversation's newest version.
    """

    text: str
    conversation_id: UUID | None = None
    idempotency_key: str | None = None
    n8n_version: str | None = None
    workflow: Any = None

    def digest(self) -> bytes:
        said = f"{self.conversation_id}\n{self.text}"
        brought = "" if self.workflow is None else f"\n{to_json_text(self.workflow)}"
        return hashlib.sha256(f"{said}{brought}".encode()).digest()


class Chat:
    """Starts, follows and stops generations. One instance per process."""

    def __init__(self, database: Database, bells: Bells, accounting: Credits, engine: Engine) -> None:
        self._database = database
        self._accounting = accounting
        self._bells = bells
        self._engine = engine
        self.runs = Runs()
        self._tasks: set[asyncio.Task[None]] = set()
        self._closing = False

    async def send(self, user_id: UUID, message: ChatMessage) -> UUID:
        """Starts a generation and returns its id; with a key that was used before, the earlier one's.

        Raises `NotFound`, `ConversationBusy`, `OutOfCredits`, `IdempotencyKeyReused`, `InvalidWorkflow`, or the
        text's own error.
        """
        text = check_message(message.text)
        if message.workflow is not None:
            message = replace(message, workflow=read_document(message.workflow))
        if self._closing:
            raise ServerStopping
        try:
            return await retrying(lambda: self._start(user_id, message, text))
        except AlreadyThere as taken:
            if taken.constraint == KEY_INDEX and message.idempotency_key:
                # The same message came twice at once; the other one is in by now.
                return await self._start(user_id, message, text)
            if taken.constraint == RUNNING_INDEX:
                raise ConversationBusy from taken
            raise
        except OwnerMissing as missing:
            raise NotFound("conversation") from missing
        except AccountDeleted as deleted:
            raise NotSignedIn from deleted

    async def _start(self, user_id: UUID, message: ChatMessage, text: str) -> UUID:
        generation_id, lease_token, user_message_id = new_id(), new_id(), new_id()
        turn = Turn(
            text,
            user_id,
            message.conversation_id or new_id(),
            assistant_message_id=new_id(),
            n8n_version=message.n8n_version,
        )
        async with self._database.as_user(user_id) as transaction:
            earlier = await _earlier(transaction, message)
            if earlier is not None:
                return earlier.id
            is_new = message.conversation_id is None
            if is_new:
                await conversations.add_conversation(transaction, turn.conversation_id, make_title(text))
            new = NewGeneration(
                id=generation_id,
                conversation_id=turn.conversation_id,
                user_message_id=user_message_id,
                assistant_message_id=turn.assistant_message_id,
                prompt=text,
                lease_token=lease_token,
                idempotency_key=message.idempotency_key,
                request_hash=message.digest(),
            )
            if message.workflow is not None:
                await bring_along(transaction, turn.conversation_id, message.workflow)
            if not is_new or message.workflow is not None:
                turn = replace(turn, opened=await open_workflow(transaction, turn.conversation_id))
            # The order of these is the order in which a generation that ends locks the same rows.
            await generations.start(transaction, new)
            unlimited = self._accounting.unlimited
            if not unlimited:
                await check_paid(transaction, user_id)
            if not await holds.hold_credit(
                transaction, user_id, new_id(), generation_id, unlimited=unlimited
            ):
                raise OutOfCredits
            conversation = await conversations.add_message(
                transaction, turn.conversation_id, user_message_id, role="user", content=text, metadata={}
            )
            bodies = [_accepted(new), *([_titled(conversation)] if is_new else [])]
            events = [body.numbered(number) for number, body in enumerate(bodies, start=1)]
            await generations.add_events(transaction, generation_id, user_id, events)
            told = [
                conversation_changed(conversation),
                message_added(turn.conversation_id, user_message_id, "user"),
                generation_changed(turn.conversation_id, generation_id, "running"),
            ]
            await feed.publish(transaction, told)
        self._bells.ring(bell_key(user_id))
        run = Run(generation_id, user_id, lease_token)
        run.publish(events)
        self._launch(run, turn)
        return generation_id

    def _launch(self, run: Run, turn: Turn) -> None:
        """The generation lives on by itself: a client that goes away does not end it."""
        self.runs.add(run)
        task = asyncio.create_task(
            Answering(self._database, self._bells, self._accounting, self._engine, run, turn).work()
        )
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

    async def answer(self, user_id: UUID, generation_id: UUID) -> tuple[UUID, Message]:
        """Waits for the end; the conversation and the assistant's message.

        Raises `NotFound` if the conversation was deleted meanwhile.
        """
        async for _ in self.follow(user_id, generation_id):
            pass
        async with self._database.as_user(user_id) as transaction:
            generation = await generations.find(transaction, generation_id)
            if generation is None:
                raise NotFound("generation")
            if generation.conversation_id is None or generation.assistant_message_id is None:
                raise NotFound("conversation")
            message = await conversations.find_message(transaction, generation.assistant_message_id)
            if message is None:
                raise NotFound("conversation")
        return generation.conversation_id, message

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


async def _earlier(transaction: Transaction, message: ChatMessage) -> Generation | None:
    """The generation that the same key has started before."""
    if message.idempotency_key is None:
        return None
    earlier = await generations.find_by_key(transaction, message.idempotency_key)
    if earlier is not None and earlier.request_hash != message.digest():
        raise IdempotencyKeyReused
    return earlier


def _titled(conversation: ConversationSummary) -> EventBody:
    return EventBody("title", {"conversation_id": str(conversation.id), "title": conversation.title})


def _accepted(new: NewGeneration) -> EventBody:
    return EventBody(
        "accepted",
        {
            "conversation_id": str(new.conversation_id),
            "generation_id": str(new.id),
            "user_message_id": str(new.user_message_id),
            "assistant_message_id": str(new.assistant_message_id),
        },
    )
