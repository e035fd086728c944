"""Search by meaning next to search by words, where an operator switched it on and a provider gives places."""

from __future__ import annotations

import asyncio
import hashlib
import logging
from collections import OrderedDict
from collections.abc import Iterator

from nodepilot.ai.meaning import Embedder
from nodepilot.errors import ServiceError
from nodepilot.knowledge.shelves import Shelf
from nodepilot.reference import places
from nodepilot.reference.places import Placed
from nodepilot.sentences import speak
from nodepilot.storage.database import Database
from nodepilot.storage.roles import Role

log = logging.getLogger(__name__)

AT_ONCE = 200
"""Texts that are given to the provider together."""
TRY_AGAIN = 60.0
"""Seconds after which what could not be placed is tried again."""
MOST_NEAR = 30
LEAST_COSINE = 0.25
"""Below it, two texts have nothing to do with each other."""
LONGEST_WAIT = 1.5
"""Seconds that a search waits for the provider; after that, words decide alone."""
QUERIES_KEPT = 500


class MeaningSearch:
    """`near` gives nothing without an embedder, without pgvector, and until all texts have their places."""

    def __init__(self, database: Database, embedder: Embedder | None) -> None:
        self._database = database
        self._embedder = embedder
        self._ready = False
        self._asked: OrderedDict[str, list[float]] = OrderedDict()

    async def keep(self) -> None:
        """Gives a place to every text that has none yet, until all have one.

        Two processes that start at once may both ask; the second writes the same again.
        """
        while self._embedder is not None and not self._ready:
            try:
                async with self._database.acting_as(Role.KNOWLEDGE) as transaction:
                    if not await places.can_be_kept(transaction):
                        log.warning("The database has no pgvector: no search by meaning.")
                        return
                self._ready = await self._fill(self._embedder)
            except ServiceError:
                log.warning("The places of what can be looked for could not be kept; trying again.")
            if not self._ready:
                await asyncio.sleep(TRY_AGAIN)

    async def near(self, shelf: Shelf, text: str) -> list[str]:
        """Keys of what means about the same as the text, nearest first."""
        if self._embedder is None or not self._ready or not text.strip():
            return []
        place = await self._place_of(text, self._embedder)
        if place is None:
            return []
        async with self._database.acting_as(Role.KNOWLEDGE) as transaction:
            found = await places.find_near(transaction, self._embedder.model, shelf, place, MOST_NEAR)
        return [each.key for each in found if each.cosine >= LEAST_COSINE]

    async def _place_of(self, text: str, embedder: Embedder) -> list[float] | None:
        known = self._asked.get(text)
        if known is None:
            try:
                async with asyncio.timeout(LONGEST_WAIT):
                    found = await embedder.embed([text])
            except TimeoutError:
                return None
            if not found:
                return None
            known = self._asked[text] = found[0]
        self._asked.move_to_end(text)
        while len(self._asked) > QUERIES_KEPT:
            self._asked.popitem(last=False)
        return known

    async def _fill(self, embedder: Embedder) -> bool:
        """Whether all have a place now."""
        texts = await asyncio.to_thread(lambda: dict(_every_text()))
        async with self._database.acting_as(Role.KNOWLEDGE) as transaction:
            known = await places.list_placed(transaction, embedder.model)
            here = {(each.shelf, each.key) for each in texts}
            gone = [each for each in known if (each.shelf, each.key) not in here]
            await places.forget_places(transaction, embedder.model, gone)
        new = [each for each in texts if each not in set(known)]
        for start in range(0, len(new), AT_ONCE):
            part = new[start : start + AT_ONCE]
            found = await embedder.embed([texts[each] for each in part])
            if found is None or len(found) != len(part):
                return False
            async with self._database.acting_as(Role.KNOWLEDGE) as transaction:
                await places.keep_places(transaction, embedder.model, part, found)
        if new:
            log.info("%d texts were given a place for search by meaning.", len(new))
        return True


def _every_text() -> Iterator[tuple[Placed, str]]:
    from nodepilot.catalog import load_catalog
    from nodepilot.knowledge.shelves import entries_of

    # Places belong to the English texts, whoever started this.
    speak("en")
    catalog = load_catalog()
    for shelf in Shelf:
        for entry in entries_of(shelf, catalog):
            text = f"{entry.title}\n{entry.text}"
            yield Placed(shelf.value, entry.key, hashlib.sha256(text.encode()).digest()), text
