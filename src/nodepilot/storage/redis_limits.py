"""Counts in Redis what `rate_limits` counts in PostgreSQL: as exact, over all servers, without a write to disk."""

from __future__ import annotations

import logging
import time
from datetime import timedelta
from math import ceil
from typing import Any

from nodepilot.storage.rate_limits import Allowance

log = logging.getLogger(__name__)

PATIENCE = 1.0
"""Seconds that Redis has for an answer."""

PAUSE = 5.0
"""Seconds for which Redis is left alone after it did not answer."""

COUNT = """
local used = redis.call('incr', KEYS[1])
if used == 1 then redis.call('pexpire', KEYS[1], ARGV[1]) end
return {used, redis.call('pttl', KEYS[1])}
"""
"""One step for Redis, so that nobody counts in between. The window begins with the first request."""


class RedisLimits:
    """`url` as in `REDIS_URL`. Opens its connections when the first request comes."""

    def __init__(self, url: str) -> None:
        # Takes a while to import, and few have it.
        from redis.asyncio import Redis

        self._redis: Any = Redis.from_url(url, socket_timeout=PATIENCE, socket_connect_timeout=PATIENCE)
        self._count: Any = self._redis.register_script(COUNT)
        self._left_alone_until = 0.0

    async def count(self, subject: str, limit: int, window: timedelta) -> Allowance | None:
        """Counts one request of `subject`; None while Redis does not answer."""
        from redis.exceptions import RedisError

        if time.monotonic() < self._left_alone_until:
            return None
        try:
            used, left = await self._count(
                keys=[f"nodepilot:limit:{subject}"], args=[ceil(window.total_seconds() * 1000)]
            )
        except (RedisError, OSError) as error:
            # The kind alone: a message may hold the address with its password.
            log.warning("Redis does not answer (%s): PostgreSQL counts.", type(error).__name__)
            self._left_alone_until = time.monotonic() + PAUSE
            return None
        return Allowance(limit, used, max(1, ceil(left / 1000)))

    async def close(self) -> None:
        await self._redis.aclose()
