from __future__ import annotations

import json
from pathlib import Path

import pytest

from nodepilot.cli.exit_codes import OK, WRONG_USE
from tests.unit.cli.conftest import Run


def test_the_best_node_type_comes_first(run: Run) -> None:
    outcome = run("search", "post a message to a slack channel")
    assert outcome.code == OK
    assert outcome.out.splitlines()[0].split() == ["Slack", "n8n-nodes-base.slack"]


def test_json(run: Run) -> None:
    answer = json.loads(run("search", "cron", "--format", "json", "--limit", "2").out)
    assert answer["results"][0]["type"] == "n8n-nodes-base.scheduleTrigger"
    assert len(answer["results"]) == 2
    assert set(answer["results"][0]) == {"type", "name", "score"}


def test_nothing_fits(run: Run) -> None:
    outcome = run("search", "qwzx vbnmk")
    assert outcome.code == OK
    assert "Nothing fits" in outcome.out


def test_a_batch(run: Run, tmp_path: Path) -> None:
    source, output = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    source.write_text('{"id": 1, "query": "gsheet"}\n{"id": "b"}\nrubbish\n{"id": "d", "query": ""}\n')
    assert run("search", "--batch", str(source), "--output", str(output)).code == OK
    rows = [json.loads(line) for line in output.read_text().splitlines()]
    assert [row["id"] for row in rows] == [1, "b", 3, "d"]
    assert rows[0]["results"][0]["type"] == "n8n-nodes-base.googleSheets"
    assert rows[1]["error"]["code"] == rows[2]["error"]["code"] == "INVALID_ROW"
    assert rows[3]["results"] == []


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ((), "either TEXT or --batch"),
        (("a", "--limit", "0"), "from 1 to 1000"),
        (("a", "--limit", "x"), "from 1 to 1000"),
        (("a", "--n8n-version", "9.9.9"), "no catalog for n8n 9.9.9"),
    ],
)
def test_wrong_use(run: Run, arguments: tuple[str, ...], words: str) -> None:
    outcome = run("search", *arguments)
    assert outcome.code == WRONG_USE
    assert words in outcome.err
