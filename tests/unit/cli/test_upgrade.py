from __future__ import annotations

import json
from pathlib import Path

import pytest

from nodepilot.cli.exit_codes import OK, WRONG_USE
from tests.unit.cli.conftest import Run
from tests.unit.workflow.documents import node, workflow

OLD = workflow(
    node("If\x1b", "n8n-nodes-base.if", typeVersion=2),
    node("Hub", "n8n-nodes-base.hubspot"),
    node("Set", "n8n-nodes-base.set", typeVersion=3.4),
)


@pytest.fixture
def file(tmp_path: Path) -> str:
    path = tmp_path / "w.json"
    path.write_text(json.dumps(OLD.document, indent="\t"))
    return str(path)


def test_the_workflow_and_the_report(run: Run, file: str) -> None:
    outcome = run("upgrade", file)
    assert outcome.code == OK
    assert outcome.out.startswith('{\n\t"name"')
    assert [each["typeVersion"] for each in json.loads(outcome.out)["nodes"]] == [2.3, 1, 3.5]
    assert outcome.err.splitlines() == [
        "n8n 2.40.7: 2 nodes raised, 1 node to look at.",
        "`Hub`: hubspot 1",
        "  stays: what its newer typeVersions change is not known.",
        "`If�`: if 2 → 2.3",
        "`Set`: set 3.4 → 3.5",
    ]


def test_what_changes(run: Run, file: str) -> None:
    outcome = run("upgrade", file, "--to", "1", "--diff")
    assert outcome.out == "`If�`: version `2` → `2.3`\n"
    assert "n8n 1.123.81" in outcome.err


def test_as_json(run: Run, file: str) -> None:
    outcome = run("upgrade", file, "--format", "json")
    answer = json.loads(outcome.out)
    assert answer["n8n_version"] == "2.40.7"
    assert [each["raised"] for each in answer["nodes"]] == [True, False, True]
    assert outcome.err == ""


def test_nothing_to_do(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "new.json"
    path.write_text('{"nodes": [],   "connections": {}}\n')
    outcome = run("upgrade", str(path))
    assert outcome.out == path.read_text()
    assert "already" in outcome.err


def test_wrong_use(run: Run, file: str, tmp_path: Path) -> None:
    assert run("upgrade", file, "--to", "0.9").code == WRONG_USE
    assert run("upgrade", str(tmp_path / "missing")).code == WRONG_USE
    assert run("upgrade", file, "--output", file).code == WRONG_USE
