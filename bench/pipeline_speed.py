"""What hosted models cost beside the provider's own time: milliseconds of ours a message, and tokens a workflow.

    .venv/bin/python bench/pipeline.py [--messages 100] [--skip-tokens] [--skip-time]

Time: the server with its database, asked over HTTP by one person, with a provider on this machine that answers at once
with the built-in engine's draft. A model is asked for every message. What counts is the time until the whole answer is
there, less the time that the official SDK waited for that provider.

Tokens: every request of the suites is given to a model, whether the built-in engine is sure or not, with the real
prompts; the answer is the engine's plan. Tokens are counted by `o200k_base` (OpenAI's; npm `gpt-tokenizer`). Anthropic
publishes no tokenizer, so its counts differ. Beside it stands our own estimate, by which budgets are kept.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import statistics
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from importlib.resources import files
from pathlib import Path
from typing import Any

from filled_database import sign_up
from http_servers import Running, product
from instant_models import instant_models, submitted

from nodepilot.ai.budget import estimated_input
from nodepilot.ai.model_facts import load_models
from nodepilot.ai.ports import Ask, Call, Reply, Task, Tell, Usage
from nodepilot.ai.prompt import compact
from nodepilot.ai.router import Providers, Router
from nodepilot.pipeline.hybrid import Hybrid

ROOT = Path(__file__).resolve().parent.parent
SUITES = ("blind", "blind-2", "blind-3")
WARMING = 20
"""Messages before the measuring begins."""
SETTLING = 8.0
"""Seconds in which a server that has just started fills its tables and loads its catalog."""
TOKENIZER = ("gpt-tokenizer", "4.0.0")


def requests() -> list[str]:
    """Of all suites."""
    found: list[str] = []
    for suite in SUITES:
        lines = (ROOT / "evals" / suite / "requests.jsonl").read_text(encoding="utf-8").splitlines()
        found += [json.loads(line)["request"] for line in lines]
    return found


def percentile(values: Sequence[float], share: float) -> float:
    return sorted(values)[min(len(values) - 1, int(len(values) * share))]


# --- time --------------------------------------------------------------------


@contextmanager
def never_sure() -> Iterator[Path]:
    """A file of models by which the built-in engine is never sure enough."""
    text = (files("nodepilot.ai") / "models.toml").read_text(encoding="utf-8")
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "models.toml"
        file.write_text(text.replace("generation = 0.85", "generation = 2.0"), encoding="utf-8")
        yield file


@dataclass(frozen=True, slots=True)
class Times:
    """Milliseconds of each message for which a model was asked, and of processor for all of them, per message."""

    ours: list[float]
    provider: list[float]
    server: float
    with_database: float


async def measured(server: Running, messages: Sequence[str]) -> Times:
    """One person's messages, one after the other. The first ones load what later ones find loaded."""
    client, _ = await sign_up(server.base, 1)
    for message in messages[:WARMING]:
        await client.request("POST", "/api/chat/message", {"message": message})
    await asyncio.sleep(SETTLING)
    ours: list[float] = []
    provider: list[float] = []
    with_database, alone = server.cpu_seconds(), workers_seconds(server)
    loop = asyncio.get_running_loop()
    for message in messages[WARMING:]:
        began = loop.time()
        answer = await client.request("POST", "/api/chat/message", {"message": message})
        taken = (loop.time() - began) * 1000
        if answer.status != 200:
            raise SystemExit(f"{answer.status}: {answer.body[:200]!r}")
        calls = answer.json()["metadata"].get("usage", {}).get("by_call", [])
        waited = sum(call["milliseconds"] for call in calls)
        if calls:
            ours.append(taken - waited)
            provider.append(waited)
        # A person reads; what follows an answer without anybody waiting is done by then.
        await asyncio.sleep(0.4)
    count = len(messages) - WARMING
    return Times(
        ours,
        provider,
        (workers_seconds(server) - alone) * 1000 / count,
        (server.cpu_seconds() - with_database) * 1000 / count,
    )


def workers_seconds(server: Running) -> float:
    """Processor time of the Python processes."""
    return sum(sum(one.cpu_times()[:2]) for one in server.workers())


def measure_time(count: int) -> None:
    with instant_models() as address, never_sure() as table, tempfile.TemporaryDirectory() as folder:
        os.environ.update(ANTHROPIC_API_KEY="a key", ANTHROPIC_BASE_URL=address, NODEPILOT_MODELS=str(table))
        # The database may run under another account, which has to get there.
        Path(folder).chmod(0o755)
        with product(Path(folder) / "data", 1) as server:
            times = asyncio.run(measured(server, requests()[: count + WARMING]))
    print(f"messages for which a model was asked: {len(times.ours)} of {count}, after {WARMING} others")
    print(
        f"ours:     p10 {percentile(times.ours, 0.1):6.1f} ms   p50 {percentile(times.ours, 0.5):6.1f} ms   p90 {percentile(times.ours, 0.9):6.1f} ms"
        f"   p99 {percentile(times.ours, 0.99):6.1f} ms"
    )
    print(f"provider: p50 {percentile(times.provider, 0.5):6.1f} ms")
    print(
        f"processor time a message, which other programs do not change: server {times.server:.1f} ms, with its"
        f" database {times.with_database:.1f} ms (title and accounts after the answer included)"
    )


# --- tokens ------------------------------------------------------------------


@dataclass
class Recorder:
    """A model that submits the engine's draft, and keeps what it was asked."""

    name: str = "recorder"
    provider: str = "anthropic"
    account: str = "server"
    keys: int = 1

    def __post_init__(self) -> None:
        self.seen: list[tuple[Ask, str]] = []

    async def ask(self, ask: Ask, seconds: float, tell: Tell | None = None) -> Reply:
        del seconds, tell
        arguments = submitted(ask.tools[-1].name, ask.prompt)
        self.seen.append((ask, compact(arguments)))
        return Reply("", (Call("1", ask.tools[-1].name, arguments),), Usage())

    async def close(self) -> None:
        """Nothing is open."""


async def asked_for(request: str) -> tuple[Recorder, str]:
    """All that a model was asked for one request, and who answered."""
    table, recorder = load_models(), Recorder()
    table = replace(table, sure={**table.sure, Task.GENERATION: 2.0})
    router = Router(table, dict.fromkeys(table.models, recorder), Providers(), "bench")
    hybrid = Hybrid(request, None, None, router)
    async for _ in hybrid.events():
        pass
    return recorder, hybrid.result().answered_by


def count(texts: Sequence[str]) -> list[int]:
    """Tokens of each text, by o200k_base."""
    name, version = TOKENIZER
    folder = subprocess.run(  # noqa: S603 - fixed
        [ROOT / "tools" / "npm_program.sh", name, version], capture_output=True, text=True, check=True
    ).stdout.strip()
    node = Path(folder) / "bin" / "node"
    program = Path(__file__).parent / "count_tokens.mjs"
    done = subprocess.run(  # noqa: S603 - fixed
        [node, program, folder], input=json.dumps(list(texts)), capture_output=True, text=True, check=True
    )
    return list(json.loads(done.stdout))


def prefix_of(ask: Ask) -> str:
    """What never differs: instructions and tools."""
    tools: list[Any] = [[tool.name, tool.description, dict(tool.schema)] for tool in ask.tools]
    return f"{ask.system}\n{compact(tools)}"


def measure_tokens() -> None:
    every = requests()
    asked = [asyncio.run(asked_for(request)) for request in every]
    by_model = [recorder for recorder, answered_by in asked if answered_by != "built-in engine"]
    texts: list[str] = []
    for recorder in by_model:
        for ask, answer in recorder.seen:
            texts += [prefix_of(ask), ask.prompt, answer]
    counted = iter(count(texts))
    rows = []
    for recorder in by_model:
        parts = [(next(counted), next(counted), next(counted)) for _ in recorder.seen]
        # The title is asked for after the answer; it is small, and the same for all.
        rows.append((len(parts), *(sum(part[place] for part in parts) for place in range(3))))
    print(f"requests: {len(every)}, answered by a model: {len(by_model)}")
    for place, title in enumerate(
        ("calls", "kept beginning (instructions, tools)", "input beside it", "output")
    ):
        values = [float(row[place]) for row in rows]
        print(
            f"{title:<38} p50 {percentile(values, 0.5):6.0f}   p90 {percentile(values, 0.9):6.0f}"
            f"   most {max(values):6.0f}"
        )
    whole = [row[1] + row[2] for row in rows]
    inside = sum(row[0] <= 3 and row[2] < 8000 and row[3] < 1500 for row in rows)
    print(f"beginning and input together: p50 {percentile(whole, 0.5):.0f}, most {max(whole):.0f}")
    print(f"at most 3 calls, under 8,000 tokens in and 1,500 out: {inside} of {len(rows)}")
    questions = [text + more for text, more in zip(texts[::3], texts[1::3], strict=True)]
    asks = [ask for recorder in by_model for ask, _ in recorder.seen]
    ratios = [estimated_input(ask) / tokens for ask, tokens in zip(asks, count(questions), strict=True)]
    print(
        f"our own estimate of a question, by which budgets are kept: {statistics.median(ratios):.2f} times o200k_base"
        f" (from {min(ratios):.2f} to {max(ratios):.2f}, {len(ratios)} questions)"
    )


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--messages", type=int, default=100)
    parser.add_argument("--skip-tokens", action="store_true")
    parser.add_argument("--skip-time", action="store_true")
    parsed = parser.parse_args()
    if not parsed.skip_tokens:
        measure_tokens()
    if not parsed.skip_time:
        measure_time(parsed.messages)
