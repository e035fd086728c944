"""Requests in many wordings, against what a right workflow has (requests.yaml)."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from nodepilot.evaluation.reach import Reach
from nodepilot.pipeline.builtin import run_builtin

ROWS: list[dict[str, Any]] = yaml.safe_load((Path(__file__).parent / "requests.yaml").read_text("utf-8"))

MOST_WRONG = 0.1
"""The share of the rows that may be wrong: language is never finished, but it must not get worse."""


def group(names: str) -> frozenset[str]:
    def full(name: str) -> str:
        package = "@n8n/n8n-nodes-langchain" if name.startswith("~") else "n8n-nodes-base"
        return f"{package}.{name.removeprefix('~')}"

    return frozenset(full(name) for name in names.split("|"))


def problems(row: dict[str, Any]) -> list[str]:
    workflow = run_builtin(row["request"]).workflow
    if workflow is None:
        return ["no workflow"]
    reach = Reach(workflow)
    found = []
    if row.get("trigger") and not any(
        reach.type_of(name) in group(row["trigger"]) for name in reach.triggers
    ):
        found.append(f"trigger is not {row['trigger']}")
    found += [
        f"no {wanted} behind the trigger"
        for wanted in row.get("nodes", [])
        if not any(name in reach.alive for name in reach.named(group(wanted)))
    ]
    found += [
        f"{unwanted} was not asked for" for unwanted in row.get("not", []) if reach.named(group(unwanted))
    ]
    for where, pattern in row.get("params", {}).items():
        node_type, _, path = where.partition(" ")
        values = [
            json.dumps(_at(reach.parameters_of(name), path), ensure_ascii=False)
            for name in reach.named(group(node_type))
        ]
        if not any(re.search(str(pattern), value, re.IGNORECASE) for value in values):
            found.append(f"{where} is {values}, not /{pattern}/")
    return found


def _at(value: Any, path: str) -> Any:
    for part in path.split(".") if path else ():
        value = value.get(part) if isinstance(value, dict) else None
    return value


@pytest.mark.slow
def test_most_requests_are_right() -> None:
    wrong = {row["request"]: found for row in ROWS if (found := problems(row))}
    assert len(wrong) <= MOST_WRONG * len(ROWS), json.dumps(wrong, indent=1, ensure_ascii=False)
