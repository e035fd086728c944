"""The database of the server's settings, for a command."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from nodepilot.storage.database import Database

Answer = TypeVar("Answer")


async def with_database(work: Callable[[Database], Awaitable[Answer]]) -> Answer:
    """Does the work on the migrated database, whether the server runs or not."""
    from nodepilot.settings import load_settings
    from nodepilot.storage.database import Database
    from nodepilot.storage.source import DatabaseSource

    with DatabaseSource(load_settings()) as source:
        await asyncio.to_thread(source.migrate)
        database = Database(source.app)
        await database.open()
        try:
            return await work(database)
        finally:
            await database.close()
