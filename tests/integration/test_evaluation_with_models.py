"""`nodepilot eval --engine auto`: the models are asked over the wire, where the engine is not sure."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from nodepilot.cli.main import main
from tests.aimock import calls, fake_models, submits

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
