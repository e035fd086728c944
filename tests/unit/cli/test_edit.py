from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from nodepilot.cli.exit_codes import FAILED, OK, WRONG_USE
from tests.unit.cli.conftest import Run

WORKFLOW: dict[str, Any] = {
    "name": "Hourly",
    "nodes": [
        {
            "parameters": {"rule": {"interval": [{"field": "hours"}]}},
            "id": "1",
            "name": "Schedule",
            "type": "n8n-nodes-base.scheduleTrigger",
            "typeVersion": 1.2,
            "position": [0, 0],
        },
        {
            "parameters": {"url": "https://a.example"},
            "id": "2",
            "name": "Call",
            "type": "n8n-nodes-base.httpRequest",
            "typeVersion": 4.2,
            "position": [220, 0],
        },
    ],
    "connections": {"Schedule": {"main": [[{"node": "Call", "type": "main", "index": 0}]]}},
}


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "w.json"
    path.write_text(json.dumps(WORKFLOW, indent=4), encoding="utf-8")
    return path


def test_the_changed_workflow_goes_to_standard_output(run: Run, file: Path) -> None:
    outcome = run("edit", str(file), "rename Call to Ask the shop")
    assert outcome.code == OK
    assert [node["name"] for node in json.loads(outcome.out)["nodes"]] == ["Schedule", "Ask the shop"]
    assert outcome.out.startswith('{\n    "name"'), "the file keeps its indent"
    assert "`Call` is now called `Ask the shop`" in outcome.err


def test_each_change_has_a_line_of_its_own(run: Run, file: Path) -> None:
    outcome = run("edit", str(file), "rename Call to Ask the shop")
    assert outcome.err.splitlines()[0] == "Done."
    assert outcome.err.splitlines()[1].startswith("- ")


def test_diff_says_it_in_words(run: Run, file: Path) -> None:
    outcome = run("edit", str(file), "call https://b.example instead", "--diff")
    assert outcome.out == "`Call`: URL `https://a.example` → `https://b.example`\n"


def test_the_file_itself_can_be_written(run: Run, file: Path) -> None:
    assert run("edit", str(file), "disable the http request", "--output", str(file)).code == OK
    assert json.loads(file.read_text(encoding="utf-8"))["nodes"][1]["disabled"] is True


@pytest.mark.parametrize("instruction", ["asdf", "undo that"])
def test_nothing_understood_is_no_json(run: Run, file: Path, instruction: str) -> None:
    outcome = run("edit", str(file), instruction)
    assert (outcome.code, outcome.out) == (FAILED, "")
    assert outcome.err


def test_wrong_use(run: Run, file: Path) -> None:
    assert run("edit").code == WRONG_USE
    assert run("edit", str(file)).code == WRONG_USE
    assert run("edit", str(file), "  ").code == WRONG_USE
    assert run("edit", str(file.with_name("gone.json")), "rename Call to X").code == WRONG_USE


def test_a_batch_answers_every_row(run: Run, tmp_path: Path) -> None:
    rows = [
        {"id": "a", "workflow": WORKFLOW, "instruction": "run it at 6pm instead"},
        {"id": "b", "workflow": WORKFLOW, "instruction": "asdf"},
        {"id": "c", "workflow": 5, "instruction": "remove Call"},
        {"id": "d", "workflow": WORKFLOW},
    ]
    batch, output = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    batch.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    assert run("edit", "--batch", str(batch), "--output", str(output)).code == OK
    answers = [json.loads(line) for line in output.read_text(encoding="utf-8").splitlines()]
    assert [one["id"] for one in answers] == ["a", "b", "c", "d"]
    assert answers[0]["workflow"]["nodes"][0]["parameters"]["rule"]["interval"][0]["triggerAtHour"] == 18
    assert {change["node"] for change in answers[0]["changes"]} == {"Schedule"}
    assert [one.get("error", {}).get("code") for one in answers] == [
        None,
        "NOT_UNDERSTOOD",
        "INVALID_WORKFLOW",
        "INVALID_ROW",
    ]
    assert answers[1]["workflow"] == WORKFLOW
