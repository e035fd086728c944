from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from nodepilot.catalog import load_catalog
from nodepilot.cli.main import main
from nodepilot.evaluation.engines import Told, Value
from nodepilot.evaluation.report import as_json, as_markdown
from nodepilot.evaluation.rows import Suite, load_suite
from nodepilot.evaluation.run import evaluate
from nodepilot.pipeline.result import Result
from tests.conventions.source_files import ROOT

SUITE = ROOT / "evals" / "blind-3"


class Dear:
    """An engine that has so much money for all its rows, of which each costs 0.25; `asked` are those that it answered."""

    name = "dear"

    def __init__(self, money: float) -> None:
        self._left = money
        self.asked: list[str] = []

    def answer(self, request: str) -> Told[Result]:
        return self._told(request, Result("answer", "", 1.0))

    def label(self, message: str, *, has_workflow: bool) -> Told[str]:
        return self._told(message, "workflow_edit" if has_workflow else "workflow_request")

    def change(self, instruction: str, workflow: Mapping[str, Any]) -> Told[Mapping[str, Any]]:
        return self._told(instruction, {**workflow, "nodes": workflow["nodes"][:1], "connections": {}})

    def _told(self, words: str, value: Value) -> Told[Value]:
        if self._left < 0.25:
            return Told(None, "m", 0.05)
        self._left -= 0.25
        self.asked.append(words)
        return Told(value, "m", 0.25)


def test_the_budget_ends_it() -> None:
    suite, engine = load_suite(SUITE), Dear(0.5)
    evaluation = evaluate(suite, load_catalog(), engine=engine)
    assert [row.kind for row in evaluation.rows] == ["request"] * 2 + ["search"] * len(suite.searches)
    assert evaluation.unasked == len(suite.requests) - 2
    told = as_json(evaluation)
    assert (told["engine"], told["dollars"], told["answered_by"]) == ("dear", 0.55, {"m": 2})
    assert "Cost: 0.5500 USD. Answered by: m 2." in as_markdown(evaluation)


NODE = {"type": "n8n-nodes-base.noOp", "typeVersion": 1, "position": [0, 0], "parameters": {}}
WORKFLOW = {
    "name": "Two",
    "nodes": [
        {**NODE, "id": "1", "name": "Start", "type": "n8n-nodes-base.manualTrigger"},
        {**NODE, "id": "2", "name": "Rest"},
    ],
    "connections": {"Start": {"main": [[{"node": "Rest", "type": "main", "index": 0}]]}},
}
MIXED: dict[str, list[dict[str, Any]]] = {
    "requests.jsonl": [{"id": "r", "request": "make one", "category": "simple"}],
    "intents.jsonl": [
        {"id": "i", "message": "change it", "has_workflow": True, "label": "workflow_edit"},
        {"id": "j", "message": "hello", "has_workflow": False, "label": "general_conversation"},
    ],
    "search.jsonl": [{"id": "s", "query": "slack", "expected": ["slack"]}],
    "edits.jsonl": [
        {"id": "e", "base_id": "b", "instruction": "no rest", "remove": ["Rest"], "kind": "remove"}
    ],
    "base_workflows.jsonl": [{"id": "b", "workflow": WORKFLOW}],
}


def mixed(folder: Path) -> Suite:
    """A suite with a row or two of each kind."""
    for name, rows in MIXED.items():
        (folder / name).write_text("".join(json.dumps(row) + "\n" for row in rows))
    return load_suite(folder)


def test_messages_and_follow_ups_are_the_engines_too(tmp_path: Path) -> None:
    engine = Dear(1.0)
    evaluation = evaluate(mixed(tmp_path), load_catalog(), engine=engine)
    assert engine.asked == ["make one", "change it", "hello", "no rest"]
    right = {row.id: (row.is_right, row.answered_by, row.dollars) for row in evaluation.rows}
    assert right["i"] == right["e"] == (True, "m", 0.25)
    assert right["j"] == (False, "m", 0.25)
    assert right["s"] == (True, "", 0.0)


def test_the_budget_ends_messages_and_follow_ups_too(tmp_path: Path) -> None:
    evaluation = evaluate(mixed(tmp_path), load_catalog(), engine=Dear(0.5))
    assert [row.id for row in evaluation.rows] == ["r", "s", "i"]
    assert evaluation.unasked == 2
    assert "Rows that were not asked, for the budget was used up: 2." in as_markdown(evaluation)


def test_without_models_nothing_is_said_of_money() -> None:
    suite = load_suite(SUITE)
    evaluation = evaluate(suite, load_catalog())
    assert len(evaluation.rows) == len(suite.requests) + len(suite.searches)
    assert "Cost" not in as_markdown(evaluation)


def test_models_need_a_key(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    for name in ("OPENAI_API_KEY", "ANTHROPIC_API_KEY"):
        monkeypatch.delenv(name, raising=False)
    assert main(["eval", "--suite", str(SUITE), "--engine", "auto"]) == 2
    assert "ANTHROPIC_API_KEY" in capsys.readouterr().err


def test_messages_and_queries_are_rows_too(tmp_path: Path) -> None:
    (tmp_path / "intents.jsonl").write_text(
        '{"id": "1", "message": "hello there", "has_workflow": false, "label": "general_conversation"}\n'
        '{"id": "2", "message": "hello there", "has_workflow": false, "label": "workflow_request"}\n'
    )
    (tmp_path / "patterns.jsonl").write_text(
        '{"id": "3", "query": "append a row in google sheets", "type": "googleSheets", "choice": ["sheet", "append"]}\n'
        '{"id": "4", "query": "append a row in google sheets", "type": "slack", "choice": ["message", "post"]}\n'
    )
    rows = evaluate(load_suite(tmp_path), load_catalog()).rows
    assert [(row.id, row.kind, row.is_right) for row in rows] == [
        ("1", "intent", True),
        ("2", "intent", False),
        ("3", "pattern", True),
        ("4", "pattern", False),
    ]
