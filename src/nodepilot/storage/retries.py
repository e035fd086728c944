"""Tries again what the database undid through no fault of anybody."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Awaitable, Callable
from typing import TypeVar

from nodepilot.storage.errors import TransactionConflict

Answer = TypeVar("Answer")

ATTEMPTS = 5
FIRST_PAUSE = 0.02
"""Seconds before the second attempt; doubled for each further one, with jitter."""


async def retrying(work: Callable[[], Awaitable[Answer]]) -> Answer:
    """Runs a whole transaction, again when another stood in its way. Nothing of a failed try remains."""
    pause = FIRST_PAUSE
    for _ in range(ATTEMPTS - 1):
        try:
            return await work()
        except TransactionConflict:
            await asyncio.sleep(pause * random.uniform(0.5, 1.5))  # noqa: S311 - jitter, not a secret
            pause *= 2
    return await work()
