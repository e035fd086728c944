"""Servers to measure: started as processes of their own, with what they and their database use."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError

import psutil

APPS = Path(__file__).parent / "apps"
"""Not this folder itself: a file in it has the name of a module of Python's."""

SERVE = (
    "import sys; from nodepilot.server import run;"
    " run.APP = sys.argv[2]; sys.exit(run.serve(port=0, workers=int(sys.argv[1])))"
)
BARE = "import sys, bare_app; bare_app.serve(int(sys.argv[1]), int(sys.argv[2]))"
PRODUCT, IDLE = "nodepilot.server.app:create_app", "idle_app:create_idle_app"


@dataclass(frozen=True, slots=True)
class Running:
    """`token` signs the owner in, once; `seconds` is how long it took until it was healthy."""

    process: psutil.Process
    base: str
    token: str
    seconds: float
    data_dir: Path | None = None

    def workers(self) -> list[psutil.Process]:
        """The Python processes, the parent first."""
        family = [self.process, *self.process.children(recursive=True)]
        return [one for one in family if one.name().startswith("python")]

    def memory(self) -> list[float]:
        """Megabytes of each Python process; memory that they share counts in each."""
        return [one.memory_info().rss / 1e6 for one in self.workers()]

    def cpu_seconds(self) -> float:
        """Of the server and its database."""
        return sum(sum(one.cpu_times()[:2]) for one in [*self.workers(), *self._database()])

    def _database(self) -> list[psutil.Process]:
        if self.data_dir is None:
            return []
        pid = int((self.data_dir / "postgres" / "cluster" / "postmaster.pid").read_text().split()[0])
        postmaster = psutil.Process(pid)
        return [postmaster, *postmaster.children()]


@contextmanager
def product(data_dir: Path, workers: int, app: str = PRODUCT) -> Iterator[Running]:
    """`nodepilot serve` with its embedded database, without a limit on requests."""
    settings = {"NODEPILOT_DATA_DIR": str(data_dir), "NODEPILOT_RATE_LIMIT": "0"}
    began = time.perf_counter()
    with _process(SERVE, str(workers), app, **settings) as process:
        for line in process.stdout or ():
            found = re.search(r"(http://\S+)/\?token=(\S+)", line)
            if found:
                _wait_until_up(f"{found[1]}/api/health")
                seconds = time.perf_counter() - began
                yield Running(psutil.Process(process.pid), found[1], found[2], seconds, data_dir)
                return
    raise SystemExit("the server did not start")


@contextmanager
def bare(workers: int) -> Iterator[Running]:
    """The framework with one route."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    began = time.perf_counter()
    with _process(BARE, str(workers), str(port)) as process:
        base = f"http://127.0.0.1:{port}"
        _wait_until_up(f"{base}/hello")
        yield Running(psutil.Process(process.pid), base, "", time.perf_counter() - began)


@contextmanager
def _process(program: str, *arguments: str, **settings: str) -> Iterator[subprocess.Popen[str]]:
    environment = {**os.environ, "PYTHONPATH": str(APPS), **settings}
    command = [sys.executable, "-c", program, *arguments]
    process = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True)  # noqa: S603 - fixed
    try:
        yield process
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(30)


def _wait_until_up(address: str) -> None:
    until = time.monotonic() + 60
    while time.monotonic() < until:
        with suppress(URLError, ConnectionError, TimeoutError), urllib.request.urlopen(address, timeout=5):  # noqa: S310 - our own
            return
        time.sleep(0.01)
    raise SystemExit(f"{address} does not answer")
