"""Learns how sure the built-in engine may be of a plan, from suites that say what is right.

    python -m tools.sureness --suite evals/blind --fresh evals/blind-6 [--write]

The engine has been worked on with most suites in sight, so it is right there more often than elsewhere: from those
(`--suite`) it is learnt how much each sign counts, and from those that it was first met with (`--fresh`) how often
a plan is right at all. `--write` keeps the weights; what is printed is how well they tell right from wrong.
"""

from __future__ import annotations

import argparse
import json
import math
import sys
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import astuple
from pathlib import Path
from typing import NamedTuple

from nodepilot.catalog import load_catalog
from nodepilot.composer.compose import compose
from nodepilot.composer.sureness import WEIGHTS, Signs
from nodepilot.evaluation.requests import check_request
from nodepilot.evaluation.rows import load_suite
from nodepilot.pipeline.builtin import run_builtin

ROUNDS, PACE, RESTRAINT = 600, 0.5, 0.01
"""Of the descent; `RESTRAINT` keeps weights small that hardly tell anything."""


class Row(NamedTuple):
    """A plan's signs, and whether it was right."""

    signs: tuple[float, ...]
    is_right: bool


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--suite", type=Path, nargs="+", default=[], metavar="DIR")
    parser.add_argument("--fresh", type=Path, nargs="+", required=True, metavar="DIR")
    parser.add_argument("--write", action="store_true")
    parsed = parser.parse_args()
    fresh = [row for folder in parsed.fresh for row in rows_of(folder)]
    known = [row for folder in parsed.suite for row in rows_of(folder)]
    weights = learn([*known, *fresh])
    weights[0] = middle(fresh, weights)
    for title, rows in (("known", known), ("fresh", fresh)):
        if rows:
            print(f"{title}: {len(rows)} plans, told apart {told_apart(rows, weights):.2f} (0.5 is chance)")
    for least, rows in by_sureness(fresh, weights):
        share = sum(row.is_right for row in rows) / len(rows)
        print(f"  sure {least:.1f} to {least + 0.1:.1f}: {len(rows):3} plans, {share:4.0%} right")
    named = dict(zip(("bias", *Signs.__slots__), (round(weight, 3) for weight in weights), strict=True))
    print(json.dumps(named))
    if parsed.write:
        WEIGHTS.write_text(json.dumps(named, indent=2) + "\n", encoding="utf-8")
    return 0


def rows_of(folder: Path) -> list[Row]:
    """What the engine makes of a suite's requests; without those that it makes no plan of."""
    catalog = load_catalog()
    rows: list[Row] = []
    for request in load_suite(folder).requests:
        signs = compose(request.request, catalog).signs
        if signs is not None:
            problems = check_request(request, run_builtin(request.request).workflow)
            rows.append(Row(astuple(signs), not any(problems.values())))
    return rows


def learn(rows: Sequence[Row]) -> list[float]:
    """Weights of a logistic regression, the bias first, for signs as they come."""
    size = len(rows[0].signs)
    means = [sum(row.signs[n] for row in rows) / len(rows) for n in range(size)]
    spreads = [
        math.sqrt(sum((row.signs[n] - means[n]) ** 2 for row in rows) / len(rows)) or 1.0 for n in range(size)
    ]
    scaled = [
        Row(tuple((x - m) / s for x, m, s in zip(row.signs, means, spreads, strict=True)), row.is_right)
        for row in rows
    ]
    weights = [0.0] * (size + 1)
    for _ in range(ROUNDS):
        misses = [row.is_right - chance(row, weights) for row in scaled]
        weights[0] += PACE * sum(misses) / len(rows)
        for n in range(size):
            slope = sum(miss * row.signs[n] for miss, row in zip(misses, scaled, strict=True)) / len(rows)
            weights[n + 1] += PACE * (slope - RESTRAINT * weights[n + 1])
    plain = [weight / spread for weight, spread in zip(weights[1:], spreads, strict=True)]
    return [weights[0] - sum(weight * mean for weight, mean in zip(plain, means, strict=True)), *plain]


def middle(rows: Sequence[Row], weights: Sequence[float]) -> float:
    """The bias with which as many of the rows are expected to be right as are."""
    low, high = -10.0, 10.0
    right = sum(row.is_right for row in rows)
    while high - low > 1e-6:
        tried = (low + high) / 2
        expected = sum(chance(row, [tried, *weights[1:]]) for row in rows)
        low, high = (tried, high) if expected < right else (low, tried)
    return low


def chance(row: Row, weights: Sequence[float]) -> float:
    exponent = weights[0] + sum(w * x for w, x in zip(weights[1:], row.signs, strict=True))
    return 1 / (1 + math.exp(-exponent))


def told_apart(rows: Sequence[Row], weights: Sequence[float]) -> float:
    """How often a right plan is surer than a wrong one."""
    right = [chance(row, weights) for row in rows if row.is_right]
    wrong = [chance(row, weights) for row in rows if not row.is_right]
    pairs = [(a > b) + 0.5 * (a == b) for a in right for b in wrong]
    return sum(pairs) / len(pairs) if pairs else 0.5


def by_sureness(rows: Sequence[Row], weights: Sequence[float]) -> list[tuple[float, list[Row]]]:
    found: dict[int, list[Row]] = defaultdict(list)
    for row in rows:
        found[min(9, int(chance(row, weights) * 10))].append(row)
    return [(tenth / 10, found[tenth]) for tenth in sorted(found)]


if __name__ == "__main__":
    sys.exit(main())
