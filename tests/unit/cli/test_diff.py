from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from nodepilot.cli.exit_codes import DIFFERENT, OK, WRONG_USE
from tests.unit.cli.conftest import Run
from tests.unit.workflow.documents import node, workflow

BEFORE = workflow(node("A", parameters={"code": "a\tb\nc"}), node("B"), links="A -main> B")
AFTER = workflow(node("A", parameters={"code": "a"}), node("B"), node("C\x1b[2J"), links="A -main> B")


@pytest.fixture
def files(tmp_path: Path) -> list[str]:
    names = []
    for name, each in (("before", BEFORE), ("after", AFTER)):
        path = tmp_path / f"{name}.json"
        path.write_text(json.dumps(each.document))
        names.append(str(path))
    return names


def test_in_words(run: Run, files: list[str]) -> None:
    outcome = run("diff", *files)
    assert outcome.code == OK
    assert outcome.out == "`A`: code `a b c` → `a`\nAdded `C�[2J` (No Operation, do nothing)\n"
    assert run("diff", *files, "--exit-code").code == DIFFERENT


def test_as_json(run: Run, files: list[str]) -> None:
    changes = json.loads(run("diff", *files, "--format", "json").out)["changes"]
    assert changes[0] == {
        "kind": "parameter",
        "text": "`A`: code `a b c` → `a`",
        "node": "A",
        "path": "code",
        "before": "a\tb\nc",
        "after": "a",
    }
    assert "before" not in changes[1]


def test_nothing_changed(run: Run, files: list[str]) -> None:
    outcome = run("diff", files[0], files[0], "--exit-code")
    assert (outcome.code, outcome.out) == (OK, "Nothing changed.\n")


@pytest.mark.parametrize("count", [0, 1, 3])
def test_two_files_are_needed(run: Run, files: list[str], count: int) -> None:
    outcome = run("diff", *(files * 2)[:count])
    assert outcome.code == WRONG_USE
    assert f"there are {count}" in outcome.err


def test_files_that_hold_no_workflow(run: Run, files: list[str], tmp_path: Path) -> None:
    other = tmp_path / "other.json"
    other.write_text("[]")
    outcome = run("diff", files[0], str(other))
    assert outcome.code == WRONG_USE
    assert f"`{other}`: This is a list, not a workflow." in outcome.err


def test_lines_for_git(run: Run, files: list[str], tmp_path: Path) -> None:
    outcome = run("diff", "--textconv", files[0])
    assert "\n  code:\n    | a b\n    | c\n" in outcome.out
    assert outcome.out.endswith("\nA → B\n")
    other = tmp_path / "other.json"
    other.write_text("<<<<<<< ours")
    assert run("diff", "--textconv", *files).code == WRONG_USE


def test_what_git_gives(run: Run, files: list[str]) -> None:
    outcome = run("diff", "--git", "w.json", files[0], "0", "100644", files[1], "1", "100644")
    assert outcome.out.startswith("w.json\n  `A`: code")
    outcome = run("diff", "--git", "w.json", os.devnull, ".", ".", files[1], "1", "100644")
    assert outcome.out == "w.json\n  new workflow with 3 nodes\n"
    outcome = run(
        "diff", "--git", "w.json", files[0], "0", "100644", files[0], "0", "100644", "v.json", "similar"
    )
    assert outcome.out == "w.json → v.json\n  Nothing changed.\n"
    assert run("diff", "--git", "w.json").out == "w.json: not merged yet\n"
    assert run("diff", "--git", *files).code == WRONG_USE
