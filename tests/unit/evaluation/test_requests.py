"""A request's checks hold a workflow against its row."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from nodepilot.catalog import load_catalog
from nodepilot.evaluation.requests import check_request
from nodepilot.evaluation.rows import RequestRow, load_suite

BLIND = Path(__file__).parents[3] / "evals" / "blind"

ROW = (
    '{"id": "1", "category": "simple", "request": "?", "trigger": ["webhook"], "must": [["@gate"], ["slack"], '
    '["googleSheets"]], "path": [["trigger", 0], [0, 1]], "branches": 2, '
    '"params": [{"node": "slack", "path": "channelId", "matches": "sales"}]}'
)


def node(name: str, node_type: str, **parameters: Any) -> dict[str, Any]:
    return {
        "name": name,
        "type": f"n8n-nodes-base.{node_type}",
        "typeVersion": 1,
        "position": [0, 0],
        "parameters": parameters,
    }


def to(name: str) -> list[dict[str, Any]]:
    return [{"node": name, "type": "main", "index": 0}]


def right() -> dict[str, Any]:
    return {
        "nodes": [
            node("Hook", "webhook"),
            node("If", "if"),
            node("Slack", "slack", channelId={"mode": "name", "value": "#sales"}),
            node("Sheet", "googleSheets"),
        ],
        "connections": {
            "Hook": {"main": [to("If")]},
            "If": {"main": [to("Slack"), to("Sheet")]},
        },
    }


@pytest.fixture
def row(tmp_path: Path) -> RequestRow:
    (tmp_path / "requests.jsonl").write_text(ROW)
    (tmp_path / "groups.json").write_text('{"gate": ["if", "switch"]}')
    return load_suite(tmp_path).requests[0]


def failing(row: RequestRow, workflow: dict[str, Any] | None) -> set[str]:
    return {name for name, problems in check_request(row, workflow).items() if problems}


def test_a_right_workflow_passes(row: RequestRow) -> None:
    assert failing(row, right()) == set()


def test_no_workflow_fails(row: RequestRow) -> None:
    assert failing(row, None) == {"answered"}


def test_a_missing_service_is_seen(row: RequestRow) -> None:
    workflow = right()
    workflow["nodes"][3]["type"] = "n8n-nodes-base.airtable"
    assert failing(row, workflow) == {"must"}


def test_a_node_that_nothing_leads_to_is_seen(row: RequestRow) -> None:
    workflow = right()
    workflow["connections"]["If"]["main"][1] = []
    assert failing(row, workflow) == {"must", "branches"}


def test_a_disabled_node_does_not_count(row: RequestRow) -> None:
    workflow = right()
    workflow["nodes"][2]["disabled"] = True
    assert failing(row, workflow) == {"must", "edges", "parameters", "branches"}


def test_a_wrong_value_is_seen(row: RequestRow) -> None:
    workflow = right()
    workflow["nodes"][2]["parameters"]["channelId"]["value"] = "#marketing"
    assert failing(row, workflow) == {"parameters"}


def test_the_wrong_start_is_seen(row: RequestRow) -> None:
    workflow = right()
    workflow["nodes"][0]["type"] = "n8n-nodes-base.manualTrigger"
    assert "trigger" in failing(row, workflow)


def test_every_type_of_the_blind_suite_exists() -> None:
    catalog = load_catalog()
    named = {
        name
        for each in load_suite(BLIND).requests
        for group in (*each.must, each.trigger, *(check.types for check in each.parameters))
        for name in group
    }
    assert not [name for name in sorted(named) if catalog.find_entry(name) is None]


def test_the_blind_suite_is_large_enough_to_tell() -> None:
    rows = load_suite(BLIND).requests
    assert len({row.request for row in rows}) == len(rows) >= 150
