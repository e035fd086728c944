"""SDK clients have an owner, and an end."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from typing import Any

import pytest

from nodepilot.ai.access import Access
from nodepilot.ai.clients import Clients
from nodepilot.ai.ports import Kind, ModelFailure


@dataclass
class SlowToClose:
    """A client whose connections take a while to end."""

    api_key: str
    may_end: asyncio.Event = field(default_factory=asyncio.Event)
    is_closed: bool = False

    async def close(self) -> None:
        await self.may_end.wait()
        self.is_closed = True


def make(*, api_key: str, **_: Any) -> SlowToClose:
    return SlowToClose(api_key)


async def test_one_for_each_key_by_turns() -> None:
    clients = Clients(Access(("one", "two")))
    made = [clients.next(make) for _ in range(4)]
    assert [client.api_key for client in made] == ["one", "two", "one", "two"]
    assert made[0] is made[2]


async def test_whoever_gives_up_waiting_does_not_keep_them_open() -> None:
    clients = Clients(Access(("one", "two")))
    made = [clients.next(make) for _ in range(2)]
    waiting = asyncio.create_task(clients.close())
    await asyncio.sleep(0)
    waiting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await waiting
    for client in made:
        client.may_end.set()
    await clients.close()
    assert all(client.is_closed for client in made)


class Broken(SlowToClose):
    async def close(self) -> None:
        raise RuntimeError("its loop is gone")


async def test_one_that_cannot_be_closed_keeps_none_open() -> None:
    clients = Clients(Access(("one", "two")))
    clients.next(lambda **_: Broken("one"))
    other = clients.next(make)
    other.may_end.set()
    await clients.close()
    assert other.is_closed


async def test_none_is_made_afterwards() -> None:
    clients = Clients(Access(("one",)))
    await clients.close()
    with pytest.raises(ModelFailure) as failed:
        clients.next(make)
    assert failed.value.kind is Kind.UNREACHABLE
