"""`nodepilot serve` as people run it: start, signals, kills, restarts."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import httpx
import psutil
import pytest

from tests.integration.conftest import MakeDataDir

START = 60
"""Seconds that a start may take on a busy machine; two are usual."""


@dataclass
class Serving:
    process: subprocess.Popen[str]
    address: str

    @property
    def base(self) -> str:
        parts = urlsplit(self.address)
        return f"{parts.scheme}://{parts.netloc}"

    @contextmanager
    def sign_in(self) -> Iterator[httpx.Client]:
        headers = {"Origin": self.base, "X-NodePilot": "1"}
        with httpx.Client(base_url=self.base, headers=headers, timeout=30) as client:
            assert client.get("/", params={"token": self.address.partition("token=")[2]}).status_code == 303
            yield client


def command(*flags: str) -> list[str]:
    return [sys.executable, "-m", "nodepilot.cli.main", "serve", *flags]


def environment(data_dir: Path) -> dict[str, str]:
    return {**os.environ, "NODEPILOT_DATA_DIR": str(data_dir)}


@contextmanager
def serving(data_dir: Path, *flags: str) -> Iterator[Serving]:
    process = subprocess.Popen(
        command("--port", "0", *flags),
        env=environment(data_dir),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    with process:
        try:
            yield Serving(process, printed_address(process))
        finally:
            if process.poll() is None:
                process.kill()


def printed_address(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    for line in process.stdout:
        found = re.search(r"http://\S+", line)
        if found:
            return found[0]
    assert process.stderr is not None
    raise AssertionError(f"no address was printed: {process.stderr.read()}")


def mentioning(data_dir: Path) -> list[str]:
    """Command lines of processes that work in the data folder."""
    found = []
    for process in psutil.process_iter(["cmdline", "pid"]):
        try:
            line = " ".join(process.info["cmdline"] or [])
            if str(data_dir) in line or str(data_dir) in process.cwd():
                found.append(line)
        except psutil.Error:
            continue
    return found


def wait_until_gone(data_dir: Path) -> None:
    deadline = time.monotonic() + 20
    while left := mentioning(data_dir):
        assert time.monotonic() < deadline, f"left behind: {left}"
        time.sleep(0.05)


def test_workers_share_the_connections(make_data_dir: MakeDataDir) -> None:
    data_dir = make_data_dir()
    with serving(data_dir, "--workers", "2") as server, ExitStack() as stack:
        deadline = time.monotonic() + START
        port = urlsplit(server.base).port
        counts: list[int] = []
        while len(counts) < 2:
            assert time.monotonic() < deadline, "one worker takes all connections"
            for _ in range(20):
                client = stack.enter_context(httpx.Client(base_url=server.base, timeout=30))
                assert client.get("/api/health").status_code == 200
            workers = psutil.Process(server.process.pid).children(recursive=True)
            taken = [sum(_is_of(each, port) for each in worker.net_connections("tcp")) for worker in workers]
            counts = [count for count in taken if count]
        server.process.send_signal(signal.SIGTERM)
        assert server.process.wait(30) == 0
    wait_until_gone(data_dir)


def _is_of(connection: Any, port: int | None) -> bool:
    """Whether somebody is connected to our port by it."""
    return bool(connection.status == psutil.CONN_ESTABLISHED and connection.laddr.port == port)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_stops_everything(make_data_dir: MakeDataDir, number: signal.Signals) -> None:
    data_dir = make_data_dir()
    with serving(data_dir) as server:
        with server.sign_in() as client:
            assert client.get("/api/health").json()["status"] == "ok"
            assert client.get("/api/users/me").json()["name"] == "Owner"
        assert mentioning(data_dir)
        server.process.send_signal(number)
        assert server.process.wait(20) == 0
        assert server.process.stderr is not None
        assert server.process.stderr.read() == ""
    wait_until_gone(data_dir)


def test_ctrl_c_in_a_terminal(make_data_dir: MakeDataDir) -> None:
    """The terminal sends the signal to every process of the group, twice if one is impatient."""
    data_dir = make_data_dir()
    with serving(data_dir) as server:
        os.killpg(server.process.pid, signal.SIGINT)
        time.sleep(0.05)
        os.killpg(server.process.pid, signal.SIGINT)
        assert server.process.wait(20) == 0
        assert server.process.stderr is not None
        assert server.process.stderr.read() == ""
    wait_until_gone(data_dir)


def test_what_was_said_survives_a_restart_and_a_kill(make_data_dir: MakeDataDir) -> None:
    data_dir = make_data_dir()
    with serving(data_dir) as server, server.sign_in() as client:
        client.post("/api/chat/message", json={"message": "before the restart"})
        first = client.get("/api/conversations").json()
        server.process.send_signal(signal.SIGINT)
        server.process.wait(20)
    with serving(data_dir) as server, server.sign_in() as client:
        assert client.get("/api/conversations").json() == first
        client.post("/api/chat/message", json={"message": "before the kill"})
        second = client.get("/api/conversations").json()
        server.process.kill()
    with serving(data_dir) as server, server.sign_in() as client:
        kept = client.get("/api/conversations").json()
        assert kept == second
        assert [one["title"] for one in kept["conversations"]] == ["Before the kill", "Before the restart"]
        server.process.send_signal(signal.SIGINT)
        assert server.process.wait(20) == 0
    wait_until_gone(data_dir)


def test_a_cookie_survives_a_restart(make_data_dir: MakeDataDir) -> None:
    data_dir = make_data_dir()
    with serving(data_dir) as server, server.sign_in() as client:
        cookies = dict(client.cookies)
        server.process.send_signal(signal.SIGINT)
        server.process.wait(20)
    with serving(data_dir) as server:
        assert httpx.get(f"{server.base}/api/users/me", cookies=cookies).status_code == 200
        server.process.send_signal(signal.SIGINT)
        server.process.wait(20)


@pytest.mark.parametrize("flag", [["--reload"], []])
def test_no_worker_outlives_a_killed_parent(make_data_dir: MakeDataDir, flag: list[str]) -> None:
    data_dir = make_data_dir()
    with serving(data_dir, *flag) as server:
        wait_until_healthy(server)
        children = [
            one for one in psutil.Process(server.process.pid).children() if "postgres" not in one.name()
        ]
        assert bool(children) == bool(flag)
        server.process.kill()
        server.process.wait(10)
        _, alive = psutil.wait_procs(children, timeout=20)
        assert not alive
    with serving(data_dir) as server:
        wait_until_healthy(server)
        server.process.send_signal(signal.SIGINT)
        assert server.process.wait(20) == 0
    wait_until_gone(data_dir)


def wait_until_healthy(server: Serving) -> None:
    deadline = time.monotonic() + START
    while time.monotonic() < deadline:
        try:
            if httpx.get(f"{server.base}/api/health").status_code == 200:
                return
        except httpx.TransportError:
            pass
        time.sleep(0.1)
    raise AssertionError("the server was never healthy")


def test_a_busy_port(make_data_dir: MakeDataDir) -> None:
    data_dir = make_data_dir()
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        outcome = subprocess.run(
            command("--port", str(port)),
            env=environment(data_dir),
            capture_output=True,
            text=True,
            timeout=START,
            check=False,
        )
    assert outcome.returncode == 1
    assert f"127.0.0.1:{port}" in outcome.stderr
    assert "--port" in outcome.stderr
    assert "Traceback" not in outcome.stderr
    assert not data_dir.exists(), "nothing was started for nothing"


@pytest.mark.parametrize(
    ("flags", "variables", "expected"),
    [
        (["--host", "0.0.0.0"], {}, "NODEPILOT_PUBLIC_URL"),  # noqa: S104 - refused, which is the point
        (["--host", "no.such.host.invalid"], {"NODEPILOT_PUBLIC_URL": "https://x.example"}, "Cannot listen"),
        ([], {"DATABASE_URL": "mysql://localhost/x"}, "DATABASE_URL"),
        ([], {"DATABASE_URL": "postgresql://nobody:secret-word@127.0.0.1:1/x"}, "cannot be reached"),
        ([], {"NODEPILOT_SECRET_KEY": "short"}, "NODEPILOT_SECRET_KEY"),
        ([], {"NODEPILOT_PORT": "many"}, "NODEPILOT_PORT"),
    ],
)
def test_what_cannot_be(
    make_data_dir: MakeDataDir, flags: list[str], variables: dict[str, str], expected: str
) -> None:
    outcome = subprocess.run(
        command(*flags, *([] if "NODEPILOT_PORT" in variables else ["--port", "0"])),
        env={**environment(make_data_dir()), **variables},
        capture_output=True,
        text=True,
        timeout=START,
        check=False,
    )
    assert outcome.returncode in {1, 2}
    assert expected in outcome.stderr
    assert "Traceback" not in outcome.stderr
    assert "secret-word" not in outcome.stderr
