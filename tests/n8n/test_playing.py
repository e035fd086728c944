"""Workflows run in a real n8n that has no network: what they send is seen, and what fails for reasons of their own."""

from __future__ import annotations

import json
import os
import sys
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from nodepilot.ai.ports import Task
from nodepilot.catalog import load_catalog
from nodepilot.cli.main import main
from nodepilot.evaluation.rows import load_suite
from nodepilot.n8n.play import NotPlayed, RealN8n
from nodepilot.n8n.trial import TrialInN8n
from nodepilot.pipeline.hybrid import Hybrid
from tests.aimock import calls, fake_models, submits
from tests.conventions.source_files import ROOT
from tests.reference_answers import answers_for, never_sure
from tests.unit.evaluation.test_player import PROGRAM
from tests.unit.pipeline.scripted import scripted

pytestmark = [pytest.mark.n8n, pytest.mark.timeout(300), pytest.mark.usefixtures("only_newest")]

Node = dict[str, Any]


def node(name: str, kind: str, version: float = 1, **parameters: Any) -> Node:
    return {
        "id": name,
        "name": name,
        "type": f"n8n-nodes-base.{kind}",
        "typeVersion": version,
        "position": [0, 0],
        "parameters": parameters,
    }


def chain(*nodes: Node) -> dict[str, Any]:
    links = {
        one["name"]: {"main": [[{"node": other["name"], "type": "main", "index": 0}]]}
        for one, other in pairwise(nodes)
    }
    return {"name": "chain", "nodes": list(nodes), "connections": links, "settings": {}}


HOOK = node("Hook", "webhook", 2, path="p", httpMethod="POST")
START = node("Start", "manualTrigger")


@pytest.fixture(scope="module")
def n8n(n8n_folder: Path) -> RealN8n:
    return RealN8n(n8n_folder)


async def test_what_is_sent_is_seen_and_no_service_is_reached(n8n: RealN8n) -> None:
    ask = node("Ask", "httpRequest", 4.2, url="=https://api.example.com/people/{{ $json.body.name }}")
    keep = node("Keep", "postgres", 2.6, operation="executeQuery", query="=insert {{ $json.found }}")
    answers = [{"to": "GET .*example", "body": {"found": "ZEBRA-7"}}]
    played = await n8n.play(chain(HOOK, ask, keep), {"body": {"name": "anna"}}, answers=answers)
    assert played.ended
    assert [sent.to for sent in played.sent] == [
        "GET https://api.example.com/people/anna",
        "call n8n-nodes-base.postgres",
    ]
    assert "insert ZEBRA-7" in played.sent[1].text


async def test_only_what_owes_nothing_to_made_up_data_is_certain(n8n: RealN8n) -> None:
    throws = node("Think", "code", 2, jsCode="return [{ json: { n: missing + 1 } }];")
    ask = node("Ask", "httpRequest", 4.2, url="https://api.example.com/")
    plain = await n8n.play(chain(START, throws))
    assert [(each.node, each.certain) for each in plain.failures] == [("Think", True)]
    assert "missing is not defined" in plain.failures[0].message
    behind = await n8n.play(chain(START, ask, throws))
    assert [(each.node, each.certain) for each in behind.failures] == [("Think", False)]


async def test_a_run_that_does_not_end_is_ended(n8n_folder: Path) -> None:
    for_ever = node(
        "Think", "code", 2, jsCode="await new Promise((done) => setTimeout(done, 600000)); return [];"
    )
    with pytest.raises(NotPlayed, match="longer"):
        await RealN8n(n8n_folder, seconds=5).play(chain(START, for_ever))


async def test_nothing_of_the_server_is_there(n8n: RealN8n, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ANTHROPIC_API_KEY", "sk-of-the-server")
    tells = node("Ask", "httpRequest", 4.2, url="=https://example.com/{{ $env.ANTHROPIC_API_KEY }}/")
    played = await n8n.play(chain(START, tells))
    assert "sk-of-the-server" not in str(played)
    assert os.environ["ANTHROPIC_API_KEY"] == "sk-of-the-server"


PLAN: dict[str, Any] = {
    "name": "Thinks",
    "steps": [
        {"key": "start", "node_type": "n8n-nodes-base.manualTrigger"},
        {
            "key": "think",
            "node_type": "n8n-nodes-base.code",
            "parameters": {"jsCode": "return [{ json: { a: 1 } }];"},
        },
    ],
    "links": [{"source": "start", "target": "think"}],
}
BROKEN = {
    **PLAN,
    "steps": [PLAN["steps"][0], {**PLAN["steps"][1], "parameters": {"jsCode": "return missing;"}}],
}


async def test_a_plan_that_fails_when_it_runs_goes_back(n8n_folder: Path) -> None:
    wants = {"label": "workflow_request", "confidence": 0.95, "complexity": 3}
    router, model = scripted({Task.INTENT: [wants], Task.GENERATION: [BROKEN], Task.REPAIR: [PLAN]})
    hybrid = Hybrid("please zorble the numbers", None, None, router, trial=TrialInN8n(n8n_folder))
    async for _ in hybrid.events():
        pass
    assert "missing is not defined" in model.asked[-1].prompt
    found = hybrid.result()
    assert found.workflow is not None
    assert "return [{ json: { a: 1 } }];" in json.dumps(found.workflow)


ROW = {
    "id": "one",
    "category": "simple",
    "request": "When a webhook is called, send its body as a POST request to https://sink.example.com/in",
}
SCENARIOS = [
    {
        "id": "sent",
        "request": "one",
        "event": {"webhook": {"headers": {}, "params": {}, "query": {}, "body": {"colour": "ZEBRA"}}},
        "expect": [{"to": "POST https://sink\\.example\\.com/in", "has": ["ZEBRA"], "times": 1}],
    },
    {
        "id": "elsewhere",
        "request": "one",
        "event": {"webhook": {"headers": {}, "params": {}, "query": {}, "body": {}}},
        "expect": [{"to": "POST https://elsewhere\\.example\\.com/"}],
    },
]


@pytest.fixture
def suite(tmp_path: Path) -> Path:
    (tmp_path / "requests.jsonl").write_text(json.dumps(ROW) + "\n")
    (tmp_path / "scenarios.jsonl").write_text("".join(json.dumps(row) + "\n" for row in SCENARIOS))
    return tmp_path


def test_outcomes_are_part_of_a_suite(
    suite: Path, n8n_folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["eval", "--suite", str(suite), "--format", "json", "--n8n", str(n8n_folder)])
    told = json.loads(capsys.readouterr().out)
    assert told["scenarios"] == {"played": 2, "unplayed": 0}
    (row,) = told["rows"]
    assert len(row["problems"]["outcome"]) == 1
    assert "elsewhere: `POST https://elsewhere" in row["problems"]["outcome"][0]


def test_with_hosted_models_too(
    suite: Path, n8n_folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    row = {**ROW, "request": "please zorble it to the sink"}
    (suite / "requests.jsonl").write_text(json.dumps(row) + "\n")
    posts = {"method": "POST", "url": "https://sink.example.com/in", "sendBody": True, "specifyBody": "json"}
    plan = {
        "name": "By a model",
        "steps": [
            {
                "key": "start",
                "node_type": "n8n-nodes-base.webhook",
                "parameters": {"path": "zorble", "httpMethod": "POST"},
            },
            {
                "key": "send",
                "node_type": "n8n-nodes-base.httpRequest",
                "parameters": {**posts, "jsonBody": "={{ JSON.stringify($json.body) }}"},
            },
        ],
        "links": [{"source": "start", "target": "send"}],
    }
    small = {"userMessage": "zorble", "model": "claude-haiku-5-5"}
    fixtures = [
        {"match": small, "response": calls("submit_intent", {"label": "workflow_request", "confidence": 1})},
        {"match": {"userMessage": "zorble"}, "response": submits(plan)},
    ]
    with fake_models(fixtures) as models:
        monkeypatch.setenv("ANTHROPIC_API_KEY", "a key")
        monkeypatch.setenv("ANTHROPIC_BASE_URL", models.url)
        arguments = ["eval", "--suite", str(suite), "--engine", "auto", "--format", "json"]
        main([*arguments, "--n8n", str(n8n_folder)])
    told = json.loads(capsys.readouterr().out)
    assert told["answered_by"] == {"claude-sonnet-5-5": 1}
    assert told["dollars"] > 0
    (found,) = told["rows"]
    assert ["elsewhere" in problem for problem in found["problems"]["outcome"]] == [True]


def test_a_whole_suite_by_hosted_models(
    tmp_path: Path, n8n_folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Requests that are run in n8n and by a player, messages and follow-ups, all answered from reference plans."""
    suite, ours = tmp_path / "suite", ROOT / "evals"
    suite.mkdir()
    lines = (ours / "blind-5" / "scenarios.jsonl").read_text(encoding="utf-8").splitlines(True)[:3]
    played = {json.loads(line)["request"] for line in lines}
    requests = (ours / "blind-5" / "requests.jsonl").read_text(encoding="utf-8").splitlines(True)
    kept = [line for line in requests if json.loads(line)["id"] in played]
    (suite / "requests.jsonl").write_text("".join(kept), encoding="utf-8")
    (suite / "scenarios.jsonl").write_text("".join(lines), encoding="utf-8")
    foreign = [{"id": f"{name}-run", "request": name, "wants": ""} for name in played]
    (suite / "outcomes.jsonl").write_text("".join(json.dumps(row) + "\n" for row in foreign))
    for name, count in (("intents", 3), ("edits", 3), ("base_workflows", None)):
        rows = (ours / "blind-6" / f"{name}.jsonl").read_text(encoding="utf-8").splitlines(True)[:count]
        (suite / f"{name}.jsonl").write_text("".join(rows), encoding="utf-8")
    program = tmp_path / "program.py"
    program.write_text(PROGRAM)
    with fake_models(answers_for(load_suite(suite), load_catalog())) as models:
        monkeypatch.setenv("ANTHROPIC_API_KEY", "a key")
        monkeypatch.setenv("ANTHROPIC_BASE_URL", models.url)
        monkeypatch.setenv("NODEPILOT_MODELS", str(never_sure(tmp_path)))
        arguments = ["eval", "--suite", str(suite), "--engine", "auto", "--format", "json"]
        main([*arguments, "--n8n", str(n8n_folder), "--player", f"{sys.executable} {program}"])
    told = json.loads(capsys.readouterr().out)
    assert told["scenarios"] == {"played": len(lines) + len(foreign), "unplayed": 0}
    assert told["unasked"] == 0
    assert told["dollars"] > 0
    by_kind = {row["kind"]: row["answered_by"] for row in told["rows"]}
    assert (by_kind["request"], by_kind["intent"]) == ("claude-sonnet-5-5", "claude-haiku-5-5")
    assert [row["id"] for row in told["rows"] if row["problems"].get("outcome")] == []
