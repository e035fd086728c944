"""Keeps this process's generations alive and ends those whose process has died."""

from __future__ import annotations

import json
import logging
import time
from uuid import UUID

from nodepilot.accounts.credential_queries import forget_old_failures
from nodepilot.application.announcements import (
    STOP_BELL,
    conversation_changed,
    generation_bell,
    generation_changed,
    message_added,
    workflow_changed,
)
from nodepilot.application.answering import INTERRUPTED, STOPPED
from nodepilot.application.workflows import follow_branch
from nodepilot.conversations import repository as conversations
from nodepilot.credits import repository as holds
from nodepilot.credits.audit import find_faults
from nodepilot.files import repository as files
from nodepilot.generations import repository as generations
from nodepilot.generations.record import AnswerRecord
from nodepilot.generations.repository import Unfinished
from nodepilot.generations.run import Runs
from nodepilot.realtime import repository as feed
from nodepilot.realtime.feed import bell_key
from nodepilot.reference import kept_answers
from nodepilot.saved_workflows.repository import purge
from nodepilot.storage import rate_limits
from nodepilot.storage.database import Database
from nodepilot.storage.errors import DatabaseUnavailable
from nodepilot.storage.ids import new_id
from nodepilot.storage.notifications import Bells
from nodepilot.storage.roles import Role
from nodepilot.storage.stream_event import EventBody

log = logging.getLogger(__name__)

ROUND = 3.0
"""Seconds between two rounds; a lease lasts three of them."""

MERCY = 2.0
"""Seconds for which a lease has to be seen expired: where all servers stood still for want of a processor, whoever wakes
up first would end what the others still work on."""

PRUNING = 600.0
"""Seconds between two times of clearing up."""

AUDIT = 24 * 3600.0
"""Seconds between two audits of the books."""

MOST_AT_ONCE = 100


class Keeper:
    """Goes its rounds until it is cancelled. A database that is gone is waited for."""

    def __init__(self, database: Database, bells: Bells, runs: Runs) -> None:
        self._database = database
        self._bells = bells
        self._runs = runs
        self._seen_expired: dict[UUID, float] = {}
        self._next_pruning = 0.0
        self._next_audit = time.monotonic() + PRUNING

    async def keep(self) -> None:
        with self._bells.waiting_for(STOP_BELL) as bell:
            while not self._bells.silenced:
                try:
                    await self.renew()
                    await self.reap()
                    await self._prune()
                    await self._audit()
                except DatabaseUnavailable:
                    log.info("The database does not answer; leases are renewed when it does.")
                except Exception:
                    log.exception("A round of looking after generations failed.")
                await bell.wait(ROUND)

    async def renew(self) -> None:
        """Signs of life for what runs here; hears of stops that were asked for elsewhere."""
        leases = [(run.generation_id, run.lease_token) for run in self._runs.all()]
        if not leases:
            return
        async with self._database.acting_as(Role.REAPER) as transaction:
            to_stop = await generations.renew_leases(transaction, leases)
        for run in self._runs.all():
            if run.generation_id in to_stop:
                run.stop(STOPPED)

    async def reap(self) -> int:
        """Ends generations that no process works on any more; how many."""
        async with self._database.acting_as(Role.REAPER) as transaction:
            expired = await generations.list_expired(transaction, MOST_AT_ONCE)
        now = time.monotonic()
        self._seen_expired = {one.id: self._seen_expired.get(one.id, now) for one in expired}
        ended = 0
        for one in expired:
            if now - self._seen_expired[one.id] >= MERCY:
                ended += await self._end(one)
        return ended

    async def _prune(self) -> None:
        """Clears away, now and then, what nobody catches up with any more."""
        if time.monotonic() < self._next_pruning:
            return
        self._next_pruning = time.monotonic() + PRUNING
        async with self._database.acting_as(Role.REAPER) as transaction:
            await feed.prune(transaction)
            await purge(transaction)
            await files.prune(transaction)
        async with self._database.acting_as(Role.KNOWLEDGE) as transaction:
            await kept_answers.forget_expired(transaction)
        async with self._database.acting_as(Role.ACCOUNTS) as transaction:
            await rate_limits.forget_old(transaction)
            await forget_old_failures(transaction)

    async def _audit(self) -> None:
        """Says aloud, once a day, what does not fit in the books of credits."""
        if time.monotonic() < self._next_audit:
            return
        self._next_audit = time.monotonic() + AUDIT
        for fault in await find_faults(self._database):
            log.error("Books of %s: %s.", fault.user_id, fault.what)

    async def _end(self, one: Unfinished) -> bool:
        """What had been streamed becomes the answer, with an error at its end."""
        async with self._database.as_user(one.user_id) as transaction:
            generation = await generations.expire(transaction, one.id)
            if generation is None:
                return False
            await holds.close_hold(transaction, one.user_id, one.id, new_id(), spend=False)
            events = await generations.list_events(transaction, one.id, 0)
            record = AnswerRecord()
            for event in events:
                record.add(EventBody(event.type, json.loads(event.data)))
            record.add(INTERRUPTED)
            last = INTERRUPTED.numbered(len(events) + 1)
            await generations.add_events(transaction, one.id, one.user_id, [last])
            if generation.conversation_id and generation.assistant_message_id:
                added = await conversations.add_message(
                    transaction,
                    generation.conversation_id,
                    generation.assistant_message_id,
                    parent_id=generation.user_message_id,
                    role="assistant",
                    content=record.content,
                    metadata=record.metadata,
                )
                told = [
                    conversation_changed(await added.get()),
                    message_added(generation.conversation_id, generation.assistant_message_id, "assistant"),
                    generation_changed(generation.conversation_id, one.id, "failed"),
                ]
                workflow = await follow_branch(transaction, generation.conversation_id)
                if workflow is not None:
                    told.append(workflow_changed(workflow))
                await feed.publish(transaction, told)
        self._bells.ring(generation_bell(one.id))
        self._bells.ring(bell_key(one.user_id))
        log.warning("Generation %s was ended: its process is gone.", one.id)
        return True
