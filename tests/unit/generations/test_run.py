from __future__ import annotations

import asyncio

from nodepilot.generations.run import Run, Runs
from nodepilot.storage.ids import new_id
from nodepilot.storage.stream_event import EventBody, StreamEvent

FIRST, SECOND, LAST = (
    StreamEvent(1, "accepted", "{}"),
    StreamEvent(2, "text", "{}"),
    StreamEvent(3, "done", "{}"),
)


def new_run() -> Run:
    return Run(new_id(), new_id(), new_id())


async def collect(run: Run, after: int = 0) -> list[StreamEvent]:
    return [event async for event in run.follow(after)]


async def test_early_and_late_followers_see_the_same() -> None:
    run = new_run()
    early = asyncio.create_task(collect(run))
    await asyncio.sleep(0)
    run.publish([FIRST])
    await asyncio.sleep(0)
    run.publish([SECOND, LAST])
    assert await early == [FIRST, SECOND, LAST]
    assert await collect(run) == [FIRST, SECOND, LAST]


async def test_following_from_the_middle() -> None:
    run = new_run()
    run.publish([FIRST, SECOND, LAST])
    assert await collect(run, after=2) == [LAST]
    assert await collect(run, after=3) == []
    assert await collect(run, after=99) == []


async def test_an_abandoned_one_ends_without_a_last_event() -> None:
    run = new_run()
    run.publish([FIRST])
    waiting = asyncio.create_task(collect(run))
    await asyncio.sleep(0)
    run.abandon()
    assert await waiting == [FIRST]


async def test_the_first_to_stop_it_is_heard() -> None:
    run = new_run()
    run.stop(EventBody("done", {"outcome": "stopped"}))
    run.stop(EventBody("error", {}))
    assert run.ending == EventBody("done", {"outcome": "stopped"})
    assert run.attention.is_set()


async def test_a_run_is_its_users_alone() -> None:
    runs, run = Runs(), new_run()
    runs.add(run)
    assert runs.find(run.generation_id, run.user_id) is run
    assert runs.find(run.generation_id, new_id()) is None
    runs.remove(run)
    runs.remove(run)
    assert runs.all() == []
