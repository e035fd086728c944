"""How fast the server answers, measured over HTTP on this machine.

    .venv/bin/python bench/http.py [--workers 2] [--clients 32] [--requests 400]

Starts `nodepilot serve` with a database of its own, signs the owner in, and measures in one run: a bare
route, plain reads alone and under load, fast generation, chat messages with all their writes, the start and
the memory of each process. One line for each; the database is thrown away.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable
from pathlib import Path

import httpx
import psutil

REQUEST = "when a row is added to my Google Sheet, post it to the Slack channel #sales"
SERVE = (
    "import sys; from nodepilot.server.run import serve; sys.exit(serve(port=0, workers=int(sys.argv[1])))"
)

Measured = Callable[[httpx.AsyncClient, int], Awaitable[httpx.Response]]


def start(data_dir: Path, workers: int) -> tuple[subprocess.Popen[str], str, str, float]:
    """The process, its base address, the owner's token, and the seconds until it was healthy."""
    began = time.perf_counter()
    environment = {**os.environ, "NODEPILOT_DATA_DIR": str(data_dir), "NODEPILOT_RATE_LIMIT": "0"}
    process = subprocess.Popen(  # noqa: S603 - a fixed command
        [sys.executable, "-c", SERVE, str(workers)], env=environment, stdout=subprocess.PIPE, text=True
    )
    for line in process.stdout or ():
        found = re.search(r"(http://\S+)/\?token=(\S+)", line)
        if found:
            wait_until_healthy(found[1])
            return process, found[1], found[2], time.perf_counter() - began
    raise SystemExit("the server did not start")


def wait_until_healthy(base: str) -> None:
    while True:
        try:
            if httpx.get(f"{base}/api/health").status_code == 200:
                return
        except httpx.TransportError:
            pass
        time.sleep(0.02)


def stop(process: subprocess.Popen[str]) -> None:
    process.send_signal(signal.SIGINT)
    process.wait(30)


def memory(process: subprocess.Popen[str]) -> str:
    """Megabytes of each Python process: the parent, its resource tracker, the workers."""
    parent = psutil.Process(process.pid)
    family = [parent, *parent.children(recursive=True)]
    sizes = [one.memory_info().rss / 1e6 for one in family if one.name().startswith("python")]
    return ", ".join(f"{size:.0f}" for size in sizes)


async def measure(
    client: httpx.AsyncClient, name: str, work: Measured, *, requests: int, clients: int
) -> None:
    """Runs `work` by so many clients at once; prints the rate and how long answers took."""
    times: list[float] = []
    numbers = iter(range(requests))

    async def one_client() -> None:
        for number in numbers:
            began = time.perf_counter()
            answer = await work(client, number)
            times.append(time.perf_counter() - began)
            if answer.status_code >= 500:
                raise SystemExit(f"{name}: {answer.status_code} {answer.text}")

    began = time.perf_counter()
    await asyncio.gather(*(one_client() for _ in range(clients)))
    rate = requests / (time.perf_counter() - began)
    times.sort()
    half, most = times[len(times) // 2] * 1000, times[int(len(times) * 0.99)] * 1000
    print(
        f"{name:<28} {clients:>3} clients {rate:8.1f}/s   p50 {half:7.1f} ms   p99 {most:7.1f} ms", flush=True
    )


async def bare(client: httpx.AsyncClient, _number: int) -> httpx.Response:
    return await client.get("/api/nothing")


async def read(client: httpx.AsyncClient, _number: int) -> httpx.Response:
    return await client.get("/api/conversations")


async def fast(client: httpx.AsyncClient, _number: int) -> httpx.Response:
    return await client.post("/api/workflow/fast-generate", json={"request": REQUEST})


async def chat(client: httpx.AsyncClient, number: int) -> httpx.Response:
    return await client.post("/api/chat/message", json={"message": f"{REQUEST} ({number})"})


async def run(base: str, token: str, requests: int, clients: int) -> None:
    limits = httpx.Limits(max_connections=clients, max_keepalive_connections=clients)
    headers = {"Origin": base, "X-NodePilot": "1"}
    async with httpx.AsyncClient(base_url=base, headers=headers, timeout=60, limits=limits) as client:
        answer = await client.get("/", params={"token": token})
        if answer.status_code != 303:
            raise SystemExit(f"signing in failed: {answer.status_code}")
        # The engine is loaded by now, in each process.
        await asyncio.gather(*(fast(client, 0) for _ in range(clients)))
        await measure(client, "bare route", bare, requests=requests, clients=clients)
        await measure(client, "plain read, alone", read, requests=100, clients=1)
        await measure(client, "plain read, under load", read, requests=requests, clients=clients)
        await measure(client, "fast generation", fast, requests=requests, clients=clients)
        await measure(client, "chat message", chat, requests=requests, clients=clients)


def main() -> None:
    parser = argparse.ArgumentParser(description="Measures the server over HTTP.")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--clients", type=int, default=32)
    parser.add_argument("--requests", type=int, default=400)
    chosen = parser.parse_args()
    parent = Path(tempfile.mkdtemp(prefix="nodepilot-bench-"))
    # The account that root drops to must be able to pass.
    parent.chmod(0o711)
    try:
        process, _, _, seconds = start(parent / "data", chosen.workers)
        print(f"{'first start':<28} {seconds:.2f} s", flush=True)
        stop(process)
        process, base, token, seconds = start(parent / "data", chosen.workers)
        print(f"{'warm start':<28} {seconds:.2f} s", flush=True)
        try:
            print(f"{'memory at rest':<28} {memory(process)} MB", flush=True)
            asyncio.run(run(base, token, chosen.requests, chosen.clients))
            print(f"{'memory afterwards':<28} {memory(process)} MB", flush=True)
        finally:
            stop(process)
    finally:
        shutil.rmtree(parent, ignore_errors=True)


if __name__ == "__main__":
    main()
