"""`nodepilot eval --engine auto`: the models are asked over the wire, where the engine is not sure."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from nodepilot.catalog import load_catalog
from nodepilot.cli.main import main
from nodepilot.evaluation.rows import load_suite
from tests.aimock import FakeModels, calls, fake_models, submits
from tests.conventions.source_files import ROOT
from tests.reference_answers import answers_for, never_sure

PLAN = {
    "name": "By a model",
    "steps": [
        {"key": "start", "node_type": "n8n-nodes-base.webhook", "parameters": {"path": "zorble"}},
        {"key": "wait", "node_type": "n8n-nodes-base.wait", "parameters": {"amount": 5}},
    ],
    "links": [{"source": "start", "target": "wait"}],
}
SMALL = {"userMessage": "zorble", "model": "claude-haiku-5-5"}
FIXTURES = [
    {"match": SMALL, "response": calls("submit_intent", {"label": "workflow_request", "confidence": 1})},
    {"match": {"userMessage": "zorble"}, "response": submits(PLAN)},
]
ROWS = [
    {
        "id": "sure",
        "request": "Every Monday at 9 send an email to anna@example.com with Gmail saying Good morning",
        "category": "simple",
        "must": [["n8n-nodes-base.gmail"]],
    },
    {
        "id": "unsure",
        "request": "please zorble the thing somehow",
        "category": "edge",
        "must": [["n8n-nodes-base.wait"]],
    },
]


def test_it_asks_where_it_has_to(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    suite = tmp_path / "suite"
    suite.mkdir()
    (suite / "requests.jsonl").write_text("".join(json.dumps(row) + "\n" for row in ROWS))
    with fake_models(FIXTURES) as models:
        monkeypatch.setenv("ANTHROPIC_API_KEY", "a key")
        monkeypatch.setenv("ANTHROPIC_BASE_URL", models.url)
        code = main(["eval", "--suite", str(suite), "--engine", "auto", "--format", "json"])
        asked = models.requests()
    told = json.loads(capsys.readouterr().out)
    assert [(row["id"], row["right"]) for row in told["rows"]] == [("sure", True), ("unsure", True)]
    assert code == 0
    assert told["answered_by"] == {"built-in engine": 1, "claude-sonnet-5-5": 1}
    assert told["dollars"] == pytest.approx((900 * (2 + 0.1) + 120 * (10 + 0.5)) / 1e6)
    assert len(asked) == 2


def test_it_stops_before_more_is_spent(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "requests.jsonl").write_text("".join(json.dumps(row) + "\n" for row in [*ROWS, ROWS[0]]))
    with fake_models(FIXTURES) as models:
        monkeypatch.setenv("ANTHROPIC_API_KEY", "a key")
        monkeypatch.setenv("ANTHROPIC_BASE_URL", models.url)
        arguments = ["eval", "--suite", str(tmp_path), "--engine", "auto", "--format", "json"]
        main([*arguments, "--budget", "0.01"])
        asked = models.requests()
    told = json.loads(capsys.readouterr().out)
    # Whether it is a request was asked; a plan might have cost more than there was.
    assert [row["id"] for row in told["rows"]] == ["sure"]
    assert told["unasked"] == 2
    assert len(asked) == 1
    assert 0 < told["dollars"] < 0.01


ROWS_OF_A_KIND = 5


@pytest.fixture
def mixed(tmp_path: Path) -> Path:
    """A few requests, messages and follow-ups of a suite of ours."""
    suite = tmp_path / "mixed"
    suite.mkdir()
    for name in ("requests", "intents", "edits", "base_workflows"):
        lines = (ROOT / "evals" / "blind-6" / f"{name}.jsonl").read_text(encoding="utf-8").splitlines(True)
        kept = lines if name == "base_workflows" else lines[:ROWS_OF_A_KIND]
        (suite / f"{name}.jsonl").write_text("".join(kept), encoding="utf-8")
    return suite


@pytest.fixture
def asked_for_all(mixed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[FakeModels]:
    """Both providers, asked whether the built-in engine is sure or not; they answer from reference plans."""
    with fake_models(answers_for(load_suite(mixed), load_catalog())) as models:
        monkeypatch.setenv("ANTHROPIC_API_KEY", "a key")
        monkeypatch.setenv("ANTHROPIC_BASE_URL", models.url)
        monkeypatch.setenv("OPENAI_API_KEY", "a key")
        monkeypatch.setenv("OPENAI_BASE_URL", f"{models.url}/v1")
        monkeypatch.setenv("NODEPILOT_MODELS", str(never_sure(tmp_path)))
        yield models


def evaluated(capsys: pytest.CaptureFixture[str], suite: Path, *more: str) -> dict[str, Any]:
    capsys.readouterr()
    main(["eval", "--suite", str(suite), "--format", "json", *more])
    return dict(json.loads(capsys.readouterr().out))


def test_messages_and_follow_ups_are_asked_too(
    mixed: Path, asked_for_all: FakeModels, capsys: pytest.CaptureFixture[str]
) -> None:
    alone = evaluated(capsys, mixed)
    assert asked_for_all.requests() == []
    told = evaluated(capsys, mixed, "--engine", "auto")
    by_kind = {
        kind: {row["answered_by"] for row in told["rows"] if row["kind"] == kind}
        for kind in ("request", "intent", "edit")
    }
    assert by_kind["request"] == {"claude-sonnet-5-5"}
    assert by_kind["intent"] == {"gpt-6-luna"}
    assert "claude-sonnet-5-5" in by_kind["edit"]
    # The models know what is right of messages; of the others they say what the engine says.
    right = {row["id"] for row in told["rows"] if row["right"]}
    assert right >= {row["id"] for row in alone["rows"] if row["right"]}
    assert right >= {row["id"] for row in told["rows"] if row["kind"] == "intent"}
    assert told["dollars"] == pytest.approx(sum(row["dollars"] for row in told["rows"]), abs=1e-6)
    assert told["unasked"] == 0


def test_the_budget_stops_all_kinds_of_rows(
    mixed: Path, asked_for_all: FakeModels, capsys: pytest.CaptureFixture[str]
) -> None:
    told = evaluated(capsys, mixed, "--engine", "auto", "--budget", "0.06")
    assert 0 < told["dollars"] <= 0.06
    assert 0 < len(told["rows"]) < ROWS_OF_A_KIND
    assert told["unasked"] == 3 * ROWS_OF_A_KIND - len(told["rows"])
    assert {row["kind"] for row in told["rows"]} == {"request"}
