from __future__ import annotations

import json
from pathlib import Path

from nodepilot.cli.exit_codes import CONFLICTS, OK, WRONG_USE
from nodepilot.workflow.edits import AddNode, Edit, SetParameter, apply
from tests.unit.cli.conftest import Run
from tests.unit.workflow.documents import node, workflow

BASE = workflow(node("A", parameters={"a": 1, "b": 1}))


def put(folder: Path, name: str, *edits: Edit, indent: int | str | None = 4, end: str = "\n") -> Path:
    path = folder / name
    path.write_text(json.dumps(apply(BASE, edits).document, indent=indent) + end)
    return path


def merged(run: Run, *paths: Path, code: int = OK, more: tuple[str, ...] = ()) -> str:
    outcome = run("merge", *map(str, paths), *more)
    assert outcome.code == code, outcome.err
    return outcome.err


def test_the_result_goes_into_ours_in_its_manner(run: Run, tmp_path: Path) -> None:
    base = put(tmp_path, "base")
    ours = put(tmp_path, "ours", SetParameter("A", "a", 2), indent="\t", end="")
    theirs = put(tmp_path, "theirs", SetParameter("A", "b", 2))
    assert merged(run, base, ours, theirs) == ""
    text = ours.read_text()
    assert json.loads(text)["nodes"][0]["parameters"] == {"a": 2, "b": 2}
    assert text.startswith('{\n\t"name"')
    assert not text.endswith("\n")
    assert json.loads(theirs.read_text())["nodes"][0]["parameters"] == {"a": 1, "b": 2}


def test_one_line_stays_one_line(run: Run, tmp_path: Path) -> None:
    base, ours = put(tmp_path, "base"), put(tmp_path, "ours", SetParameter("A", "a", 2), indent=None)
    merged(run, base, ours, put(tmp_path, "theirs", SetParameter("A", "b", 2)))
    assert ours.read_text().count("\n") == 1


def test_what_nobody_changed_keeps_its_bytes(run: Run, tmp_path: Path) -> None:
    base, theirs = put(tmp_path, "base"), put(tmp_path, "theirs")
    ours = put(tmp_path, "ours", SetParameter("A", "a", 2), indent=1)
    before = ours.read_bytes()
    merged(run, base, ours, theirs)
    assert ours.read_bytes() == before
    merged(run, base, theirs, ours)
    assert theirs.read_bytes() == before


def test_conflicts(run: Run, tmp_path: Path) -> None:
    base, output = put(tmp_path, "base"), tmp_path / "output"
    ours = put(tmp_path, "ours", SetParameter("A", "a", 2))
    theirs = put(tmp_path, "theirs", SetParameter("A", "a", 3))
    before = ours.read_bytes()
    more = ("--output", str(output), "--path", "w.json", "--marker-size", "9")
    told = merged(run, base, ours, theirs, code=CONFLICTS, more=more)
    assert told == "w.json: Conflict: `A`: a: `2` in ours, `3` in theirs\n"
    conflict = "<<<<<<<<< ours\n{0}2,\n=========\n{0}3,\n>>>>>>>>> theirs\n".format(16 * " " + '"a": ')
    assert conflict in output.read_text()
    assert ours.read_bytes() == before


def test_notes_are_told(run: Run, tmp_path: Path) -> None:
    base = put(tmp_path, "base")
    ours = put(tmp_path, "ours", AddNode(node("B", parameters={"x": 1})))
    theirs = put(tmp_path, "theirs", AddNode(node("B", id="other")))
    assert "Two nodes are called `B`" in merged(run, base, ours, theirs)


def test_no_common_version(run: Run, tmp_path: Path) -> None:
    base = tmp_path / "base"
    base.touch()
    ours = put(tmp_path, "ours")
    merged(run, base, ours, put(tmp_path, "theirs", AddNode(node("B"))))
    assert len(json.loads(ours.read_text())["nodes"]) == 2


def test_a_file_with_markers_in_it_is_left_alone(run: Run, tmp_path: Path) -> None:
    base, theirs, ours = put(tmp_path, "base"), put(tmp_path, "theirs"), tmp_path / "ours"
    ours.write_text("<<<<<<< ours\n")
    told = merged(run, base, ours, theirs, code=WRONG_USE)
    assert "This is not JSON (line 1, column 1)" in told
    assert ours.read_text() == "<<<<<<< ours\n"
