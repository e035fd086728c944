"""A real Redis for tests: Debian's `redis-server`, or the same program as `redis-tools` has it."""

from __future__ import annotations

import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

PROGRAM = shutil.which("redis-server") or shutil.which("redis-check-rdb")
"""One program under several names; it serves when it is called `redis-server`."""


@dataclass
class RedisServer:
    """Listens on a Unix socket, keeps nothing."""

    url: str
    process: subprocess.Popen[bytes]


@contextmanager
def running_redis() -> Iterator[RedisServer]:
    """Until the end of the block, or until somebody kills its process."""
    assert PROGRAM is not None
    with tempfile.TemporaryDirectory(prefix="nodepilot-redis-") as folder:
        path = Path(folder) / "redis.sock"
        process = subprocess.Popen(
            ["redis-server", "--port", "0", "--unixsocket", str(path), "--save", "", "--dir", folder],
            executable=PROGRAM,
            stdout=subprocess.DEVNULL,
        )
        try:
            _wait_for(path, process)
            yield RedisServer(f"unix://{path}", process)
        finally:
            process.kill()
            process.wait()


def _wait_for(path: Path, process: subprocess.Popen[bytes]) -> None:
    for _ in range(500):
        with socket.socket(socket.AF_UNIX) as tried:
            if path.exists() and tried.connect_ex(str(path)) == 0:
                return
        assert process.poll() is None, "redis-server ended"
        time.sleep(0.02)
    raise AssertionError("redis-server does not answer")
