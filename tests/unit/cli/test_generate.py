from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from nodepilot.cli.exit_codes import FAILED, OK, WRONG_USE
from tests.unit.cli.conftest import Run


def answered(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def test_standard_output_holds_the_json_alone(run: Run) -> None:
    outcome = run("generate", "post to Slack")
    assert outcome.code == OK
    assert json.loads(outcome.out)["name"] == "post to Slack"
    assert outcome.err == "Here it is.\n"


def test_output_goes_to_the_file(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "w.json"
    outcome = run("generate", "münchen ☕", "--output", str(file))
    assert (outcome.code, outcome.out) == (OK, "")
    assert json.loads(file.read_text(encoding="utf-8"))["name"] == "münchen ☕"
    assert "☕" in file.read_text(encoding="utf-8")


def test_the_request_can_come_from_standard_input(run: Run) -> None:
    assert json.loads(run("generate", "-", stdin=b"post to Slack").out)["name"] == "post to Slack"


def test_no_workflow_is_no_json(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "w.json"
    outcome = run("generate", "hello", "--output", str(file))
    assert (outcome.code, outcome.out) == (FAILED, "")
    assert outcome.err == "Hello! Say what shall start the workflow.\n"
    assert not file.exists()


@pytest.mark.parametrize("request_text", ["", "  \n\t "])
def test_an_empty_request_is_wrong_use(run: Run, request_text: str) -> None:
    outcome = run("generate", request_text)
    assert outcome.code == WRONG_USE
    assert "The request is empty" in outcome.err


def test_binary_on_standard_input(run: Run) -> None:
    outcome = run("generate", "-", stdin=b"\x00\xff\xfe")
    assert outcome.code == WRONG_USE
    assert "binary data" in outcome.err


def test_an_unknown_release_is_wrong_use(run: Run) -> None:
    outcome = run("generate", "x", "--n8n-version", "0.0.1")
    assert outcome.code == WRONG_USE
    assert "Available: 2.40.7" in outcome.err


def test_one_input_only(run: Run, tmp_path: Path) -> None:
    outcome = run("generate", "x", "--batch", str(tmp_path / "in.jsonl"))
    assert outcome.code == WRONG_USE
    assert "either REQUEST or --batch" in outcome.err


def test_a_folder_that_is_not_there(run: Run, tmp_path: Path) -> None:
    outcome = run("generate", "x", "--output", str(tmp_path / "no" / "w.json"))
    assert outcome.code == WRONG_USE
    assert "cannot be written" in outcome.err


def test_a_batch_answers_every_row_in_order(run: Run, tmp_path: Path) -> None:
    source, output = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    source.write_text('{"id": "a", "request": "one", "category": "x"}\n\n{"id": "b", "request": "two"}\n')
    outcome = run("generate", "--batch", str(source), "--output", str(output))
    assert (outcome.code, outcome.out, outcome.err) == (OK, "", "")
    rows = answered(output)
    assert [row["id"] for row in rows] == ["a", "b"]
    assert all(set(row) == {"id", "workflow"} for row in rows)
    assert [row["workflow"]["name"] for row in rows] == ["one", "two"]


def test_bad_rows_get_an_error_and_cost_the_others_nothing(run: Run, tmp_path: Path) -> None:
    source, output = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    lines = [
        b'\xef\xbb\xbf{"id": 1, "request": "fine"}',
        b"not json",
        b"[1, 2]",
        b"\x00\x01",
        b"\xff\xfe\xfd",
        b'{"id": 6}',
        b'{"id": 7, "request": 12}',
        b'{"id": 8, "request": "  "}',
        b'{"id": 9, "request": "hello"}',
        b'{"id": 10, "request": "crash"}',
        b'{"id": 11, "request": NaN}',
        b"[" * 100_000,
        b'{"id": 13, "request": "one half \\ud83d of a pair"}',
        b'{"request": "no id"}\r',
        b'{"id": 15, "request": ' + b"9" * 5000 + b"}",
    ]
    source.write_bytes(b"\n".join(lines))
    outcome = run("generate", "--batch", str(source), "--output", str(output))
    assert outcome.code == OK
    rows = answered(output)
    assert len(rows) == len(lines)
    codes = [row.get("error", {}).get("code") for row in rows]
    bad = "INVALID_ROW"
    expected = [
        None,
        bad,
        bad,
        bad,
        bad,
        bad,
        bad,
        bad,
        "NO_WORKFLOW",
        "INTERNAL_ERROR",
        bad,
        bad,
        None,
        None,
        bad,
    ]
    assert codes == expected
    assert all((row["workflow"] is None) == ("error" in row) for row in rows)
    assert rows[1]["error"]["message"].startswith("Line 2 is not JSON")
    assert rows[2]["error"]["message"] == "Line 3 is not a JSON object but an array."
    assert rows[13]["id"] == 14
    assert "12 of 15 rows have an `error`" in outcome.err


@pytest.mark.parametrize("content", [b"", b"\n \n"])
def test_a_batch_without_rows(run: Run, tmp_path: Path, content: bytes) -> None:
    source = tmp_path / "in.jsonl"
    source.write_bytes(content)
    outcome = run("generate", "--batch", str(source), "--output", str(tmp_path / "out.jsonl"))
    assert outcome.code == WRONG_USE
    assert "holds no rows" in outcome.err


def test_a_batch_never_overwrites_its_input(run: Run, tmp_path: Path) -> None:
    source = tmp_path / "in.jsonl"
    source.write_text('{"id": "a", "request": "one"}\n')
    outcome = run("generate", "--batch", str(source), "--output", str(source))
    assert outcome.code == WRONG_USE
    assert source.read_text() == '{"id": "a", "request": "one"}\n'


def test_a_batch_that_is_not_there(run: Run, tmp_path: Path) -> None:
    outcome = run("generate", "--batch", str(tmp_path / "no.jsonl"))
    assert outcome.code == WRONG_USE
    assert "There is no file" in outcome.err


def test_a_batch_can_be_piped(run: Run) -> None:
    outcome = run("generate", "--batch", "-", "--output", "-", stdin=b'{"id": "a", "request": "one"}')
    assert json.loads(outcome.out)["id"] == "a"
