"""The tool itself: what n8n objects to comes back as an issue of the right kind."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.n8n.conftest import Ask

pytestmark = [pytest.mark.n8n, pytest.mark.timeout(900)]

MANUAL = {"type": "n8n-nodes-base.manualTrigger", "typeVersion": 1, "parameters": {}}
HTTP = {
    "type": "n8n-nodes-base.httpRequest",
    "typeVersion": 4.2,
    "parameters": {"url": "https://example.com"},
}


def node(name: str, base: dict[str, Any], **changes: Any) -> dict[str, Any]:
    return {"id": name, "name": name, "position": [0, 0], **base, **changes}


def workflow(*nodes: dict[str, Any], target: str = "Call", **changes: Any) -> dict[str, Any]:
    line = {"node": target, "type": "main", "index": 0}
    document = {
        "name": "W",
        "nodes": list(nodes),
        "connections": {"Start": {"main": [[line]]}},
        "settings": {},
    }
    return {**document, **changes}


CASES: dict[str, tuple[dict[str, Any] | list[Any], set[str]]] = {
    "fine": (workflow(node("Start", MANUAL), node("Call", HTTP)), {"publish"}),
    "no workflow": ([], {"parse"}),
    "unknown type": (
        workflow(node("Start", MANUAL), node("Call", HTTP, type="n8n-nodes-base.fax")),
        {"type", "publish"},
    ),
    "unknown version": (
        workflow(node("Start", MANUAL), node("Call", HTTP, typeVersion=99)),
        {"type", "publish"},
    ),
    "missing parameter": (
        workflow(node("Start", MANUAL), node("Call", HTTP, parameters={})),
        {"parameter", "publish"},
    ),
    "wrong shape": (
        workflow(
            node("Start", MANUAL),
            node(
                "Call",
                {"type": "n8n-nodes-base.switch", "typeVersion": 3.2},
                parameters={"rules": {"values": {}}},
            ),
        ),
        {"throw", "publish"},
    ),
    "missing credential": (
        workflow(
            node("Start", MANUAL),
            node(
                "Call",
                {"type": "n8n-nodes-base.todoist", "typeVersion": 2.1},
                parameters={"operation": "getAll"},
            ),
        ),
        {"credential", "publish"},
    ),
    "line to a missing node": (
        workflow(node("Start", MANUAL), node("Call", HTTP), target="Nobody"),
        {"structure", "publish"},
    ),
    "line into a trigger": (workflow(node("Start", MANUAL), target="Start"), {"connection", "publish"}),
    "key that the API refuses": (
        workflow(node("Start", MANUAL), node("Call", HTTP, colour="red")),
        {"api", "publish"},
    ),
    "switched off": (
        workflow(
            node("Start", MANUAL),
            node(
                "Call",
                {"type": "n8n-nodes-base.executeCommand", "typeVersion": 1},
                parameters={"command": "ls"},
            ),
        ),
        {"excluded", "publish"},
    ),
}


@pytest.mark.usefixtures("only_newest")
def test_every_kind_of_issue(ask: Ask, tmp_path: Path) -> None:
    rows = tmp_path / "cases.jsonl"
    lines = [json.dumps({"id": name, "workflow": document}) for name, (document, _) in CASES.items()]
    rows.write_text("\n".join(lines), encoding="utf-8")
    answers = ask(rows)
    kinds = {name: {issue["kind"] for issue in answers[name]["issues"]} for name in CASES}
    assert kinds == {name: expected for name, (_, expected) in CASES.items()}
