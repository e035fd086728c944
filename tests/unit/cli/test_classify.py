from __future__ import annotations

import json
from pathlib import Path

from nodepilot.cli.exit_codes import OK, WRONG_USE
from tests.unit.cli.conftest import Run


def test_one_message(run: Run) -> None:
    outcome = run("classify", "also post it to Teams", "--has-workflow")
    assert outcome.code == OK
    answer = json.loads(outcome.out)
    assert answer["label"] == "workflow_edit"
    assert 0 < answer["confidence"] <= 1


def test_an_empty_message_is_wrong_use(run: Run) -> None:
    assert run("classify", " ").code == WRONG_USE
    assert run("classify").code == WRONG_USE


def test_a_batch_answers_every_row(run: Run, tmp_path: Path) -> None:
    rows = [
        {"id": 1, "message": "when a form is submitted add a row to Google Sheets", "has_workflow": False},
        {"id": 2, "message": "hello there"},
        {"id": 3, "has_workflow": True},
    ]
    batch, output = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    batch.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    assert run("classify", "--batch", str(batch), "--output", str(output)).code == OK
    answers = [json.loads(line) for line in output.read_text(encoding="utf-8").splitlines()]
    assert [one["label"] for one in answers] == ["workflow_request", "general_conversation", None]
    assert answers[2]["error"]["code"] == "INVALID_ROW"
