from __future__ import annotations

from pathlib import Path
from typing import NoReturn

import pytest

from nodepilot.catalog.build import snapshot
from nodepilot.catalog.build.snapshot import BuildReport
from nodepilot.cli.exit_codes import OK, WRONG_USE
from nodepilot.errors import UnknownVersion
from tests.unit.cli.conftest import Run


def test_says_what_was_built(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def build(n8n_version: str, output: Path) -> BuildReport:
        return BuildReport(
            n8n_version,
            {},
            3,
            5,
            2,
            7,
            output / n8n_version,
            sizes={"a": 1500, "b": 500},
            unproven_ports=("x",),
        )

    monkeypatch.setattr(snapshot, "build_snapshot", build)
    outcome = run("catalog", "build", "--n8n-version", "2.40.7", "--output", str(tmp_path))
    assert outcome.code == OK
    assert outcome.out.splitlines() == [
        "n8n 2.40.7",
        "  3 node types in 5 versions",
        "  2 credential types",
        "  7 output schemas",
        f"  2 kB in {tmp_path / '2.40.7'}",
        "  ports may be inexact: x",
    ]


def test_a_release_that_does_not_exist(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def build(n8n_version: str, output: Path) -> NoReturn:
        raise UnknownVersion(
            "npm has no such release.", next_step="`npm view n8n versions` lists the releases."
        )

    monkeypatch.setattr(snapshot, "build_snapshot", build)
    outcome = run("catalog", "build", "--n8n-version", "9.9.9")
    assert outcome.code == WRONG_USE
    assert "npm view n8n versions" in outcome.err


def test_a_folder_that_cannot_be_written(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def build(n8n_version: str, output: Path) -> NoReturn:
        output.mkdir()
        raise AssertionError

    file = tmp_path / "file"
    file.touch()
    monkeypatch.setattr(snapshot, "build_snapshot", build)
    outcome = run("catalog", "build", "--n8n-version", "2.40.7", "--output", str(file / "in-a-file"))
    assert outcome.code == WRONG_USE
    assert "cannot be written" in outcome.err
