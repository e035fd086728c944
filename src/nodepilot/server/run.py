"""Runs the server: database, schema, the address to open, and a clean end."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from types import FrameType
from typing import Any

import uvicorn
from uvicorn.supervisors import ChangeReload, Multiprocess

from nodepilot.accounts.one_time import OneTimeTokens
from nodepilot.errors import ServiceError
from nodepilot.server.event_loop import open_port
from nodepilot.server.pages import STATIC
from nodepilot.settings import InvalidSetting, Settings, load_settings
from nodepilot.storage.database import Database
from nodepilot.storage.source import DatabaseSource

APP = "nodepilot.server.app:create_app"
LONGEST_GOODBYE = 8
"""Seconds for open connections to end when the server stops."""

PACKAGE = Path(__file__).parent.parent


class PortBusy(ServiceError):
    """Somebody else listens on the port."""

    code = "PORT_BUSY"


class Server(uvicorn.Server):
    """Says where it is once it takes connections."""

    announce: Callable[[], None] | None = None

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.announce is not None:
            self.announce()

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """A second Ctrl-C changes nothing: the end is near, and it includes the database's."""
        super().handle_exit(sig, frame)
        self.force_exit = False


def serve(host: str | None = None, port: int | None = None, *, reload: bool = False, workers: int = 1) -> int:
    """Serves until it is told to stop (Ctrl-C, SIGTERM); returns the exit code."""
    settings = load_settings()
    settings = replace(settings, host=host or settings.host, port=settings.port if port is None else port)
    _check(settings)
    listening = listen(settings.host, settings.port, shared=workers > 1 and not reload)
    settings = replace(settings, port=listening.getsockname()[1])
    # Worker processes read their settings from the environment.
    os.environ.update({"NODEPILOT_HOST": settings.host, "NODEPILOT_PORT": str(settings.port)})
    with _ending_on_signals(), listening, DatabaseSource(settings) as source:
        source.migrate()
        address = asyncio.run(_address_to_open(settings, source))
        _run(listening, lambda: _announce(address), reload=reload, workers=workers)
    return 0


def _check(settings: Settings) -> None:
    if not settings.listens_on_loopback and settings.public_url is None:
        raise InvalidSetting(
            f"The server would listen on {settings.host}, where other machines can reach it.",
            next_step="Say under which address: NODEPILOT_PUBLIC_URL=https://nodepilot.example.com.",
        )


def listen(host: str, port: int, *, shared: bool = False) -> socket.socket:
    """The open port, taken before anything else is started. A shared one is listened on by the workers alone; who
    asks for it before they do gets it, too."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        listening = open_port(family, (host, port), shared=False)
        if shared:
            # Nobody else is there: now for several.
            address = listening.getsockname()
            listening.close()
            listening = open_port(family, address, shared=True)
        else:
            listening.listen(1024)
    except OSError as error:
        raise PortBusy(
            f"Cannot listen on {host}:{port}: {error.strerror}.",
            next_step="Stop the program that uses the port, or choose another: `nodepilot serve --port 8001`.",
        ) from error
    listening.set_inheritable(True)
    return listening


@contextmanager
def _ending_on_signals() -> Iterator[None]:
    """Lets every signal that ends a program end this one the way Ctrl-C does: with the database stopped."""

    def interrupt(_number: int, _frame: FrameType | None) -> None:
        # Whoever handles Ctrl-C at the moment handles this too.
        signal.raise_signal(signal.SIGINT)

    before = {number: signal.signal(number, interrupt) for number in (signal.SIGTERM, signal.SIGHUP)}
    try:
        with suppress(KeyboardInterrupt):
            yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


async def _address_to_open(settings: Settings, source: DatabaseSource) -> str:
    """With a one-time token where only this machine can connect; the public address elsewhere."""
    if not settings.listens_on_loopback:
        return settings.public_url or ""
    database = Database(source.app)
    await database.open()
    try:
        token = await OneTimeTokens(database).for_owner()
    finally:
        await database.close()
    host = f"[{settings.host}]" if ":" in settings.host else settings.host
    return f"http://{host}:{settings.port}/?token={token}"


def _announce(address: str) -> None:
    lines = ["", "NodePilot is running. Open this address; it signs you in:", "", f"    {address}", ""]
    if not (STATIC / "index.html").exists():
        lines.append("The web page is not built yet: run `make setup`.")
    lines.append("Ctrl-C stops it.")
    sys.stdout.write("\n".join(lines) + "\n")
    sys.stdout.flush()


def _run(listening: socket.socket, announce: Callable[[], None], *, reload: bool, workers: int) -> None:
    config = uvicorn.Config(
        APP,
        factory=True,
        reload=reload,
        reload_dirs=[str(PACKAGE)] if reload else None,
        workers=workers,
        loop="nodepilot.server.event_loop:SiblingLoop" if workers > 1 else "auto",
        access_log=False,
        log_level="warning",
        proxy_headers=False,
        server_header=False,
        lifespan="on",
        timeout_graceful_shutdown=LONGEST_GOODBYE,
    )
    server = Server(config)
    if reload:
        announce()
        ChangeReload(config, target=server.run, sockets=[listening]).run()
    elif workers > 1:
        threading.Thread(target=_once_up, args=(listening.getsockname(), announce), daemon=True).start()
        Multiprocess(config, sockets=[listening]).run()
    else:
        server.announce = announce
        server.run(sockets=[listening])


def _once_up(address: tuple[Any, ...], announce: Callable[[], None]) -> None:
    """Announces when the first worker takes connections."""
    while True:
        try:
            socket.create_connection(address[:2], timeout=1).close()
        except OSError:
            time.sleep(0.05)
        else:
            announce()
            return
