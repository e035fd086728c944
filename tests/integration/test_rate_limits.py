"""The limit on requests, exact over several server processes, counted in PostgreSQL and in Redis."""

from __future__ import annotations

import asyncio
from collections import Counter
from contextlib import ExitStack
from datetime import timedelta

import httpx
import pytest

from nodepilot.storage.redis_limits import RedisLimits
from tests.integration.conftest import MakeDataDir
from tests.integration.redis_server import PROGRAM, running_redis
from tests.integration.served import Served, served

LIMIT = 40
REQUESTS = 100
SERVERS = 2
AT_ONCE = 10
"""Requests under way: enough to race, few enough for a busy machine."""

needs_redis = pytest.mark.skipif(
    PROGRAM is None,
    reason="LEFT OUT: there is no Redis on this machine (Debian: apt-get install redis-tools)",
)


async def statuses(servers: list[Served]) -> list[Counter[int]]:
    """What many requests of one person get at once, by server."""
    async with httpx.AsyncClient(timeout=60) as client:
        await client.get(servers[0].base, params={"token": servers[0].token})
        free = asyncio.Semaphore(AT_ONCE)

        async def ask(number: int) -> httpx.Response:
            async with free:
                return await client.get(f"{servers[number % SERVERS].base}/api/users/me")

        answers = await asyncio.gather(*(ask(number) for number in range(REQUESTS)))
    found: list[Counter[int]] = [Counter() for _ in servers]
    for number, answer in enumerate(answers):
        found[number % SERVERS][answer.status_code] += 1
        assert answer.headers["ratelimit-limit"] == str(LIMIT)
        assert (answer.status_code == 429) == ("retry-after" in answer.headers)
    return found


@pytest.mark.parametrize("counted_in", ["postgres", pytest.param("redis", marks=needs_redis)])
async def test_exact_over_several_processes(make_data_dir: MakeDataDir, counted_in: str) -> None:
    data_dir = make_data_dir()
    with ExitStack() as stack:
        url = stack.enter_context(running_redis()).url if counted_in == "redis" else ""
        servers = [
            stack.enter_context(served(data_dir, REDIS_URL=url, NODEPILOT_RATE_LIMIT=str(LIMIT)))
            for _ in range(SERVERS)
        ]
        found = await statuses(servers)
    assert sum(found, Counter()) == {200: LIMIT, 429: REQUESTS - LIMIT}
    assert all(each.total() >= REQUESTS // SERVERS for each in found)


@needs_redis
async def test_windows_begin_with_the_first_and_end() -> None:
    with running_redis() as redis:
        limits = RedisLimits(redis.url)
        window = timedelta(milliseconds=300)
        counted = [await limits.count("somebody", 2, window) for _ in range(3)]
        assert [each.used for each in counted if each] == [1, 2, 3]
        assert [each.exceeded for each in counted if each] == [False, False, True]
        other = await limits.count("somebody else", 2, window)
        assert other is not None
        assert other.used == 1
        again = other
        for _ in range(1000):
            counted_again = await limits.count("somebody", 2, window)
            assert counted_again is not None
            again = counted_again
            if again.used == 1:
                break
            await asyncio.sleep(0.02)
        assert again.used == 1, "the window did not end"
        await limits.close()


@needs_redis
async def test_without_redis_the_database_counts(
    make_data_dir: MakeDataDir, caplog: pytest.LogCaptureFixture
) -> None:
    with running_redis() as redis:
        limits = RedisLimits(redis.url)
        assert await limits.count("somebody", 2, timedelta(seconds=60)) is not None
        redis.process.kill()
        redis.process.wait()
        assert await limits.count("somebody", 2, timedelta(seconds=60)) is None
        assert "PostgreSQL counts" in caplog.text
        assert redis.url not in caplog.text
        await limits.close()
        settings = {"REDIS_URL": redis.url, "NODEPILOT_RATE_LIMIT": str(LIMIT)}
        with served(make_data_dir(), **settings) as server:
            async with httpx.AsyncClient(base_url=server.base, timeout=60) as client:
                await client.get("/", params={"token": server.token})
                answer = await client.get("/api/users/me")
                assert (answer.status_code, answer.headers["ratelimit-remaining"]) == (200, str(LIMIT - 1))
