from __future__ import annotations

from pathlib import Path

import pytest

from nodepilot.catalog import load_catalog
from nodepilot.cli.main import main
from nodepilot.evaluation.report import as_json, as_markdown
from nodepilot.evaluation.rows import load_suite
from nodepilot.evaluation.run import BUILT_IN, Engine, evaluate
from nodepilot.pipeline.result import Result
from tests.conventions.source_files import ROOT

SUITE = ROOT / "evals" / "blind-3"


def test_the_budget_ends_it() -> None:
    answer = Result("answer", "", 1.0, answered_by="m")
    made = iter([(answer, 0.3), (answer, 0.25), (None, 0.05)])
    suite = load_suite(SUITE)
    evaluation = evaluate(suite, load_catalog(), engine=Engine("dear", lambda _request, _version: next(made)))
    assert len(evaluation.rows) == 2
    assert evaluation.unasked == len(suite.requests) - 2
    told = as_json(evaluation)
    assert (told["engine"], told["dollars"], told["answered_by"]) == ("dear", 0.6, {"m": 2})
    assert "Cost: 0.6000 USD. Answered by: m 2." in as_markdown(evaluation)


def test_without_models_nothing_is_said_of_money() -> None:
    suite = load_suite(SUITE)
    evaluation = evaluate(suite, load_catalog(), engine=BUILT_IN)
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
