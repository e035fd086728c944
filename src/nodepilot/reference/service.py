"""Fills the knowledge tables at start, and holds what is asked for often."""

from __future__ import annotations

import asyncio
import logging

from nodepilot.errors import ServiceError
from nodepilot.reference import repository, shipped
from nodepilot.reference.schemas import Held
from nodepilot.storage.database import Database
from nodepilot.storage.notifications import Bells
from nodepilot.storage.roles import Role

log = logging.getLogger(__name__)

BELL = "knowledge"
"""Rung by the database itself whenever a row of these tables changes."""

LOOK_AGAIN = 60.0
"""Seconds after which one looks without having been rung for."""

FIRST_LOOK = 3.0
"""Seconds that a start waits for the first look; without a database it goes on with nothing held."""


class KnowledgeTables:
    """`held` is what counts now; it is exchanged as a whole, never changed."""

    def __init__(self, database: Database, bells: Bells) -> None:
        self._database = database
        self._bells = bells
        self.held = Held()

    async def open(self) -> None:
        """Looks for the first time, as long as that does not take long."""
        try:
            async with asyncio.timeout(FIRST_LOOK):
                await self._look()
        except (TimeoutError, ServiceError):
            log.warning("The knowledge tables could not be read at start; trying again.")

    async def keep(self) -> None:
        """Fills the tables if there is something new, then follows every change."""
        with self._bells.waiting_for(BELL) as bell:
            filled = False
            while True:
                try:
                    if not filled:
                        await self.fill()
                        filled = True
                    await self._look()
                except ServiceError:
                    log.warning("The knowledge tables could not be read; trying again.")
                if not await bell.wait(LOOK_AGAIN if filled else FIRST_LOOK):
                    return

    async def fill(self) -> bool:
        """Brings the tables to what the package ships; false when they were already there.

        Two processes at once: the second waits, and finds nothing to do.
        """
        digest = await asyncio.to_thread(shipped.digest)
        async with self._database.acting_as(Role.KNOWLEDGE) as transaction:
            if await repository.find_digest(transaction) == digest:
                return False
        patterns = await asyncio.to_thread(shipped.patterns)
        templates = await asyncio.to_thread(shipped.templates)
        tips = await asyncio.to_thread(shipped.tips)
        async with self._database.acting_as(Role.KNOWLEDGE) as transaction:
            await repository.wait_for_others(transaction)
            if await repository.find_digest(transaction) == digest:
                return False
            await repository.fill_patterns(transaction, patterns)
            await repository.fill_templates(transaction, templates)
            await repository.fill_tips(transaction, tips)
            for name, content in shipped.prompts().items():
                await repository.ship_prompt(transaction, name, content)
            await repository.keep_digest(transaction, digest)
        return True

    async def _look(self) -> None:
        async with self._database.acting_as(Role.KNOWLEDGE) as transaction:
            self.held = await repository.load(transaction)
