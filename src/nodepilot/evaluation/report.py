"""An evaluation as a page for people and as JSON for machines."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import Any

from nodepilot.evaluation.engines import BuiltIn
from nodepilot.evaluation.run import Evaluation, RowOutcome


def as_json(evaluation: Evaluation) -> dict[str, Any]:
    """Totals per category, and every row with what is wrong in it."""
    return {
        "suite": evaluation.suite,
        "engine": evaluation.engine,
        "n8n_version": evaluation.n8n_version,
        "categories": {
            name: {"rows": len(rows), "right": sum(row.is_right for row in rows)}
            for name, rows in _by_category(evaluation).items()
        },
        "milliseconds": _times(evaluation.rows),
        "dollars": round(evaluation.dollars, 6),
        "answered_by": _answered_by(evaluation.rows),
        "unasked": evaluation.unasked,
        "scenarios": {"played": evaluation.played, "unplayed": evaluation.unplayed},
        "rows": [
            {
                "id": row.id,
                "kind": row.kind,
                "category": row.category,
                "right": row.is_right,
                "milliseconds": round(row.milliseconds, 2),
                "answered_by": row.answered_by,
                "dollars": row.dollars,
                "problems": {name: found for name, found in row.problems.items() if found},
            }
            for row in evaluation.rows
        ],
    }


def as_markdown(evaluation: Evaluation) -> str:
    """A table per category and per check, then every row that is wrong, with the reason."""
    rows = evaluation.rows
    right = sum(row.is_right for row in rows)
    times = _times(rows)
    lines = [
        f"# Evaluation of `{evaluation.suite}`",
        "",
        (
            f"Engine: {evaluation.engine}; n8n {evaluation.n8n_version}. "
            f"Right: {right} of {len(rows)} ({right / max(len(rows), 1):.1%}). "
            f"Time a row: median {times['p50']} ms, 99th percentile {times['p99']} ms."
        ),
        *_cost(evaluation),
        *_left_out(evaluation),
        "",
        "| category | right | rows | share |",
        "|---|---|---|---|",
    ]
    for name, members in _by_category(evaluation).items():
        good = sum(row.is_right for row in members)
        lines.append(f"| {name} | {good} | {len(members)} | {good / len(members):.0%} |")
    lines += ["", "| check | rows that fail it |", "|---|---|"]
    lines += [f"| {name} | {count} |" for name, count in _failures_by_check(rows).items()]
    wrong = [row for row in rows if not row.is_right]
    if wrong:
        lines += ["", "## What is wrong", ""]
        lines += [f"- **{row.id}** {_reasons(row)}" for row in wrong]
    return "\n".join(lines) + "\n"


def _answered_by(rows: Sequence[RowOutcome]) -> dict[str, int]:
    """Requests, messages and follow-ups by who answered them."""
    return dict(Counter(row.answered_by for row in rows if row.answered_by))


def _cost(evaluation: Evaluation) -> list[str]:
    """A sentence on hosted models, where they could be asked."""
    if evaluation.engine == BuiltIn.name:
        return []
    who = ", ".join(f"{name} {count}" for name, count in _answered_by(evaluation.rows).items())
    return [f"Cost: {evaluation.dollars:.4f} USD. Answered by: {who}."]


def _left_out(evaluation: Evaluation) -> list[str]:
    """What was run in n8n, and what was not asked or run."""
    told = []
    if evaluation.played:
        told.append(f"Scenarios run in n8n: {evaluation.played}.")
    if evaluation.unplayed:
        told.append(
            f"Scenarios that were not run: {evaluation.unplayed}; `--n8n` names an n8n to run them in, and `--player`"
            " the program for those of `outcomes.jsonl`."
        )
    if evaluation.unasked:
        told.append(f"Rows that were not asked, for the budget was used up: {evaluation.unasked}.")
    return told


def _by_category(evaluation: Evaluation) -> dict[str, list[RowOutcome]]:
    found: dict[str, list[RowOutcome]] = defaultdict(list)
    for row in evaluation.rows:
        found[row.category or row.kind].append(row)
    return dict(found)


def _failures_by_check(rows: Sequence[RowOutcome]) -> dict[str, int]:
    counts: dict[str, int] = {}
    for row in rows:
        for name, problems in row.problems.items():
            counts[name] = counts.get(name, 0) + bool(problems)
    return counts


def _reasons(row: RowOutcome) -> str:
    return "; ".join(problem for problems in row.problems.values() for problem in problems)


def _times(rows: Sequence[RowOutcome]) -> dict[str, float]:
    ordered = sorted(row.milliseconds for row in rows) or [0.0]
    return {
        "p50": round(ordered[len(ordered) // 2], 2),
        "p99": round(ordered[min(len(ordered) - 1, len(ordered) * 99 // 100)], 2),
    }
