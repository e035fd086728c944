"""How fast workflows are validated, beside n8n's own check.

    python bench/validate.py --corpus DIR [--n8n FOLDER] [--count 400] [--seed 5]

DIR holds `workflows.jsonl.gz` (rows `{"id", "workflow"}`), FOLDER an n8n that `tools/ask-n8n/install.sh` made.
Every figure is a first pass over the workflows in one process, with the node types loaded before: loading
n8n's does not count either. Nothing that is found is kept between passes. Times are processor times, so that a busy machine does not matter
much.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import resource
import statistics
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from nodepilot.catalog import load_catalog
from nodepilot.validation import validate
from nodepilot.validation.parameters.types import checker_for, kept_checkers
from nodepilot.validation.registry import N8N_RULES, RULES
from nodepilot.validation.rule import Rule

ASK = Path(__file__).resolve().parent.parent / "tools" / "ask-n8n" / "ask.cjs"
CHAINS = (100, 1_000, 5_000)


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--corpus", type=Path)
    parser.add_argument("--n8n", type=Path)
    parser.add_argument("--count", type=int, default=400)
    parser.add_argument("--seed", type=int, default=5)
    parsed = parser.parse_args()
    print_chains()
    if parsed.corpus is None:
        print("Skipped the comparison: give a corpus folder (--corpus DIR).")
        return 0
    rows = sampled(parsed.corpus / "workflows.jsonl.gz", parsed.count, parsed.seed)
    print(f"{len(rows)} workflows, {sum(len(row['workflow']['nodes']) for row in rows):,} nodes")
    rates = {"NodePilot, n8n's rules": measure(rows, N8N_RULES), "NodePilot, all rules": measure(rows, RULES)}
    if parsed.n8n is not None:
        rates["n8n's own check"] = n8n_rate(parsed.n8n, rows)
    for name, rate in rates.items():
        ratio = f"  {rate / rates[_N8N]:.1f} times n8n" if _N8N in rates and name != _N8N else ""
        print(f"{name:24} {rate:8,.0f} workflows a second{ratio}")
    return 0


_N8N = "n8n's own check"


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
    """Workflows a second; prints how long the slowest took."""
    catalog = load_catalog()
    kept_checkers(catalog).clear()
    for row in rows:
        for node in row["workflow"]["nodes"]:
            checker = checker_for(catalog, node.get("type"), node.get("typeVersion"))
            if checker is not None:
                checker.prepare()
    times: list[float] = []
    for row in rows:
        begin = time.process_time()
        validate(row["workflow"], catalog, rules)
        times.append(time.process_time() - begin)
    slowest = statistics.quantiles(times, n=100)[98]
    print(
        f"  {len(rules)} rules: median {1000 * statistics.median(times):.2f} ms, p99 {1000 * slowest:.1f} ms"
    )
    return len(rows) / sum(times)


def n8n_rate(folder: Path, rows: list[dict[str, Any]]) -> float:
    """Workflows a second in n8n's functions: the processor time of a whole run less that of an empty one."""
    text = "".join(json.dumps(row) + "\n" for row in rows)
    command = [str(folder / "bin" / "node"), str(ASK), "--n8n", str(folder)]
    seconds = []
    for given in ("", text):
        begin = spent_by_children()
        subprocess.run(command, input=given, text=True, capture_output=True, check=True)  # noqa: S603
        seconds.append(spent_by_children() - begin)
    return len(rows) / max(seconds[1] - seconds[0], 1e-6)


def spent_by_children() -> float:
    """Processor seconds of all child processes that have ended."""
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def print_chains() -> None:
    """Time per node in ever longer workflows."""
    catalog = load_catalog()
    for count in CHAINS:
        document = chain(count)
        begin = time.process_time()
        validate(document, catalog)
        seconds = time.process_time() - begin
        print(
            f"a chain of {count:5,} nodes: {1000 * seconds:7.1f} ms, {1e6 * seconds / count:5.0f} µs a node"
        )


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
