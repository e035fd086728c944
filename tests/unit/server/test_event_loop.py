from __future__ import annotations

import asyncio
import socket
from contextlib import ExitStack

import pytest

from nodepilot.server.event_loop import SiblingLoop, open_port
from nodepilot.server.run import PortBusy, listen

CONNECTIONS = 64


async def serve_once(loop: SiblingLoop, shared: socket.socket) -> None:
    server = await loop.create_server(asyncio.Protocol, sock=shared)
    server.close()
    await server.wait_closed()


def test_each_sibling_opens_the_port_for_itself() -> None:
    with listen("127.0.0.1", 0, shared=True) as shared:
        for _ in range(2):
            loop = SiblingLoop()
            loop.run_until_complete(serve_once(loop, shared))
            loop.close()
        # Closing theirs left the parent's as it was.
        assert shared.fileno() >= 0


def test_connections_are_spread_over_all_who_listen() -> None:
    with ExitStack() as stack:
        shared = stack.enter_context(listen("127.0.0.1", 0, shared=True))
        address = shared.getsockname()
        siblings = [stack.enter_context(open_port(shared.family, address, shared=True)) for _ in range(2)]
        for sibling in siblings:
            sibling.listen(CONNECTIONS)
            sibling.setblocking(False)
        for _ in range(CONNECTIONS):
            stack.enter_context(socket.create_connection(address))
        taken = [len(accepted(sibling, stack)) for sibling in siblings]
        assert sum(taken) == CONNECTIONS
        assert min(taken) > 0


def accepted(listening: socket.socket, stack: ExitStack) -> list[socket.socket]:
    """Connections that wait there."""
    found: list[socket.socket] = []
    while True:
        try:
            found.append(stack.enter_context(listening.accept()[0]))
        except BlockingIOError:
            return found


@pytest.mark.parametrize("shared", [False, True])
@pytest.mark.parametrize("first_shared", [False, True])
def test_a_port_that_another_server_has_is_busy(shared: bool, first_shared: bool) -> None:
    with ExitStack() as stack:
        taken = stack.enter_context(listen("127.0.0.1", 0, shared=first_shared))
        if first_shared:
            stack.enter_context(open_port(taken.family, taken.getsockname(), shared=True)).listen(1)
        with pytest.raises(PortBusy, match="in use"):
            listen("127.0.0.1", taken.getsockname()[1], shared=shared)
