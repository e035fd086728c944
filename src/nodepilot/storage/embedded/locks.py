"""Locks on files. The kernel drops them when their holder dies, however it dies."""

from __future__ import annotations

import fcntl
import os
import time
from pathlib import Path

PAUSE = 0.02
"""Seconds between two looks at a lock that somebody else holds."""


class FileLock:
    """One open file with `flock` on it. Two instances exclude each other, in one process too."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._descriptor: int | None = None

    @property
    def descriptor(self) -> int:
        """The open file, to be handed to a child process that shall hold the lock too."""
        if self._descriptor is None:
            raise RuntimeError(f"{self._path} is not locked")
        return self._descriptor

    @property
    def held(self) -> bool:
        return self._descriptor is not None

    def try_acquire(self, *, shared: bool = False) -> bool:
        """Takes the lock if it is free. Not for a lock that this instance holds already."""
        if self._descriptor is not None:
            raise RuntimeError(f"{self._path} is locked already")
        descriptor = os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(descriptor, (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(descriptor)
            return False
        self._descriptor = descriptor
        return True

    def acquire(self, *, shared: bool = False, timeout: float) -> bool:
        """Waits up to `timeout` seconds; false when the lock was not to be had."""
        deadline = time.monotonic() + timeout
        while not self.try_acquire(shared=shared):
            if time.monotonic() >= deadline:
                return False
            time.sleep(PAUSE)
        return True

    def release(self) -> None:
        """Closes the file. A child process that inherited it keeps the lock."""
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None


def is_held(path: Path) -> bool:
    """Whether any process holds the lock on `path`."""
    if not path.exists():
        return False
    probe = FileLock(path)
    free = probe.try_acquire(shared=True)
    probe.release()
    return not free
