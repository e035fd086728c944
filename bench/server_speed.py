"""How fast the server answers, measured over HTTP on this machine, everything on the same cores.

    .venv/bin/python bench/http.py [--workers 2] [--clients 32] [--requests 640] [--messages 100000]

In one run: the framework's bare route; the server with engines that do nothing; the server as it is, with fast
generation, chat messages with all their writes, every plain read alone and under that load; start and memory. Each
client is a person of its own. Beside rates stands the processor time a request takes in server and database
together, which other programs on the machine do not change.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import shutil
import tempfile
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import psutil
from filled_database import fill, sign_up
from http_client import Answer, Client
from http_servers import IDLE, PRODUCT, Running, bare, product

REQUEST = "when a row is added to my Google Sheet, post it to the Slack channel #sales"

Work = Callable[[Client, int], Awaitable[Answer]]


@dataclass
class Measured:
    """Seconds that each answer took, and all of them together."""

    name: str
    seconds: float
    times: list[float] = field(repr=False)
    cpu: float = 0.0

    @property
    def rate(self) -> float:
        return len(self.times) / self.seconds

    def percentile(self, share: float) -> float:
        """Milliseconds."""
        return sorted(self.times)[min(len(self.times) - 1, int(len(self.times) * share))] * 1000

    def line(self) -> str:
        return (
            f"{self.name:<34} {self.rate:8.1f}/s   p50 {self.percentile(0.5):7.1f} ms"
            f"   p99 {self.percentile(0.99):7.1f} ms   processor {self.cpu / len(self.times) * 1000:6.1f} ms"
        )


async def measure(
    name: str, clients: Sequence[Client], work: Work, requests: int, server: Running
) -> Measured:
    """Each client does one after the other until there were so many."""
    times: list[float] = []
    numbers = iter(range(requests))

    async def one(client: Client) -> None:
        for number in numbers:
            began = time.perf_counter()
            answer = await work(client, number)
            times.append(time.perf_counter() - began)
            if answer.status != 200:
                raise SystemExit(f"{name}: {answer.status} {answer.body[:300]!r}")

    cpu, began = server.cpu_seconds(), time.perf_counter()
    await asyncio.gather(*(one(client) for client in clients))
    measured = Measured(name, time.perf_counter() - began, times, server.cpu_seconds() - cpu)
    print(measured.line(), flush=True)
    return measured


async def hello(client: Client, _number: int) -> Answer:
    return await client.request("GET", "/hello")


async def fast(client: Client, _number: int) -> Answer:
    return await client.request("POST", "/api/workflow/fast-generate", {"request": REQUEST})


async def chat(client: Client, number: int) -> Answer:
    return await client.request("POST", "/api/chat/message", {"message": f"{REQUEST} ({number})"})


async def reads_of(client: Client) -> list[str]:
    """Paths of plain reads, with ids of things that there are."""
    conversations = (await client.request("GET", "/api/conversations")).json()["conversations"]
    made = (await client.request("POST", "/api/workflow/fast-generate", {"request": REQUEST})).json()[
        "workflow"
    ]
    kept = (await client.request("POST", "/api/workflows", {"workflow": made})).json()["id"]
    return [
        "/api/users/me",
        "/api/users/me/usage",
        "/api/conversations",
        f"/api/conversations/{conversations[-1]['id']}",
        "/api/conversations/search?q=c81e72%20c4",
        "/api/credits/balance",
        "/api/credits/history",
        "/api/workflows",
        f"/api/workflows/{kept}",
        f"/api/workflows/{kept}/versions",
        "/api/nodes/search?q=send%20a%20message",
        "/api/nodes/n8n-nodes-base.slack",
        "/api/templates",
        "/api/billing/plans",
        "/api/health",
    ]


async def read_all(client: Client, paths: Sequence[str], rounds: int) -> dict[str, list[float]]:
    """Seconds of each read, one after the other, after one round that is not counted."""
    times: dict[str, list[float]] = {path: [] for path in paths}
    for count in range(rounds + 1):
        for path in paths:
            began = time.perf_counter()
            answer = await client.request("GET", path)
            if answer.status != 200:
                raise SystemExit(f"{path}: {answer.status} {answer.body[:300]!r}")
            if count:
                times[path].append(time.perf_counter() - began)
    return times


def print_reads(title: str, times: dict[str, list[float]]) -> None:
    print(f"\n{title}", flush=True)
    for path, seconds in times.items():
        print(
            Measured(f"  {path[:40]}", sum(seconds), seconds).line().partition("   processor")[0], flush=True
        )


async def measure_reads(people: Sequence[Client], reader: Client, requests: int, server: Running) -> None:
    paths = await reads_of(reader)
    print_reads("plain reads, alone", await read_all(reader, paths, 100))
    talking = asyncio.create_task(
        measure("chat message, reads beside it", people[1:], chat, requests, server)
    )
    under_load: dict[str, list[float]] = {path: [] for path in paths}
    while not talking.done():
        for path, seconds in (await read_all(reader, paths, 2)).items():
            under_load[path] += seconds
    await talking
    print_reads("plain reads, under that load", under_load)


async def measure_idle(server: Running, count: int, requests: int) -> tuple[Measured, Measured]:
    people = [(await sign_up(server.base, 1000 + number))[0] for number in range(count)]
    await asyncio.gather(*(fast(client, 0) for client in people))
    return (
        await measure("fast generation, idle engine", people, fast, requests, server),
        await measure("chat message, idle engine", people, chat, requests, server),
    )


async def measure_product(
    server: Running, people: Sequence[Client], requests: int
) -> tuple[Measured, Measured]:
    # The engine is loaded by now, in each process.
    await asyncio.gather(*(fast(client, 0) for client in people))
    return (
        await measure("fast generation", people, fast, requests, server),
        await measure("chat message", people, chat, requests, server),
    )


async def measure_bare(server: Running, count: int, requests: int) -> Measured:
    return await measure(
        "bare route", [Client(server.base) for _ in range(count)], hello, requests * 4, server
    )


async def sign_up_all(base: str, count: int) -> dict[str, str]:
    """Cookie and id of each new person."""
    made = [await sign_up(base, number) for number in range(count)]
    return {client.cookie: str(user) for client, user in made}


def told(name: str, value: str) -> None:
    print(f"{name:<34} {value}", flush=True)


def run(data_dir: Path, chosen: argparse.Namespace) -> None:
    from uuid import UUID

    told("processors, load before", f"{os.cpu_count()}, {psutil.getloadavg()[0]:.1f}")
    with bare(chosen.workers) as server:
        plain = asyncio.run(measure_bare(server, chosen.clients, chosen.requests))
    with product(data_dir, chosen.workers) as server:
        told("first start", f"{server.seconds:.2f} s")
        cookies = asyncio.run(sign_up_all(server.base, chosen.clients + 1))
        # The first one, who reads, has said more than the others.
        share = chosen.messages * 19 // 20 // chosen.clients // 50 * 50
        users = [UUID(user) for user in cookies.values()]
        told(
            "messages",
            str(
                fill(
                    data_dir,
                    {users[0]: chosen.messages - share * chosen.clients} | dict.fromkeys(users[1:], share),
                )
            ),
        )
    with product(data_dir, chosen.workers, IDLE) as server:
        idle_fast, idle_chat = asyncio.run(measure_idle(server, chosen.clients, chosen.requests))
    with product(data_dir, chosen.workers, PRODUCT) as server:
        told("warm start", f"{server.seconds:.2f} s")
        time.sleep(5)
        told("memory at rest, each process", f"{', '.join(f'{size:.0f}' for size in server.memory())} MB")
        reader, *people = [Client(server.base, cookie) for cookie in cookies]
        real_fast, real_chat = asyncio.run(measure_product(server, people, chosen.requests))
        told("fast generation, of bare / of idle", ratios(real_fast, plain, idle_fast))
        told("chat message, of bare / of idle", ratios(real_chat, plain, idle_chat))
        fresh = [Client(server.base, client.cookie) for client in people]
        asyncio.run(measure_reads(fresh, Client(server.base, reader.cookie), chosen.requests, server))
        told("memory afterwards", f"{', '.join(f'{size:.0f}' for size in server.memory())} MB")
    told("load after", f"{psutil.getloadavg()[0]:.1f}")


def ratios(measured: Measured, plain: Measured, idle: Measured) -> str:
    """Its rate as a share of the other two."""
    return f"{measured.rate / plain.rate:.3f} / {measured.rate / idle.rate:.2f}"


def main() -> None:
    parser = argparse.ArgumentParser(description="Measures the server over HTTP.")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--clients", type=int, default=32)
    parser.add_argument("--requests", type=int, default=640)
    parser.add_argument("--messages", type=int, default=100_000)
    chosen = parser.parse_args()
    parent = Path(tempfile.mkdtemp(prefix="nodepilot-bench-"))
    # The account that root drops to must be able to pass.
    parent.chmod(0o711)
    try:
        run(parent / "data", chosen)
    finally:
        shutil.rmtree(parent, ignore_errors=True)


if __name__ == "__main__":
    main()
