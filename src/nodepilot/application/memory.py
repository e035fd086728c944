"""What matters of long conversations: remembered, brought in again, shown to its owner, and forgotten."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from nodepilot.accounts import repository as accounts
from nodepilot.ai.budget import estimated_tokens
from nodepilot.ai.desk import Desk
from nodepilot.ai.meaning import Embedder, nearness
from nodepilot.ai.stages.memory import MEMORY, MOST_TOKENS, Memory, memory_lines, within_budget
from nodepilot.application.errors import NotFound
from nodepilot.conversations import memories
from nodepilot.conversations import repository as conversations
from nodepilot.conversations.memories import Embedded, MemoryRow
from nodepilot.pipeline.context import LONGEST_RECENT, MOST_RECENT
from nodepilot.storage.database import Database, Transaction
from nodepilot.storage.ids import new_id

MOST_KEPT = 60
"""Memories of one conversation; those that matter least go first."""
STILL_SHOWN = 4
"""Messages at the end that go with questions anyway, and are not looked through yet."""


class ConversationMemory:
    """For people who switched it off, nothing is remembered and nothing brought in; what is there stays theirs to see.

    `embedder` gives places among meanings; without one the scores alone decide."""

    def __init__(self, database: Database, embedder: Embedder | None) -> None:
        self._database = database
        self._embedder = embedder

    async def recall(self, user_id: UUID, conversation_id: UUID, message: str) -> tuple[str, ...]:
        """What goes with a message: what matters most, and of too much what is nearest to it."""
        async with self._database.as_user(user_id) as transaction:
            if not await _is_wanted(transaction):
                return ()
            known = await memories.list_memories(transaction, conversation_id)
        if not known:
            return ()
        near = await self._nearness(known, message)
        weighed = [Memory(row.kind, row.text, row.score + near.get(row.id, 0.0)) for row in known]
        return memory_lines(within_budget(weighed))

    async def remember(self, user_id: UUID, conversation_id: UUID, desk: Desk) -> int:
        """Looks through what was said since the last time, if that is enough; how much was new.

        Raises `NoModelAnswered`.
        """
        async with self._database.as_user(user_id) as transaction:
            if not await _is_wanted(transaction):
                return 0
            said = await memories.list_unread(transaction, conversation_id, LONGEST_RECENT)
            known = await memories.list_memories(transaction, conversation_id)
        passed = said[: -STILL_SHOWN or None]
        if len(passed) < MOST_RECENT - STILL_SHOWN:
            return 0
        found = await desk.ask(
            MEMORY,
            messages=[f"{'person' if row.role == 'user' else 'NodePilot'}: {row.content}" for row in passed],
            known=[f"- {row.text}" for row in known],
        )
        new = _unknown(found, known)
        texts = [each.text for each in new]
        places = await self._embedder.embed(texts) if self._embedder and new else None
        placed = dict(zip(texts, places, strict=False)) if places else {}
        async with self._database.as_user(user_id) as transaction:
            # Messages that come quickly are looked through at the same time, maybe by another server.
            if not await memories.look_until(transaction, conversation_id, passed[-1].timestamp):
                return 0
            new = _unknown(new, await memories.list_memories(transaction, conversation_id))
            await memories.forget_texts(
                transaction, conversation_id, [each.replaces for each in new if each.replaces]
            )
            for each in new:
                await memories.add_memory(
                    transaction,
                    new_id(),
                    conversation_id,
                    each.kind,
                    each.text,
                    each.score,
                    placed.get(each.text),
                    passed[-1].id,
                )
            for row in (await memories.list_memories(transaction, conversation_id))[MOST_KEPT:]:
                await memories.forget(transaction, conversation_id, row.id)
        return len(new)

    async def show(self, user_id: UUID, conversation_id: UUID) -> list[MemoryRow]:
        """Raises `NotFound`."""
        async with self._database.as_user(user_id) as transaction:
            if await conversations.find_conversation(transaction, conversation_id) is None:
                raise NotFound("conversation")
            found = await memories.list_memories(transaction, conversation_id)
        return [MemoryRow(**row.model_dump(exclude={"embedding"})) for row in found]

    async def forget(self, user_id: UUID, conversation_id: UUID, memory_id: UUID | None = None) -> None:
        """One of them, or all. Raises `NotFound`."""
        async with self._database.as_user(user_id) as transaction:
            if await conversations.find_conversation(transaction, conversation_id) is None:
                raise NotFound("conversation")
            if memory_id is None:
                await memories.forget_all(transaction, conversation_id)
            elif not await memories.forget(transaction, conversation_id, memory_id):
                raise NotFound("memory")

    async def _nearness(self, known: list[Embedded], message: str) -> dict[UUID, float]:
        """Asked for only where not all of it fits."""
        needed = sum(estimated_tokens(row.text) for row in known)
        if self._embedder is None or needed <= MOST_TOKENS or not any(row.embedding for row in known):
            return {}
        places = await self._embedder.embed([message[:LONGEST_RECENT]])
        return {row.id: nearness(row.embedding, places[0]) for row in known} if places else {}


async def _is_wanted(transaction: Transaction) -> bool:
    user = await accounts.find_user(transaction)
    return user is None or user.remembers


def _unknown(found: Iterable[Memory], known: Iterable[MemoryRow]) -> list[Memory]:
    """Each sentence once, without those that are remembered already."""
    texts = {row.text for row in known}
    return list({each.text: each for each in found if each.text not in texts}.values())
