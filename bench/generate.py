"""How fast the built-in engine makes a workflow of a request, stage by stage.

    python bench/generate.py [--suite DIR ...] [--process 5]

DIR holds `requests.jsonl`; by default all suites in `evals/`. Two passes in one process: in the first, node types
are read as they are met; the second is how a server answers after its first minutes. The totals are processor times, so that a busy machine does not
matter much; those of the stages are by the clock, as the server reports them.
`--process N` also runs `nodepilot generate` N times as a process of its own and prints the shortest time.
"""

from __future__ import annotations

import argparse
import json
import resource
import statistics
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path

from nodepilot.catalog import Catalog, load_catalog
from nodepilot.pipeline.builtin import Stages
from nodepilot.pipeline.events import StageFinished

SUITES = Path(__file__).resolve().parent.parent / "evals"
FIRST = "When a form is submitted, add a row to Google Sheets and post it to Slack #leads"


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--suite", type=Path, action="append", metavar="DIR")
    parser.add_argument("--process", type=int, default=5, metavar="N")
    parsed = parser.parse_args()
    suites: list[Path] = parsed.suite or sorted(each.parent for each in SUITES.glob("*/requests.jsonl"))
    print_stages(requests_of(suites))
    if parsed.process:
        print_process(parsed.process)
    return 0


def requests_of(suites: Iterable[Path]) -> list[str]:
    return [
        str(json.loads(line)["request"])
        for suite in suites
        for line in (suite / "requests.jsonl").read_text("utf-8").splitlines()
        if line.strip()
    ]


def print_stages(requests: Sequence[str]) -> None:
    """Milliseconds of each stage and in all, and the memory that it took at most."""
    catalog = load_catalog()
    list(Stages(FIRST, catalog).events())
    for title in ("first pass", "second pass"):
        print(f"{len(requests)} requests, {title}, milliseconds")
        print_times(times_of(requests, catalog))
    print(f"Memory at most: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


def times_of(requests: Sequence[str], catalog: Catalog) -> dict[str, list[float]]:
    """The milliseconds of each stage, request by request."""
    times: dict[str, list[float]] = defaultdict(list)
    for request in requests:
        started = time.process_time()
        for event in Stages(request, catalog).events():
            if isinstance(event, StageFinished):
                times[event.stage].append(event.milliseconds)
        times["in all (processor)"].append((time.process_time() - started) * 1000)
    return times


def print_times(times: dict[str, list[float]]) -> None:
    print(f"{'stage':<20} {'median':>8} {'99 %':>8} {'longest':>8}")
    for stage, found in times.items():
        print(f"{stage:<20} {statistics.median(found):8.1f} {percentile(found, 0.99):8.1f} {max(found):8.1f}")


def print_process(count: int) -> None:
    """The whole command, with Python's own start."""
    command = [str(Path(sys.executable).parent / "nodepilot"), "generate", FIRST]
    taken = []
    for _ in range(count):
        started = time.perf_counter()
        subprocess.run(command, check=True, capture_output=True)  # noqa: S603  (our own command)
        taken.append(time.perf_counter() - started)
    print(f"nodepilot generate as a process: {min(taken):.2f} s (shortest of {count})")


def percentile(values: Sequence[float], share: float) -> float:
    """The value that `share` of the values do not exceed."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


if __name__ == "__main__":
    sys.exit(main())
