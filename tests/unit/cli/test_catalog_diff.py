from __future__ import annotations

import json
from pathlib import Path

import pytest

from nodepilot.cli.exit_codes import ISSUES_FOUND, OK, WRONG_USE
from tests.unit.cli.conftest import Run
from tests.unit.workflow.documents import node, workflow


@pytest.fixture
def files(tmp_path: Path) -> list[str]:
    names = []
    for name, kind in (("fine", "manualTrigger"), ("broken", "start")):
        path = tmp_path / f"{name}.json"
        path.write_text(json.dumps(workflow(node("A\x1b", f"n8n-nodes-base.{kind}")).document))
        names.append(str(path))
    return names


def test_in_words(run: Run) -> None:
    outcome = run("catalog", "diff", "1", "2.40", "--type", "start", "--type", "n8n-nodes-base.code")
    assert outcome.code == OK
    lines = outcome.out.splitlines()
    assert lines[0] == "n8n 1.123.81 → 2.40.7"
    assert "n8n-nodes-base.start: removed" in lines
    assert any("`language`: `python` removed (typeVersion 1, 2)" in line for line in lines)
    assert run("catalog", "diff", "1", "1.123").out.endswith("Nothing is different.\n")


def test_as_json(run: Run) -> None:
    answer = json.loads(run("catalog", "diff", "1", "2", "--type", "start", "--format", "json").out)
    assert answer == {
        "before": "1.123.81",
        "after": "2.40.7",
        "changes": [
            {
                "kind": "node_type_removed",
                "subject": "n8n-nodes-base.start",
                "versions": [],
                "path": None,
                "before": "n8n-nodes-base.start",
                "after": None,
                "text": "removed",
            }
        ],
    }


def test_what_it_does_to_workflows(run: Run, files: list[str]) -> None:
    outcome = run("catalog", "diff", "1", "2", *files)
    assert outcome.code == ISSUES_FOUND
    assert outcome.out.splitlines()[1] == f"{files[0]}: nothing changes"
    assert "  breaks  `A�`: n8n 2.40.7 has no node type" in outcome.out
    assert outcome.out.endswith("2 workflows, 1 with something that breaks.\n")
    assert run("catalog", "diff", "1", "2", files[0]).code == OK
    (fine, broken) = json.loads(run("catalog", "diff", "1", "2", *files, "--format", "json").out)["workflows"]
    assert fine["effects"] == []
    assert broken["effects"][0]["issue"]["code"] == "UNKNOWN_NODE_TYPE"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("1", "3"), "There is no catalog for n8n 3. Available: 1.123.81, 2.0.3, 2.40.7."),
        (("1", "2", "--type", "slck"), "Did you mean `n8n-nodes-base.slack`"),
        (("1", "2", "missing.json"), "There is no file `missing.json`."),
    ],
)
def test_wrong_use(run: Run, arguments: tuple[str, ...], words: str) -> None:
    outcome = run("catalog", "diff", *arguments)
    assert outcome.code == WRONG_USE
    assert words in outcome.err
