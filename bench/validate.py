"""How fast workflows are validated, beside n8n's own check and beside n8n-mcp.

    python bench/validate.py --corpus DIR [--n8n FOLDER] [--n8n-mcp FOLDER] [--count 400] [--seed 5]

DIR holds `workflows.jsonl.gz` (rows `{"id", "workflow"}`), FOLDER an n8n that `tools/ask-n8n/install.sh` made, or
one where npm installed n8n-mcp (`npm install --prefix FOLDER n8n-mcp`).
Percentiles of n8n's check and of n8n-mcp are from the same workflows in the same run.
Every figure is a first pass over the workflows in one process, with the node types loaded before: loading
theirs does not count either. Nothing that is found is kept between passes. Rates come from processor times, so that
a busy machine does not matter much.
"""

from __future__ import annotations

import argparse
import gc
import gzip
import json
import os
import random
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from nodepilot.catalog import load_catalog
from nodepilot.validation import validate
from nodepilot.validation.parameters.types import checker_for, kept_checkers
from nodepilot.validation.registry import N8N_RULES, RULES
from nodepilot.validation.rule import Rule
from nodepilot.validation.wording import forget_nearest

HERE = Path(__file__).resolve().parent
ASK = HERE.parent / "tools" / "ask-n8n" / "ask.cjs"
TIME_N8N = HERE / "n8n.cjs"
ASK_N8N_MCP = HERE / "n8n_mcp.cjs"
CATALOGS = HERE.parent / "src" / "nodepilot" / "catalog" / "data"
ROUNDS = 5
CHAINS = (100, 1_000, 5_000)
OURS, OURS_AS_N8N = "NodePilot, all rules", "NodePilot, n8n's rules"
N8N, N8N_MCP = "n8n's own check", "n8n-mcp"


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--corpus", type=Path)
    parser.add_argument("--n8n", type=Path)
    parser.add_argument("--n8n-mcp", type=Path)
    parser.add_argument("--count", type=int, default=400)
    parser.add_argument("--seed", type=int, default=5)
    parsed = parser.parse_args()
    print_chains()
    print_process()
    print_catalogs()
    if parsed.corpus is None:
        print("Skipped the comparison: give a corpus folder (--corpus DIR).")
        return 0
    rows = sampled(parsed.corpus / "workflows.jsonl.gz", parsed.count, parsed.seed)
    print(f"{len(rows)} workflows, {sum(len(row['workflow']['nodes']) for row in rows):,} nodes")
    rates = {OURS_AS_N8N: measure(rows, N8N_RULES), OURS: measure(rows, RULES)}
    if parsed.n8n is not None:
        rates[N8N] = n8n_rate(parsed.n8n, rows)
        if parsed.n8n_mcp is not None:
            rates[N8N_MCP] = n8n_mcp_rate(parsed.n8n / "bin" / "node", parsed.n8n_mcp, rows)
    for name, rate in rates.items():
        ratios = "".join(
            f"  {rate / rates[other]:5.1f} times {other}"
            for other in (N8N, N8N_MCP)
            if other in rates and name in (OURS, OURS_AS_N8N)
        )
        print(f"{name:24} {rate:8,.0f} workflows a second{ratios}")
    return 0


def sampled(path: Path, count: int, seed: int) -> list[dict[str, Any]]:
    """Rows drawn at random, always the same for a seed; only such as hold a list of nodes."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    usable = [
        row
        for row in rows
        if isinstance(row["workflow"], dict) and isinstance(row["workflow"].get("nodes"), list)
    ]
    return random.Random(seed).sample(usable, min(count, len(usable)))  # noqa: S311 - a sample, no secret


def measure(rows: list[dict[str, Any]], rules: tuple[Rule, ...]) -> float:
    """Workflows a second; prints how long the slowest took.

    Every round is a first pass. A workflow's time is the smallest of its rounds: the others hold what the machine
    did beside it.
    """
    rounds = [first_pass(rows, rules) for _ in range(ROUNDS)]
    processor = [min(times) for times in zip(*([spent for spent, _ in each] for each in rounds), strict=True)]
    wall = [min(times) for times in zip(*([waited for _, waited in each] for each in rounds), strict=True)]
    print_percentiles(f"{len(rules)} rules, processor time", processor)
    print_percentiles(f"{len(rules)} rules, clock time", wall)
    return len(rows) / sum(processor)


def print_percentiles(what: str, seconds: list[float]) -> None:
    """How the times of single workflows are spread."""
    percentiles = statistics.quantiles(seconds, n=100)
    print(
        f"  {what}: median {1000 * percentiles[49]:.2f} ms, p95 {1000 * percentiles[94]:.1f} ms, "
        f"p99 {1000 * percentiles[98]:.1f} ms, slowest {1000 * max(seconds):.1f} ms"
    )


def first_pass(rows: list[dict[str, Any]], rules: tuple[Rule, ...]) -> list[tuple[float, float]]:
    """(processor time, clock time) of every workflow, with nothing left of an earlier pass."""
    catalog = load_catalog()
    kept_checkers(catalog).clear()
    forget_nearest()
    for row in rows:
        for node in row["workflow"]["nodes"]:
            checker = checker_for(catalog, node.get("type"), node.get("typeVersion"))
            if checker is not None:
                checker.prepare()
    # What was loaded before stays: no collection of garbage walks through it and counts for one workflow.
    gc.collect()
    gc.freeze()
    times: list[tuple[float, float]] = []
    for row in rows:
        clock, begin = time.perf_counter(), time.thread_time()
        validate(row["workflow"], catalog, rules)
        times.append((time.thread_time() - begin, time.perf_counter() - clock))
    gc.unfreeze()
    return times


def n8n_rate(folder: Path, rows: list[dict[str, Any]]) -> float:
    """Workflows a second in n8n's functions: the processor time of a whole run less that of an empty one."""
    text = "".join(json.dumps(row) + "\n" for row in rows)
    command = [str(folder / "bin" / "node"), str(ASK), "--n8n", str(folder)]
    seconds = []
    for given in ("", text):
        begin = spent_by_children()
        subprocess.run(command, input=given, text=True, capture_output=True, check=True)  # noqa: S603
        seconds.append(spent_by_children() - begin)
    timed = [str(folder / "bin" / "node"), str(TIME_N8N), str(folder)]
    rounds = []
    for _ in range(ROUNDS):
        done = subprocess.run(timed, input=text, text=True, capture_output=True, check=True)  # noqa: S603
        rounds.append(json.loads(done.stdout)["milliseconds"])
    print_percentiles(
        "n8n's own check, clock time", [min(times) / 1000 for times in zip(*rounds, strict=True)]
    )
    return len(rows) / max(seconds[1] - seconds[0], 1e-6)


def n8n_mcp_rate(node: Path, folder: Path, rows: list[dict[str, Any]]) -> float:
    """Workflows a second in n8n-mcp's validator, which counts them itself."""
    text = "".join(json.dumps(row) + "\n" for row in rows)
    command = [str(node), str(ASK_N8N_MCP), str(folder)]
    done = subprocess.run(command, input=text, text=True, capture_output=True, check=True)  # noqa: S603
    answer = json.loads(done.stdout.splitlines()[-1])
    print_percentiles("n8n-mcp, clock time", [each / 1000 for each in answer["milliseconds"]])
    print(f"  n8n-mcp {answer['version']}: {answer['failed']} workflows threw")
    return len(rows) / answer["seconds"]


def spent_by_children() -> float:
    """Processor seconds of all child processes that have ended."""
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def print_chains() -> None:
    """Time per node in ever longer workflows."""
    catalog = load_catalog()
    for count in CHAINS:
        document = chain(count)
        validate(chain(10), catalog)  # loads the node types
        seconds = float("inf")
        for _ in range(ROUNDS):
            begin = time.process_time()
            validate(document, catalog)
            seconds = min(seconds, time.process_time() - begin)
        print(
            f"a chain of {count:5,} nodes: {1000 * seconds:7.1f} ms, {1e6 * seconds / count:5.0f} µs a node"
        )


def print_process() -> None:
    """Time and memory of a whole `nodepilot validate FILE`, the fastest of several."""
    command = [str(Path(sys.executable).parent / "nodepilot"), "validate"]
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "workflow.json"
        file.write_text(json.dumps(chain(20)), encoding="utf-8")
        best = processor = float("inf")
        # An installed package has its bytecode; where writing it is switched off, every start would compile.
        compiled = {**os.environ, "PYTHONDONTWRITEBYTECODE": ""}
        for _ in range(7):
            begin, spent = time.perf_counter(), spent_by_children()
            subprocess.run([*command, str(file)], capture_output=True, check=False, env=compiled)  # noqa: S603
            best = min(best, time.perf_counter() - begin)
            processor = min(processor, spent_by_children() - spent)
    memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(
        f"nodepilot validate FILE (20 nodes): {best:.2f} s ({processor:.2f} s of the processor), {memory:.0f} MB"
    )


def print_catalogs() -> None:
    """What each release's catalog takes on the disk."""
    for folder in sorted(path for path in CATALOGS.iterdir() if path.is_dir()):
        size = sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())
        print(f"catalog of n8n {folder.name}: {size / 1e6:.2f} MB")


def chain(count: int) -> dict[str, Any]:
    """A trigger and nodes in a row, each reading from the one before."""
    nodes: list[dict[str, Any]] = []
    connections: dict[str, Any] = {}
    for number in range(count):
        value = f"={{{{ $('N{number - 1}').item.json.a }}}}"
        assignment = {"id": "a", "name": "a", "type": "string", "value": value}
        nodes.append(
            {
                "id": str(number),
                "name": f"N{number}",
                "type": "n8n-nodes-base.set" if number else "n8n-nodes-base.manualTrigger",
                "typeVersion": 3.4 if number else 1,
                "position": [number, 0],
                "parameters": {"assignments": {"assignments": [assignment]}} if number else {},
            }
        )
        if number:
            connections[f"N{number - 1}"] = {"main": [[{"node": f"N{number}", "type": "main", "index": 0}]]}
    return {"name": "Chain", "nodes": nodes, "connections": connections, "settings": {}}


if __name__ == "__main__":
    sys.exit(main())
