from __future__ import annotations

import json
from pathlib import Path

import pytest

from nodepilot.cli.exit_codes import OK, WRONG_USE
from tests.unit.cli.conftest import Run
from tests.unit.cli.test_edit import WORKFLOW


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "w.json"
    path.write_text(json.dumps(WORKFLOW), encoding="utf-8")
    return path


def test_a_workflow_in_words(run: Run, file: Path) -> None:
    outcome = run("explain", str(file))
    assert outcome.code == OK
    assert "1. **Schedule** starts the workflow every hour." in outcome.out
    assert "2. **Call** calls `https://a.example` by GET." in outcome.out


def test_a_failed_run(run: Run, file: Path) -> None:
    outcome = run("explain", str(file), "--error", "Call: getaddrinfo ENOTFOUND a.example")
    assert outcome.out.startswith("It fails at **Call**")
    assert "host name cannot be found" in outcome.out


def test_wrong_use(run: Run, file: Path) -> None:
    assert run("explain").code == WRONG_USE
    assert run("explain", str(file.with_name("gone.json"))).code == WRONG_USE
