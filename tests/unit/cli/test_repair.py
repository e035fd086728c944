from __future__ import annotations

import json
from pathlib import Path

import pytest

from nodepilot.cli.exit_codes import ISSUES_FOUND, OK, WRONG_USE
from nodepilot.cli.main import main

START = {
    "id": "1",
    "name": "Start",
    "type": "n8n-nodes-base.manualTrigger",
    "typeVersion": 1,
    "position": [0, 0],
}
GOOD = {"name": "w", "nodes": [{**START, "parameters": {}}], "connections": {}, "settings": {}}
BROKEN = {**GOOD, "nodes": [{**GOOD["nodes"][0], "type": "manualTrigger"}]}  # type: ignore[index]
HOPELESS = {**GOOD, "nodes": [{**GOOD["nodes"][0], "type": "n8n-nodes-base.qqqqqqqq"}]}  # type: ignore[index]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "w.json"


def test_a_workflow_without_errors_keeps_even_its_white_space(
    file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = json.dumps(GOOD, indent=7) + "\n\n"
    file.write_text(text)
    assert main(["repair", str(file)]) == OK
    assert capsys.readouterr().out == text


def test_the_workflow_goes_to_standard_output_and_what_was_done_to_standard_error(
    file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file.write_text(json.dumps(BROKEN))
    assert main(["repair", str(file)]) == OK
    told = capsys.readouterr()
    assert json.loads(told.out) == GOOD
    assert "`n8n-nodes-base.manualTrigger`" in told.err


def test_errors_that_are_left_exit_with_1(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file.write_text(json.dumps(HOPELESS))
    assert main(["repair", str(file)]) == ISSUES_FOUND
    assert "Not mended: `Start`: UNKNOWN_NODE_TYPE." in capsys.readouterr().err


def test_a_diff_in_words_and_the_file_in_place(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file.write_text(json.dumps(BROKEN))
    assert main(["repair", str(file), "--diff", "--output", str(file)]) == OK
    assert capsys.readouterr().out == "`Start`: type `manualTrigger` → `n8n-nodes-base.manualTrigger`\n"
    assert json.loads(file.read_text()) == GOOD


def test_json(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file.write_text(json.dumps(BROKEN))
    assert main(["repair", str(file), "--format", "json"]) == OK
    answer = json.loads(capsys.readouterr().out)
    assert list(answer) == ["workflow", "fixes", "issues", "notes", "diff"]
    assert answer["fixes"][0]["edits"][0]["edit"] == "set_node_key"


def test_a_batch_answers_every_row(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source, output = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    rows = [{"id": "a", "workflow": BROKEN}, {"id": "b"}, {"id": "c", "workflow": [1]}]
    source.write_text("".join(json.dumps(row) + "\n" for row in rows) + "rubbish\n")
    assert main(["repair", "--batch", str(source), "--output", str(output)]) == OK
    answers = [json.loads(line) for line in output.read_text().splitlines()]
    assert [each["id"] for each in answers] == ["a", "b", "c", 4]
    assert answers[0]["workflow"] == GOOD
    assert [each["issues"][0]["code"] for each in answers[1:]] == [
        "INVALID_ROW",
        "NOT_A_WORKFLOW",
        "INVALID_ROW",
    ]
    assert "1 of 4 workflows mended" in capsys.readouterr().err


@pytest.mark.parametrize("text", ["", "{", "[1]", "null"])
def test_what_is_no_workflow(file: Path, text: str, capsys: pytest.CaptureFixture[str]) -> None:
    file.write_text(text)
    assert main(["repair", str(file)]) == WRONG_USE
    assert capsys.readouterr().err.startswith("nodepilot: ")


def test_a_batch_has_no_diff(tmp_path: Path) -> None:
    assert main(["repair", "--batch", str(tmp_path / "x"), "--diff"]) == WRONG_USE
