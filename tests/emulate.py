"""Paid services as somebody else imitates them: the npm program `emulate`, on this machine."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

INSTALL = Path(__file__).resolve().parent.parent / "tools" / "npm_program.sh"
VERSION = "0.12.2"
PATIENCE = 30.0


def emulate_folder() -> Path:
    """Where the program is, installed if need be. Without it a test is left out aloud; in CI it fails."""
    done = subprocess.run([INSTALL, "emulate", VERSION], capture_output=True, text=True, check=False)
    if done.returncode == 0:
        return Path(done.stdout.strip())
    missing = f"`emulate` could not be installed: {done.stderr.strip()[-300:]}"
    if os.environ.get("CI"):
        pytest.fail(missing)
    pytest.skip(missing)


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as free:
        return int(free.getsockname()[1])


@contextmanager
def emulated(service: str, seed: dict[str, Any]) -> Iterator[str]:
    """The service's address while it runs."""
    folder, port = emulate_folder(), free_port()
    program = [folder / "bin" / "node", folder / "node_modules" / "emulate" / "dist" / "index.js"]
    with tempfile.TemporaryDirectory() as scratch:
        seed_file = Path(scratch) / "seed.json"
        seed_file.write_text(json.dumps({service: seed}))
        process = subprocess.Popen(
            [*program, "start", "--service", service, "--port", str(port), "--seed", seed_file],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            cwd=scratch,
        )
        # It calls itself by this name in the addresses that it gives out.
        address = f"http://localhost:{port}"
        try:
            _wait_for(address, process)
            yield address
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
    pytest.fail("`emulate` did not start")
