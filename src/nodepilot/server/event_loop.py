"""The event loop of a server process that shares its port with siblings."""

from __future__ import annotations

import asyncio
import socket
from typing import Any, cast

import uvloop


class SiblingLoop(uvloop.Loop):
    """Opens a shared port once more for itself, so that the system spreads connections over all processes.

    On one socket for all, whoever wakes up first takes every connection that waits: when many people come at once,
    one process would work for all of them and the others for nobody.
    """

    async def create_server(
        self, *arguments: Any, sock: socket.socket | None = None, **options: Any
    ) -> asyncio.Server:
        if sock is not None and sock.getsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT):
            sock = open_port(sock.family, sock.getsockname(), shared=True)
        # What it gives is one but for the name.
        return cast("asyncio.Server", await super().create_server(*arguments, sock=sock, **options))


def open_port(family: int, address: tuple[Any, ...], *, shared: bool) -> socket.socket:
    """A socket at the address that does not listen yet. Raises `OSError` when it is taken, by others if `shared`."""
    opened = socket.socket(family, socket.SOCK_STREAM)
    opened.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    opened.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, shared)
    # asyncio sets it on sockets that it opens, not on one that it is given. Without it an answer's second packet
    # waits 40 ms for the first one to be acknowledged.
    opened.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    try:
        opened.bind(address)
    except OSError:
        opened.close()
        raise
    return opened
