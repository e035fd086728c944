"""How a turn begins: in one transaction the message gets its place, the generation its row and its credit."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any, TypeAlias
from uuid import UUID

from nodepilot.accounts.model_keys import expect_own_keys
from nodepilot.accounts.schemas import ModelPreference
from nodepilot.application.announcements import conversation_changed, generation_changed, message_added
from nodepilot.application.billing import check_paid
from nodepilot.application.errors import IdempotencyKeyReused, NotFound, OutOfCredits, WrongMessage
from nodepilot.application.open_workflow import open_workflow
from nodepilot.application.turn import Turn
from nodepilot.application.workflows import bring_along, find_brought
from nodepilot.billing.repository import expect_subscription
from nodepilot.billing.schemas import SubscriptionRow
from nodepilot.conversations import branches
from nodepilot.conversations import repository as conversations
from nodepilot.conversations.schemas import ConversationSummary, Role
from nodepilot.conversations.title import make_title
from nodepilot.credits import repository as holds
from nodepilot.files import repository as files
from nodepilot.files.schemas import KeptFile
from nodepilot.generations import repository as generations
from nodepilot.generations.repository import Generation, NewGeneration
from nodepilot.pipeline.context import LONGEST_RECENT, MOST_RECENT
from nodepilot.realtime import repository as feed
from nodepilot.sentences import say
from nodepilot.storage.database import Expected, Transaction
from nodepilot.storage.ids import new_id
from nodepilot.storage.json_values import to_json_text
from nodepilot.storage.stream_event import EventBody, StreamEvent


@dataclass(frozen=True, slots=True)
class ChatMessage:
    """What a person sends. Without a conversation a new one is begun.

    `workflow` is n8n JSON that the message is about; it becomes the conversation's newest version. `edits` is
    an earlier message of the person's, of which this is another version: the conversation branches there.
    `file_ids` are files that come along; an edited message keeps its own when none are named (None).
    `preference` is who shall answer.
    """

    text: str
    conversation_id: UUID | None = None
    idempotency_key: str | None = None
    n8n_version: str | None = None
    workflow: Any = None
    edits: UUID | None = None
    file_ids: tuple[UUID, ...] | None = None
    preference: ModelPreference = "auto"

    def digest(self) -> bytes:
        said = f"{self.conversation_id}\n{self.text}"
        brought = "" if self.workflow is None else f"\n{to_json_text(self.workflow)}"
        branch = "" if self.edits is None else f"\nin place of {self.edits}"
        along = "" if self.file_ids is None else f"\nwith {self.file_ids}"
        return hashlib.sha256(f"{said}{brought}{branch}{along}".encode()).digest()


@dataclass(frozen=True, slots=True)
class Again:
    """The wish for another version of the answer `message_id`."""

    message_id: UUID
    idempotency_key: str | None = None
    n8n_version: str | None = None
    preference: ModelPreference = "auto"

    def digest(self) -> bytes:
        return hashlib.sha256(f"another answer in place of {self.message_id}".encode()).digest()


@dataclass(frozen=True, slots=True)
class Started:
    """A generation that has its row, and the events that its stream begins with."""

    generation_id: UUID
    events: list[StreamEvent]


Begin: TypeAlias = Callable[[Turn, UUID], None]
"""Takes what there is to answer, and the token that the generation's lease has."""


class Starting:
    """One beginning. Raises `NotFound`, `WrongMessage`, `OutOfCredits`, or what the database says of a conflict.

    `begin` is told once what there is to answer, as soon as that is known: an engine computes while the database makes
    sure that there is a credit and that all of this is kept. What it began for what is then refused is to be given up.
    """

    def __init__(self, transaction: Transaction, user_id: UUID, begin: Begin, *, unlimited: bool) -> None:
        self._transaction = transaction
        self._user_id = user_id
        self._begin = begin
        self._unlimited = unlimited

    async def earlier(self, asked: ChatMessage | Again) -> UUID | None:
        """The generation that the same key has started before; raises `IdempotencyKeyReused`."""
        if asked.idempotency_key is None:
            return None
        found: Generation | None = await generations.find_by_key(self._transaction, asked.idempotency_key)
        if found is not None and found.request_hash != asked.digest():
            raise IdempotencyKeyReused
        return None if found is None else found.id

    async def message(self, message: ChatMessage) -> Started:
        """A new message at the end of its conversation, or beside the one that it edits."""
        transaction = self._transaction
        edited = await self._place(message.edits, "user") if message.edits is not None else None
        brought = await self._files(message, edited)
        conversation_id = edited.conversation_id if edited is not None else message.conversation_id
        is_new = conversation_id is None
        turn = Turn(
            message.text,
            self._user_id,
            conversation_id or new_id(),
            user_message_id=new_id(),
            assistant_message_id=new_id(),
            generation_id=new_id(),
            n8n_version=message.n8n_version,
            preference=message.preference,
            files=tuple(brought),
            branches=edited is not None,
            begins=is_new,
        )
        if is_new:
            title = make_title(message.text or brought[0].name)
            await conversations.add_conversation(transaction, turn.conversation_id, title)
        new, means = await self._generation(message, turn)
        parent_id = None if is_new else await self._parent(turn.conversation_id, edited)
        adding = await conversations.add_message(
            transaction,
            turn.conversation_id,
            turn.user_message_id,
            parent_id=parent_id,
            role="user",
            content=message.text,
            metadata=await self._send_files(turn),
        )
        workflow = message.workflow
        if workflow is None and edited is not None and message.file_ids is None:
            workflow = await find_brought(transaction, edited.id)
        if workflow is not None:
            await bring_along(transaction, turn.conversation_id, turn.user_message_id, workflow)
        if not is_new or workflow is not None:
            turn = replace(turn, opened=await open_workflow(transaction, turn.conversation_id))
        self._begin(await self._with_past(turn), new.lease_token)
        await means.check()
        told = [message_added(turn.conversation_id, turn.user_message_id, "user")]
        return await self._begun(new, turn, await adding.get(), told, is_new=is_new)

    async def again(self, wish: Again) -> Started:
        """Another answer to the same message, beside the one that there is."""
        transaction = self._transaction
        answer = await self._place(wish.message_id, "assistant")
        request = answer.parent_id and await conversations.find_message(transaction, answer.parent_id)
        if not request:
            raise WrongMessage("assistant")
        turn = Turn(
            request.content,
            self._user_id,
            answer.conversation_id,
            user_message_id=request.id,
            assistant_message_id=new_id(),
            generation_id=new_id(),
            n8n_version=wish.n8n_version,
            preference=wish.preference,
            files=tuple(await files_of(transaction, request.metadata)),
            branches=True,
        )
        new, means = await self._generation(wish, turn)
        await branches.lock(transaction, turn.conversation_id)
        await branches.show_up_to(transaction, turn.conversation_id, request.id)
        touched = await conversations.touch_conversation(transaction, turn.conversation_id)
        turn = replace(turn, opened=await open_workflow(transaction, turn.conversation_id))
        self._begin(await self._with_past(turn), new.lease_token)
        await means.check()
        return await self._begun(new, turn, await touched.get(), [], is_new=False)

    async def _with_past(self, turn: Turn) -> Turn:
        """With what models are asked with beside the message: whose keys, and what was said before."""
        if turn.preference == "built-in":
            return turn
        own_keys = await expect_own_keys(self._transaction)
        if turn.begins:
            return replace(turn, own_keys=own_keys)
        said = await conversations.expect_said(
            self._transaction, turn.conversation_id, turn.user_message_id, MOST_RECENT, LONGEST_RECENT
        )
        return replace(turn, own_keys=own_keys, said=said)

    async def _files(self, message: ChatMessage, edited: branches.Place | None) -> list[KeptFile]:
        """Those that come along. Raises `NotFound`."""
        if message.file_ids is not None:
            found = await files.list_files(self._transaction, message.file_ids)
            if len(found) < len(set(message.file_ids)):
                raise NotFound("file")
            return found
        before = edited and await conversations.find_message(self._transaction, edited.id)
        return await files_of(self._transaction, before.metadata) if before else []

    async def _send_files(self, turn: Turn) -> dict[str, Any]:
        """Makes the files the conversation's; what the message keeps of them. Raises `NotFound`."""
        if not turn.files:
            return {}
        ids = [file.id for file in turn.files]
        if await files.send(self._transaction, ids, turn.conversation_id) < len(ids):
            raise NotFound("file", say("It was sent in another conversation; add it again."))
        return {"files": [file.summary.model_dump(mode="json") for file in turn.files]}

    async def _place(self, message_id: UUID, role: Role) -> branches.Place:
        place = await branches.find_place(self._transaction, message_id)
        if place is None:
            raise NotFound("message")
        if place.role != role:
            raise WrongMessage(role)
        return place

    async def _parent(self, conversation_id: UUID, edited: branches.Place | None) -> UUID | None:
        """What the new message follows; nothing behind that is shown any more."""
        await branches.lock(self._transaction, conversation_id)
        if edited is None:
            return await branches.find_last(self._transaction, conversation_id)
        await branches.show_up_to(self._transaction, conversation_id, edited.parent_id)
        return edited.parent_id

    async def _generation(self, asked: ChatMessage | Again, turn: Turn) -> tuple[NewGeneration, _Means]:
        """Takes the conversation's one place for a generation, then a credit; the conversation itself comes next.

        The order is the one in which a generation that ends locks the same rows. Whether there was a credit, and
        whether all is paid, comes with the next answer of the database's.
        """
        new = NewGeneration(
            id=turn.generation_id,
            conversation_id=turn.conversation_id,
            user_message_id=turn.user_message_id,
            assistant_message_id=turn.assistant_message_id,
            prompt=turn.message,
            lease_token=new_id(),
            idempotency_key=asked.idempotency_key,
            request_hash=asked.digest(),
        )
        await generations.start(self._transaction, new)
        held = await holds.hold_credit(
            self._transaction, self._user_id, new_id(), new.id, unlimited=self._unlimited
        )
        subscription = (
            None if self._unlimited else await expect_subscription(self._transaction, self._user_id)
        )
        return new, _Means(held, subscription)

    async def _begun(
        self,
        new: NewGeneration,
        turn: Turn,
        conversation: ConversationSummary,
        told: list[EventBody],
        *,
        is_new: bool,
    ) -> Started:
        bodies = [_accepted(new), *([_titled(conversation)] if is_new else [])]
        events = [body.numbered(number) for number, body in enumerate(bodies, start=1)]
        await generations.add_events(self._transaction, new.id, self._user_id, events)
        await feed.publish(
            self._transaction,
            [
                conversation_changed(conversation),
                *told,
                generation_changed(turn.conversation_id, new.id, "running"),
            ],
        )
        return Started(new.id, events)


@dataclass(frozen=True, slots=True)
class _Means:
    """What a generation is paid with: the credit that it holds, and a subscription where credits are bought."""

    held: Expected[bool | None]
    subscription: Expected[SubscriptionRow] | None

    async def check(self) -> None:
        """Raises `PaymentOverdue`, `AccountDeleted`, `OutOfCredits`."""
        if self.subscription is not None:
            await check_paid(self.subscription)
        found = await self.held.find()
        if found is None:
            raise holds.AccountDeleted
        if not found:
            raise OutOfCredits


async def files_of(transaction: Transaction, metadata: Mapping[str, Any]) -> list[KeptFile]:
    """The files that a message brought along."""
    ids = [UUID(file["id"]) for file in metadata.get("files", ())]
    return await files.list_files(transaction, ids) if ids else []


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
