"""Programs from npm that stand in for paid services, on this machine."""

from __future__ import annotations

import os
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest

INSTALL = Path(__file__).resolve().parent.parent / "tools" / "npm_program.sh"
PATIENCE = 30.0


def npm_program(name: str, version: str) -> Path:
    """Where the program is, installed if need be. Without it a test is left out aloud; in CI it fails."""
    done = subprocess.run([INSTALL, name, version], capture_output=True, text=True, check=False)
    if done.returncode == 0:
        return Path(done.stdout.strip())
    missing = f"`{name}` could not be installed: {done.stderr.strip()[-300:]}"
    if os.environ.get("CI"):
        pytest.fail(missing)
    pytest.skip(missing)


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as free:
        return int(free.getsockname()[1])


@contextmanager
def running(folder: Path, script: str, arguments: Sequence[str], address: str) -> Iterator[None]:
    """Runs a script of the program until the end of the block; it has answered at `address` by its begin."""
    process = subprocess.Popen(
        [folder / "bin" / "node", folder / "node_modules" / script, *arguments],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        cwd=folder,
    )
    try:
        _wait_for(address, process)
        yield
    finally:
        process.terminate()
        process.wait(10)


def _wait_for(address: str, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline and process.poll() is None:
        try:
            urllib.request.urlopen(address, timeout=5).close()  # noqa: S310 - an address of our own
        except urllib.error.HTTPError:
            return
        except OSError:
            time.sleep(0.1)
        else:
            return
    pytest.fail(f"Nothing answers at {address}.")
