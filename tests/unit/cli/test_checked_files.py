from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from nodepilot.cli.checked_files import CheckedFile, as_rows, check_files
from nodepilot.cli.reading import UnusableFile
from nodepilot.errors import InvalidWorkflow
from nodepilot.kit.json_places import Span
from nodepilot.validation.issue import Issue
from tests.unit.cli.conftest import ERROR, HINT

TEXT = """{
  "name": "bad",
  "nodes": [
    {"name": "Call"},
    {
      "name": "Call",
      "parameters": {
        "url": "",
        "options": {"a.b": [1]}
      }
    }
  ],
  "connections": {"Call": {"main": [[]]}}
}
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "w.json"
    path.write_text(TEXT)
    return path


def checked(file: Path) -> CheckedFile:
    (found,) = check_files([str(file)], None)
    return found


@pytest.mark.parametrize(
    ("issue", "line"),
    [
        (ERROR, 8),
        (replace(ERROR, parameter='options["a.b"][0]'), 9),
        (replace(ERROR, parameter="gone"), 7),
        (replace(ERROR, parameter=None), 5),
        (replace(ERROR, parameter=None, path="nodes[1].name"), 6),
        (replace(ERROR, node=None, parameter=None, path="connections.Call.main[0]"), 13),
        (replace(ERROR, node="Nobody"), 1),
        (HINT, 1),
    ],
)
def test_lines(file: Path, issue: Issue, line: int) -> None:
    assert checked(file).place(issue).line == line


def test_the_whole_document_is_its_first_line(file: Path) -> None:
    assert checked(file).place(HINT) == Span(1, 1, 1, 1)


def test_files_that_hold_no_workflow(file: Path, tmp_path: Path) -> None:
    other = tmp_path / "package.json"
    other.write_text('{"name": "x"}')
    names = [str(file), str(other), str(tmp_path / "missing.json")]
    found = list(check_files(names, None))
    assert [each.valid for each in found] == [False, False, False]
    assert [each.issues[-1].code for each in found] == [
        "INVALID_PARAMETER",
        "INVALID_WORKFLOW",
        "UNUSABLE_FILE",
    ]
    assert found[2].place(found[2].issues[0]).line == 1
    with pytest.raises(InvalidWorkflow):
        list(check_files(names, None, strict=True))
    with pytest.raises(UnusableFile):
        list(check_files(names[2:], None, strict=True))


def test_other_json_can_be_passed_over_but_no_broken_json(file: Path, tmp_path: Path) -> None:
    other, broken = tmp_path / "package.json", tmp_path / "broken.json"
    other.write_text('{"name": "x"}')
    broken.write_text("{")
    found = list(check_files([str(file), str(other), str(broken)], None, skip_others=True))
    assert [Path(each.name).name for each in found] == ["w.json", "broken.json"]


def test_rows(file: Path) -> None:
    rows = as_rows([checked(file)])
    assert rows == {
        "valid": False,
        "files": [{"file": str(file), "valid": False, "issues": [HINT.as_row(), ERROR.as_row()]}],
    }
