"""The report on the rules counts what was found and says so where too little of it was judged."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from nodepilot.validation import Severity
from tests.unit.validation.case_files import document_of
from tools.rule_precision import (
    VERDICTS,
    Found,
    Key,
    collect,
    lower_bound,
    read_verdicts,
    render,
    too_few,
    unjudged,
)

BROKEN = document_of(
    {
        "nodes": {
            "Start": {"type": "manualTrigger"},
            "Request": {
                "type": "httpRequest",
                "version": 4.2,
                "parameters": {"url": "={{ $('Gone').item.json.a }}"},
            },
        },
        "links": ["Start -> Request"],
    }
)
KEY: Key = ("UNKNOWN_NODE_REFERENCE", "a", 1, "url")


@pytest.fixture
def found(tmp_path: Path) -> Found:
    for name, rows in (
        ("workflows", [{"id": "a", "workflow": BROKEN}, {"id": "b", "workflow": BROKEN}]),
        ("verdicts", [{"id": "a", "verdict": {"clean": True}}, {"id": "b", "verdict": {"clean": False}}]),
    ):
        with gzip.open(tmp_path / f"{name}.jsonl.gz", "wt", encoding="utf-8") as file:
            file.writelines(json.dumps(row) + "\n" for row in rows)
    return collect(tmp_path)


def test_only_clean_workflows_count(found: Found) -> None:
    assert (found.workflows, found.with_error, found.warnings) == (1, 1, [0])
    assert found.findings == {("UNKNOWN_NODE_REFERENCE", Severity.ERROR): [KEY]}


def test_a_finding_without_a_verdict_is_missed(found: Found) -> None:
    assert (unjudged(found, {}), too_few(found, {})) == ([KEY], ["UNKNOWN_NODE_REFERENCE"])
    assert (unjudged(found, {KEY: True}), too_few(found, {KEY: True})) == ([], [])


def test_the_report_has_a_row_per_code(found: Found) -> None:
    report = render(found, {KEY: False})
    assert "| `UNKNOWN_NODE_REFERENCE` | 1 | 1 | 100.00 % | 1 | 0 | 0.00 % | 0.0 % |" in report
    assert "Gone" not in report


@pytest.mark.parametrize(
    ("right", "judged", "bound"), [(30, 30, 0.917), (0, 10, 0.0), (0, 0, 0.0), (20, 21, 0.812)]
)
def test_the_lower_bound(right: int, judged: int, bound: float) -> None:
    assert lower_bound(right, judged) == pytest.approx(bound, abs=0.001)


def test_every_verdict_is_complete_and_stands_once() -> None:
    lines = VERDICTS.read_text(encoding="utf-8").splitlines()
    rows = [json.loads(line) for line in lines]
    assert len(read_verdicts(lines)) == len(rows)
    assert all(row["reason"] and isinstance(row["right"], bool) for row in rows)
