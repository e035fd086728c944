"""What a server process does when it is told to stop, before its web server closes connections."""

from __future__ import annotations

import asyncio
import multiprocessing
import os
import signal
import threading
from collections.abc import Awaitable, Callable
from types import FrameType

NUMBERS = (signal.SIGINT, signal.SIGTERM)


class GoodbyeSignals:
    """Calls `goodbye` at the first signal, then hands it on to the handler that was there before.

    uvicorn waits for open streams before it tells the app that it stops; the streams must hear of it first.
    A worker process also stops when its parent has died.
    """

    def __init__(self, goodbye: Callable[[], Awaitable[None]]) -> None:
        self._goodbye = goodbye
        self._loop = asyncio.get_running_loop()
        self._task: asyncio.Task[None] | None = None
        self._before: dict[int, Callable[[int, FrameType | None], object] | int | None] = {}
        if threading.current_thread() is threading.main_thread():
            self._before = {number: signal.getsignal(number) for number in NUMBERS}
            for number in NUMBERS:
                signal.signal(number, self._on_signal)
        self._parent = multiprocessing.parent_process()
        if self._parent is not None:
            self._loop.add_reader(self._parent.sentinel, self._on_orphaned)

    def forget(self) -> None:
        """Puts everything back as it was."""
        for number, handler in self._before.items():
            signal.signal(number, handler)
        if self._parent is not None:
            self._loop.remove_reader(self._parent.sentinel)

    def _on_signal(self, number: int, frame: FrameType | None) -> None:
        self._loop.call_soon_threadsafe(self._say_goodbye)
        before = self._before.get(number)
        if callable(before):
            before(number, frame)

    def _say_goodbye(self) -> None:
        if self._task is None:
            self._task = self._loop.create_task(self._wait_for_goodbye())

    async def _wait_for_goodbye(self) -> None:
        await self._goodbye()

    def _on_orphaned(self) -> None:
        if self._parent is not None:
            self._loop.remove_reader(self._parent.sentinel)
            os.kill(os.getpid(), signal.SIGTERM)
