from __future__ import annotations

import asyncio

import pytest

from nodepilot.ai.fair_queue import FairQueue
from nodepilot.ai.ports import Kind, ModelFailure


async def ask(queue: FairQueue, person: str, served: list[str], gate: asyncio.Event) -> None:
    async with queue.turn(person):
        served.append(person)
        await gate.wait()


async def test_each_person_has_a_turn() -> None:
    queue, gate = FairQueue(at_once=1), asyncio.Event()
    served: list[str] = []
    order = ["busy", "busy", "busy", "busy", "quick", "other"]
    asking = []
    for person in order:
        asking.append(asyncio.create_task(ask(queue, person, served, gate)))
        await asyncio.sleep(0)
    gate.set()
    await asyncio.gather(*asking)
    assert served == ["busy", "busy", "quick", "other", "busy", "busy"]
    assert queue.waiting == 0


async def test_too_many_are_refused_at_once() -> None:
    queue, gate = FairQueue(at_once=1, most_waiting=1), asyncio.Event()
    asking = [asyncio.create_task(ask(queue, "a", [], gate)) for _ in range(2)]
    await asyncio.sleep(0)
    with pytest.raises(ModelFailure) as refused:
        async with queue.turn("b"):
            pass
    assert refused.value.kind is Kind.QUEUE_FULL
    gate.set()
    await asyncio.gather(*asking)


async def test_whoever_gives_up_takes_no_turn() -> None:
    queue, gate = FairQueue(at_once=1), asyncio.Event()
    served: list[str] = []
    first = asyncio.create_task(ask(queue, "a", served, gate))
    await asyncio.sleep(0)
    given_up = asyncio.create_task(ask(queue, "b", served, gate))
    last = asyncio.create_task(ask(queue, "c", served, gate))
    await asyncio.sleep(0)
    given_up.cancel()
    gate.set()
    await asyncio.gather(first, last)
    assert served == ["a", "c"]
    async with queue.turn("d"):
        pass


async def test_everybody_hears_of_their_place() -> None:
    queue, gate = FairQueue(at_once=1), asyncio.Event()
    places: dict[str, list[int]] = {"busy": [], "busy again": [], "quick": []}

    async def wait(person: str, name: str) -> None:
        async with queue.turn(person, places[name].append):
            pass

    holding = asyncio.create_task(ask(queue, "first", [], gate))
    await asyncio.sleep(0)
    asking = []
    for person, name in (("busy", "busy"), ("busy", "busy again"), ("quick", "quick")):
        asking.append(asyncio.create_task(wait(person, name)))
        await asyncio.sleep(0)
    assert {name: seen[-1] for name, seen in places.items()} == {"busy": 1, "busy again": 3, "quick": 2}
    gate.set()
    await asyncio.gather(holding, *asking)
    assert all(seen[-1] == 0 for seen in places.values()), "and that their turn has come"


async def test_who_need_not_wait_hears_nothing() -> None:
    places: list[int] = []
    async with FairQueue().turn("somebody", places.append):
        assert places == []


async def test_nobody_waits_longer_than_there_is_time() -> None:
    queue, gate, places = FairQueue(at_once=1), asyncio.Event(), list[int]()
    first = asyncio.create_task(ask(queue, "a", [], gate))
    await asyncio.sleep(0)
    with pytest.raises(ModelFailure) as refused:
        async with queue.turn("b", places.append, seconds=0.01):
            pass
    assert refused.value.kind is Kind.OVER_BUDGET
    assert (places, queue.waiting) == ([1, 0], 0)
    gate.set()
    await first
    async with queue.turn("c"):
        pass
