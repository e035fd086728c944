from __future__ import annotations

import json
from pathlib import Path

import pytest

from nodepilot.cli.exit_codes import ISSUES_FOUND, OK, WRONG_USE
from tests.unit.cli.conftest import ERROR, HINT, Run

GOOD = '{"name": "good", "nodes": []}'
BAD = '{"name": "bad", "nodes": []}'
ONLY_A_HINT = '{"name": "hint", "nodes": []}'


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "w.json"


@pytest.mark.parametrize(("content", "code"), [(GOOD, OK), (BAD, ISSUES_FOUND), (ONLY_A_HINT, OK)])
def test_only_errors_make_a_workflow_invalid(run: Run, file: Path, content: str, code: int) -> None:
    file.write_text(content)
    assert run("validate", str(file)).code == code
    outcome = run("validate", str(file), "--format", "json")
    assert outcome.code == code
    assert json.loads(outcome.out)["valid"] is (code == OK)


def test_json_has_every_field_of_an_issue(run: Run, file: Path) -> None:
    file.write_text(BAD)
    answer = json.loads(run("validate", str(file), "--format", "json").out)
    assert answer == {"valid": False, "issues": [HINT.as_row(), ERROR.as_row()]}


def test_standard_input(run: Run) -> None:
    assert run("validate", "-", stdin=BAD.encode()).code == ISSUES_FOUND


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "is empty"),
        (b"{", "is not JSON"),
        (b"\x00\x01\x02", "binary data"),
        (b"\xff\xfe{}", "not text in UTF-8"),
        (b"[1]", "no workflow"),
        (b"null", "no workflow"),
        (b'{"nodes": NaN}', "`NaN`"),
        (b"[" * 100_000, "nested too deeply"),
    ],
)
def test_input_that_is_no_workflow(run: Run, file: Path, content: bytes, words: str) -> None:
    file.write_bytes(content)
    outcome = run("validate", str(file))
    assert outcome.code == WRONG_USE
    assert outcome.out == ""
    assert words in outcome.err


def test_the_place_of_a_mistake_in_json(run: Run, file: Path) -> None:
    file.write_text('{\n  "nodes": [,]\n}')
    assert "(line 2, column 13)" in run("validate", str(file)).err


@pytest.mark.parametrize("name", ["missing.json", ".", "\0"])
def test_files_that_cannot_be_read(run: Run, tmp_path: Path, name: str) -> None:
    outcome = run("validate", str(tmp_path / name))
    assert outcome.code == WRONG_USE
    assert outcome.err.startswith("nodepilot: ")


def test_a_batch(run: Run, tmp_path: Path) -> None:
    source, output = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    crash = '{"name": "crash", "nodes": []}'
    lines = [
        f'{{"id": "good", "workflow": {GOOD}}}',
        f'{{"id": "bad", "workflow": {BAD}}}',
        '{"id": "none"}',
        "rubbish",
        '{"id": "list", "workflow": []}',
        f'{{"id": "crash", "workflow": {crash}}}',
    ]
    source.write_text("\n".join(lines))
    outcome = run("validate", "--batch", str(source), "--output", str(output))
    rows = [json.loads(line) for line in output.read_text().splitlines()]
    assert outcome.code == ISSUES_FOUND
    assert all(set(row) == {"id", "valid", "issues"} for row in rows)
    assert all(set(issue) == set(ERROR.as_row()) for row in rows for issue in row["issues"])
    assert [(row["id"], row["valid"]) for row in rows] == [
        ("good", True),
        ("bad", False),
        ("none", False),
        (4, False),
        ("list", False),
        ("crash", False),
    ]
    codes = [row["issues"][0]["code"] for row in rows[2:]]
    assert codes == ["INVALID_ROW", "INVALID_ROW", "INVALID_WORKFLOW", "INTERNAL_ERROR"]
    assert "5 of 6 workflows have errors" in outcome.err


def test_a_batch_of_good_workflows(run: Run) -> None:
    outcome = run("validate", "--batch", "-", stdin=f'{{"id": "good", "workflow": {GOOD}}}'.encode())
    assert outcome.code == OK
    assert json.loads(outcome.out) == {"id": "good", "valid": True, "issues": []}


def test_several_files(run: Run, tmp_path: Path) -> None:
    good, bad = tmp_path / "good.json", tmp_path / "bad.json"
    good.write_text(GOOD)
    bad.write_text(BAD)
    outcome = run("validate", str(good), str(bad), str(tmp_path / "missing.json"))
    assert outcome.code == ISSUES_FOUND
    assert str(bad) in outcome.out
    assert str(good) not in outcome.out
    assert "There is no file" in outcome.out
    assert outcome.out.endswith("3 workflows, 2 of them not valid.\n")
    answer = json.loads(run("validate", str(good), str(bad), "--format", "json").out)
    assert answer["valid"] is False
    assert [each["valid"] for each in answer["files"]] == [True, False]
    assert run("validate", str(good), str(good)).code == OK


def test_files_that_are_no_workflows_can_be_passed_over(run: Run, tmp_path: Path) -> None:
    other, bad = tmp_path / "package.json", tmp_path / "bad.json"
    other.write_text('{"name": "a package"}')
    bad.write_text(BAD)
    outcome = run("validate", "--skip-others", str(other))
    assert (outcome.code, outcome.out) == (OK, "There is no workflow among the files.\n")
    assert run("validate", "--skip-others", str(other), str(bad)).code == ISSUES_FOUND
    assert run("validate", str(other)).code == WRONG_USE


def test_formats_that_mark_lines(run: Run, file: Path) -> None:
    file.write_text(BAD)
    outcome = run("validate", str(file), "--format", "github")
    assert outcome.code == ISSUES_FOUND
    assert outcome.out.startswith(f"::notice file={file},line=1")
    outcome = run("validate", str(file), "--format", "sarif")
    assert outcome.code == ISSUES_FOUND
    assert json.loads(outcome.out)["runs"][0]["results"][0]["ruleId"] == "NO_NAME"


@pytest.mark.parametrize("form", ["sarif", "github"])
def test_a_broken_file_is_marked_too(run: Run, file: Path, form: str) -> None:
    file.write_text("{")
    outcome = run("validate", str(file), "--format", form)
    assert outcome.code == ISSUES_FOUND
    assert "UNUSABLE_FILE" in outcome.out
