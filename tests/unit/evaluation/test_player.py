"""Scenarios of another form are run by a program of their own, and what it says of a request counts."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from nodepilot.catalog import load_catalog
from nodepilot.evaluation.player import Player, PlayerFailed
from nodepilot.evaluation.report import as_markdown
from nodepilot.evaluation.rows import Suite, load_suite
from nodepilot.evaluation.run import evaluate

REQUEST = "Every Monday at 9 send an email to anna@example.com with Gmail saying Good morning"
PROGRAM = """\
import json, os, sys
given = dict(zip(sys.argv[1::2], sys.argv[2::2]))
rows = [json.loads(line) for line in open(given["--scenarios"])]
made = json.loads(open(given["--workflows"]).read())
types = [node["type"] for node in made["workflow"]["nodes"]]
with open(given["--out"], "w") as out:
    for row in rows:
        ok = any(row["wants"] in each for each in types) and os.environ["N8N_DIR"].startswith("/")
        result = {"scenario": row["id"], "passed": ok, "asserts": [{"ok": ok, "text": "it has " + row["wants"]}]}
        out.write(json.dumps(result) + "\\n")
"""


@pytest.fixture
def suite(tmp_path: Path) -> Suite:
    (tmp_path / "requests.jsonl").write_text(json.dumps({"id": "A", "request": REQUEST}))
    scenarios = [{"id": f"A-{name}", "request": "A", "wants": name} for name in ("gmail", "slack")]
    (tmp_path / "outcomes.jsonl").write_text("".join(json.dumps(row) + "\n" for row in scenarios))
    return load_suite(tmp_path)


def player(tmp_path: Path, program: str) -> Player:
    file = tmp_path / "program.py"
    file.write_text(program)
    return Player(f"{sys.executable} {file}", tmp_path)


def test_what_it_finds_wrong_is_wrong(suite: Suite, tmp_path: Path) -> None:
    evaluation = evaluate(suite, load_catalog(), player=player(tmp_path, PROGRAM))
    assert (evaluation.played, evaluation.unplayed) == (2, 0)
    assert evaluation.rows[0].problems["outcome"] == ["A-slack: it has slack"]


def test_without_one_they_are_told_not_to_have_been_run(suite: Suite) -> None:
    evaluation = evaluate(suite, load_catalog())
    assert (evaluation.played, evaluation.unplayed) == (0, 2)
    assert "Scenarios that were not run: 2" in as_markdown(evaluation)


def test_a_scenario_that_it_does_not_tell_of_has_not_passed(suite: Suite, tmp_path: Path) -> None:
    silent = player(tmp_path, "import sys; open(sys.argv[sys.argv.index('--out') + 1], 'w')")
    found = silent.check("A", suite.foreign_of("A"), {"nodes": []})
    assert found == ["A-gmail: the player tells nothing of it", "A-slack: the player tells nothing of it"]


@pytest.mark.parametrize("program", ["raise SystemExit(1)", "print('no results')"])
def test_a_program_that_does_not_work_ends_it(suite: Suite, tmp_path: Path, program: str) -> None:
    with pytest.raises(PlayerFailed):
        player(tmp_path, program).check("A", suite.foreign_of("A"), {"nodes": []})
